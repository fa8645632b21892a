internal import SourceText

/// Finds the template tags of both dialects, for stages that carry them along unread.
enum TemplateSpans {
  static func find(in bytes: [UInt8]) -> OpaqueSpans {
    var spans: [OpaqueSpans.Span] = []
    var index = 0
    let open = UInt8(ascii: "{")
    while index + 1 < bytes.count {
      guard bytes[index] == open else {
        index += 1
        continue
      }
      let next = bytes[index + 1]
      let close: StaticString
      if next == open {
        close = index + 2 < bytes.count && bytes[index + 2] == open ? "}}}" : "}}"
      } else if next == UInt8(ascii: "%") {
        close = "%}"
      } else {
        index += 1
        continue
      }
      guard let end = ASCII.find(close, in: bytes, from: index + 2) else {
        index += 2
        continue
      }
      let range = index..<end + close.utf8CodeUnitCount
      let third = bytes[index + 2]
      let isBlock =
        third == UInt8(ascii: "#") || third == ASCII.slash || third == UInt8(ascii: "^")
      spans.append(
        OpaqueSpans.Span(range: range, isControl: next == UInt8(ascii: "%") || isBlock))
      index = range.upperBound
    }
    return OpaqueSpans(spans)
  }
}
