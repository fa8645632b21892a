/// The value of an attribute, with its place where later stages may have something to say about it.
struct MJMLValue: Sendable, ExpressibleByStringInterpolation {
  /// A stretch of one of the sources that holds exactly the text.
  struct Origin: Sendable {
    var source: Int32
    var start: Int32
    var end: Int32
  }

  var text: String
  var origin: Origin?

  init(_ text: String, origin: Origin? = nil) {
    self.text = text
    self.origin = origin
  }

  init(stringLiteral value: String) { text = value }

  var isEmpty: Bool { text.isEmpty }
}
