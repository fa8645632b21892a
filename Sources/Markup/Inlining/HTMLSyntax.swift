internal import Diagnostics
internal import SourceText

/// What is wrong with HTML even for a browser: markup that the end of the file cuts off.
enum HTMLSyntax {
  static func check(_ tokens: HTMLTokens, _ html: Pieces) -> [Diagnostic] {
    guard let last = tokens.tokens.last else { return [] }
    var summary: String?
    var range = last.range
    switch last.kind {
    case .comment where last.isUnterminated:
      summary = "comment is not closed with `-->`"
    case .startTag where last.isUnterminated:
      summary = "tag `<\(last.name)` is not closed with `>`"
      // A quote that is never closed swallows everything after it.
      if let attribute = last.attributes.last.map({ tokens.attributes[$0] }), attribute.quote != 0,
        attribute.valueRange?.upperBound == html.count
      {
        summary = "the quote of attribute `\(attribute.name)` is never closed"
        range = attribute.range
      }
    case .endTag where last.isUnterminated, .declaration where last.isUnterminated:
      summary = "tag is not closed with `>`"
    case .rawText:
      let start = tokens.tokens[max(0, tokens.tokens.count - 2)]
      summary = "<\(start.name)> is never closed"
      range = start.range
    default: break
    }
    return summary.map { [html.diagnostic(.error, "html-syntax", $0, range: range)] } ?? []
  }
}
