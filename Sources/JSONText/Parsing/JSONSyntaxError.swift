/// Where and why a text is no JSON.
struct JSONSyntaxError: Error {
  enum Reason: Sendable {
    case syntax
    case limit
  }

  var offset: Int
  var message: String
  var hint: String?
  var reason: Reason = .syntax
}
