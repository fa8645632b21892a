internal import SourceText

/// Replacements in a source, applied in one pass; what they do not name stays byte for byte.
struct SourceEdits {
  private enum Text {
    case pieces(Pieces)
    /// Bytes made because of a place in the source.
    case bytes([UInt8], cause: Int)
  }

  private var places: [(start: Int, end: Int, order: Int)] = []
  private var texts: [Text] = []
  private var isSorted = true
  private let source: Pieces

  init(_ source: Pieces) { self.source = source }

  mutating func replace(_ range: Range<Int>, with text: Pieces) {
    add(range, .pieces(text))
  }

  mutating func replace(_ range: Range<Int>, with text: [UInt8], causedBy cause: Int) {
    add(range, .bytes(text, cause: cause))
  }

  private mutating func add(_ range: Range<Int>, _ text: Text) {
    if let last = places.last, last.start > range.lowerBound { isSorted = false }
    places.append((range.lowerBound, range.upperBound, texts.count))
    texts.append(text)
  }

  mutating func remove(_ range: Range<Int>) { replace(range, with: [], causedBy: 0) }

  /// The source with all edits; of two that overlap the first one wins.
  func apply() -> Pieces {
    guard !places.isEmpty else { return source }
    var output = Pieces()
    output.reserveCapacity(source.count * 2)
    var position = 0
    let ordered =
      isSorted ? places : places.sorted { ($0.start, $0.order) < ($1.start, $1.order) }
    for place in ordered where place.start >= position {
      output.append(source, range: position..<place.start)
      switch texts[place.order] {
      case .pieces(let pieces): output.append(pieces)
      case .bytes(let bytes, let cause): output.append(bytes, causedBy: source, at: cause)
      }
      position = place.end
    }
    output.append(source, range: position..<source.count)
    return output
  }
}
