internal import Diagnostics
internal import SourceText

/// Finds the template tags of a source, for stages that carry them along unread.
enum TemplateSpans {
  /// The tags, in the dialect that the source file's name tells.
  ///
  /// Stages do not compile tags, so the block tags of Handlebars steer in any file: `.mjml` and
  /// `.html` say nothing about the dialect.
  static func find(in source: Pieces) -> OpaqueSpans {
    let bytes = source.bytes
    guard mayHaveTags(bytes) else { return .none }
    let syntax = TemplateSyntax.forFileName(source.origin(at: 0)?.file.name ?? "")
    return OpaqueSpans(
      TemplateTagScanner.spans(in: bytes, syntax: syntax).filter(\.isClosed).map { span in
        OpaqueSpans.Span(
          range: span.range,
          isControl: span.kind == .tag || span.kind == .comment
            || (span.kind == .output && isBlockTag(bytes, span.range)))
      })
  }

  // A brace alone is CSS.
  private static func mayHaveTags(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while let brace = ASCII.firstIndex(of: UInt8(ascii: "{"), in: bytes, from: index) {
      index = brace + 1
      guard index < bytes.count else { return false }
      if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "%")
        || bytes[index] == UInt8(ascii: "#")
      {
        return true
      }
    }
    return false
  }

  private static func isBlockTag(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var index = range.lowerBound + 2
    while index < range.upperBound,
      ASCII.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "~")
    {
      index += 1
    }
    guard index < range.upperBound else { return false }
    let marks: [UInt8] = [UInt8(ascii: "#"), ASCII.slash, UInt8(ascii: "^")]
    return marks.contains(bytes[index])
      || (ASCII.matches(bytes, at: index, "else") && !ASCII.isLetter(bytes[index + 4])
        && bytes[index + 4] != UInt8(ascii: "_") && bytes[index + 4] != UInt8(ascii: "."))
  }
}
