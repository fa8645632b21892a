internal import SourceText

/// Whether a template tag opens or closes a block, for stages that must know what a tag encloses.
enum TemplateBlock {
  private static let openers: Set<String> = [
    "if", "unless", "for", "case", "tablerow", "capture", "block", "with", "autoescape",
  ]

  /// +1 for a tag that opens a block, -1 for one that closes it, else 0.
  static func change(_ bytes: [UInt8], _ span: OpaqueSpans.Span) -> Int {
    guard span.isControl else { return 0 }
    var index = span.range.lowerBound + 2
    let end = span.range.upperBound
    while index < end,
      ASCII.isSpace(bytes[index]) || bytes[index] == 0x2D || bytes[index] == UInt8(ascii: "~")
        || bytes[index] == UInt8(ascii: "{")
    {
      index += 1
    }
    guard index < end else { return 0 }
    if bytes[index] == UInt8(ascii: "#") || bytes[index] == UInt8(ascii: "^") {
      // `{{^}}` alone is Handlebars' else.
      let next = index + 1 < end ? bytes[index + 1] : 0
      return next == UInt8(ascii: "}") ? 0 : 1
    }
    if bytes[index] == ASCII.slash { return -1 }
    let word = name(bytes, from: index, end)
    if openers.contains(word) { return 1 }
    return word.hasPrefix("end") ? -1 : 0
  }

  /// Whether a tag brings in another template: `{% render %}`, `{{> partial}}`.
  static func includesOthers(_ bytes: [UInt8], _ span: OpaqueSpans.Span) -> Bool {
    guard span.isControl else { return false }
    if ["include", "render", "layout", "extends"].contains(name(bytes, span)) {
      return bytes[span.range.lowerBound + 1] == UInt8(ascii: "%")
    }
    var index = span.range.lowerBound + 2
    while index < span.range.upperBound,
      ASCII.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "~")
    {
      index += 1
    }
    return index < span.range.upperBound && bytes[index] == ASCII.greater
  }

  /// The first word of a tag, such as `for`.
  static func name(_ bytes: [UInt8], _ span: OpaqueSpans.Span) -> String {
    var index = span.range.lowerBound
    while index < span.range.upperBound, !ASCII.isLetter(bytes[index]) { index += 1 }
    return name(bytes, from: index, span.range.upperBound)
  }

  private static func name(_ bytes: [UInt8], from start: Int, _ end: Int) -> String {
    var index = start
    while index < end, ASCII.isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "_") {
      index += 1
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }
}
