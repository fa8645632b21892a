internal import Diagnostics
internal import JSONText
internal import Markup
internal import SourceText

/// Puts the copy of one segment, variant and locale into a template before it is compiled.
///
/// Copy is fixed per unit and only its merge fields differ by recipient, so `{{ copy.headline }}`
/// and `{{ copy.intro | markdown }}` become literal text with slots in it, and Markdown is
/// rendered once. Copy is outside text: everything but output tags with harmless filters is
/// refused, and all else is escaped.
struct CopySplicer {
  let body: JSONObject
  let path: String
  /// The filters that a merge field inside copy may use.
  static let allowedFilters: Set<String> = [
    "default", "capitalize", "upcase", "downcase", "date", "money", "strip", "truncate", "escape",
  ]

  enum Target { case html, text }

  /// The template with every `{{ copy.x }}` and `{{ copy.x | markdown }}` replaced.
  func splice(_ template: Pieces, target: Target) -> Parsed<Pieces> {
    var result = Pieces()
    var diagnostics: [Diagnostic] = []
    var end = 0
    for span in TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    where span.kind == .output {
      guard let use = Self.use(in: template.bytes[span.range]) else { continue }
      guard let field = body[use.field], let text = field.stringValue else {
        let near = nearestName(to: use.field, in: body.keys).map { "did you mean “\($0)”?" }
        diagnostics.append(
          template.diagnostic(
            .error, "unknown-copy-field", "the copy has no text “\(use.field)”", range: span.range,
            hint: near ?? "the copy has: \(body.keys.joined(separator: ", "))"))
        continue
      }
      result.append(template, range: end..<span.range.lowerBound)
      let source = SourceFile(name: "\(path)#\(use.field)", text: text)
      let pieces = Pieces(source)
      diagnostics += Self.check(pieces)
      if use.isMarkdown {
        let rich = Self.markdown(pieces, target: target)
        diagnostics += rich.diagnostics
        result.append(rich.value)
      } else if target == .html {
        result.append(Self.escaped(pieces))
      } else {
        result.append(pieces)
      }
      end = span.range.upperBound
    }
    result.append(template, range: end..<template.count)
    return Parsed(result, diagnostics + otherUses(in: result))
  }

  // A tag that does more with copy than print it sees the copy's text as it stands, so merge
  // fields in it would never be filled.
  private func otherUses(in template: Pieces) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for span in TemplateTagScanner.spans(in: template.bytes, syntax: .liquid) {
      let tag = String(decoding: template.bytes[span.range], as: UTF8.self)
      for member in body where tag.contains("copy.\(member.key)") {
        guard let text = member.value.stringValue, text.contains("{{") else { continue }
        diagnostics.append(
          template.diagnostic(
            .error, "copy-merge-field",
            "the copy “\(member.key)” has merge fields, so it can only be printed as it is",
            range: span.range, hint: "use {{ copy.\(member.key) }} without other filters"))
      }
    }
    return diagnostics
  }

  /// Refuses everything in copy that is not a plain merge field.
  static func check(_ copy: Pieces) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for span in TemplateTagScanner.spans(in: copy.bytes, syntax: .liquid) {
      let inner = inside(copy.bytes[span.range])
      let filters = inner.split(separator: "|").dropFirst().map { part in
        String(part.drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" })
      }
      if span.kind != .output {
        diagnostics.append(
          copy.diagnostic(
            .error, "copy-tag", "copy may hold merge fields only, no tags", range: span.range,
            hint: "remove the tag from the copy"))
      } else if let bad = filters.first(where: { !allowedFilters.contains($0) }) {
        diagnostics.append(
          copy.diagnostic(
            .error, "copy-filter", "copy may not use the filter “\(bad)”", range: span.range,
            hint: "allowed are: \(allowedFilters.sorted().joined(separator: ", "))"))
      }
    }
    return diagnostics
  }

  /// The copy field that a whole tag stands for, or `nil` when it does more than that.
  private static func use(in tag: ArraySlice<UInt8>) -> (field: String, isMarkdown: Bool)? {
    let parts = inside(tag).split(separator: "|").map { $0.trimmed }
    guard let path = parts.first, path.hasPrefix("copy."), parts.count <= 2,
      parts.count == 1 || parts[1] == "markdown"
    else { return nil }
    let field = String(path.dropFirst("copy.".count))
    guard !field.isEmpty, field.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    return (field, parts.count == 2)
  }

  private static func inside(_ tag: ArraySlice<UInt8>) -> String {
    var text = String(decoding: tag, as: UTF8.self)
    while let first = text.first, "{%-".contains(first) { text.removeFirst() }
    while let last = text.last, "}%-".contains(last) { text.removeLast() }
    return text.trimmed
  }

  // Text between the tags is escaped for HTML text and quoted attributes; tags stay as they are and
  // are escaped per slot when the template is compiled.
  private static func escaped(_ copy: Pieces) -> Pieces {
    var result = Pieces()
    var end = 0
    func appendEscaped(_ range: Range<Int>) {
      var start = range.lowerBound
      for index in range {
        let entity: String
        switch copy.bytes[index] {
        case UInt8(ascii: "&"): entity = "&amp;"
        case UInt8(ascii: "<"): entity = "&lt;"
        case UInt8(ascii: ">"): entity = "&gt;"
        case UInt8(ascii: "\""): entity = "&quot;"
        case UInt8(ascii: "'"): entity = "&#39;"
        default: continue
        }
        result.append(copy, range: start..<index)
        result.append(Array(entity.utf8), causedBy: copy, at: index)
        start = index + 1
      }
      result.append(copy, range: start..<range.upperBound)
    }
    for span in TemplateTagScanner.spans(in: copy.bytes, syntax: .liquid) {
      appendEscaped(end..<span.range.lowerBound)
      result.append(copy, range: span.range)
      end = span.range.upperBound
    }
    appendEscaped(end..<copy.count)
    return result
  }

  private static func markdown(_ copy: Pieces, target: Target) -> Parsed<Pieces> {
    let html = Markdown.html(copy)
    guard target == .text else { return html }
    let text = TextPart.make(fromHTML: html.value)
    return Parsed(text.value, html.diagnostics + text.diagnostics)
  }
}

extension StringProtocol {
  /// The text without blanks and line ends around it.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}
