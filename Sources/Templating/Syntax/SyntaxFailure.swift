/// A syntax error, thrown inside a front end and reported as a diagnostic.
struct SyntaxFailure: Error {
  var identifier: String
  var summary: String
  var range: Range<Int>
  var hint: String?

  init(_ identifier: String, _ summary: String, _ range: Range<Int>, hint: String? = nil) {
    self.identifier = identifier
    self.summary = summary
    self.range = range
    self.hint = hint
  }
}
