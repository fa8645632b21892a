/// Stretches of bytes that markup must carry along without looking inside: template tags.
///
/// Spans are sorted and do not overlap.
public struct OpaqueSpans: Sendable {
  /// One stretch.
  public struct Span: Sendable, Hashable {
    /// Where it stands.
    public var range: Range<Int>
    /// Whether it steers what is around it (`{% for %}`, `{{#if}}`) instead of printing.
    public var isControl: Bool

    /// Creates a span.
    public init(range: Range<Int>, isControl: Bool) {
      self.range = range
      self.isControl = isControl
    }
  }

  /// No spans.
  public static let none = OpaqueSpans([])

  /// The spans in order.
  public let spans: [Span]

  /// Keeps sorted spans.
  public init(_ spans: [Span]) { self.spans = spans }

  /// The index of the first span that ends after `offset`.
  public func firstIndex(endingAfter offset: Int) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The end of the span that starts exactly at `offset`.
  public func end(at offset: Int) -> Int? {
    guard !spans.isEmpty else { return nil }
    let index = firstIndex(endingAfter: offset)
    guard index < spans.count, spans[index].range.lowerBound == offset else { return nil }
    return spans[index].range.upperBound
  }

  /// The span that starts exactly at `offset`.
  public func span(at offset: Int) -> Span? {
    guard !spans.isEmpty else { return nil }
    let index = firstIndex(endingAfter: offset)
    guard index < spans.count, spans[index].range.lowerBound == offset else { return nil }
    return spans[index]
  }

  /// The spans that touch a range.
  public func spans(in range: Range<Int>) -> ArraySlice<Span> {
    guard !spans.isEmpty else { return [] }
    let first = firstIndex(endingAfter: range.lowerBound)
    var last = first
    while last < spans.count, spans[last].range.lowerBound < range.upperBound { last += 1 }
    return spans[first..<last]
  }

  /// Whether a span touches a range.
  public func touches(_ range: Range<Int>) -> Bool {
    guard !spans.isEmpty else { return false }
    let index = firstIndex(endingAfter: range.lowerBound)
    return index < spans.count && spans[index].range.lowerBound < range.upperBound
  }
}
