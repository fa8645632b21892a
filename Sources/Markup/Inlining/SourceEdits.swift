internal import SourceText

/// Replacements in a source, applied in one pass; what they do not name stays byte for byte.
struct SourceEdits {
  private var edits: [(range: Range<Int>, text: Pieces, order: Int)] = []
  private let source: Pieces

  init(_ source: Pieces) { self.source = source }

  mutating func replace(_ range: Range<Int>, with text: Pieces) {
    edits.append((range, text, edits.count))
  }

  mutating func remove(_ range: Range<Int>) { replace(range, with: Pieces()) }

  mutating func insert(_ text: String, at offset: Int, causedBy cause: Int) {
    var pieces = Pieces()
    pieces.append(Array(text.utf8), causedBy: source, at: cause)
    replace(offset..<offset, with: pieces)
  }

  /// The source with all edits; of two that overlap the first one wins.
  func apply() -> Pieces {
    var output = Pieces()
    output.reserveCapacity(source.count + source.count / 2)
    var position = 0
    for edit in edits.sorted(by: {
      ($0.range.lowerBound, $0.order) < ($1.range.lowerBound, $1.order)
    }) where edit.range.lowerBound >= position {
      output.append(source, range: position..<edit.range.lowerBound)
      output.append(edit.text)
      position = edit.range.upperBound
    }
    output.append(source, range: position..<source.count)
    return output
  }
}
