internal import CRMModel
internal import Diagnostics

/// What is done with the text of a cell before it is read.
enum CellTransform: Sendable, Hashable {
  /// White space round it goes; every cell is trimmed, so this only says so.
  case trim
  /// In small letters.
  case lower
  /// In capitals.
  case upper
  /// A date in another form than RFC 3339.
  case date(DatePattern)
  /// `1.234,50` is 1234.50.
  case decimalComma
  /// Words of the file and ours, compared without case; others stay.
  case words([String: String])

  /// The text after the transform, or a sentence about what is wrong with it.
  func apply(_ text: String) throws(FieldProblem) -> String {
    switch self {
    case .trim: return text.trimmed
    case .lower: return text.lowercased()
    case .upper: return text.uppercased()
    case .date(let pattern):
      if text.isEmpty { return text }
      guard let time = pattern.timestamp(text) else {
        throw FieldProblem(.format, "is no date in the form that the map names")
      }
      return time.description
    case .decimalComma:
      return String(text.filter { $0 != "." && $0 != " " }.map { $0 == "," ? "." : $0 })
    case .words(let words): return words[text.lowercased()] ?? text
    }
  }
}
