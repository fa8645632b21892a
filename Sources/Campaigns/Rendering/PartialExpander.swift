internal import Diagnostics
internal import SourceText

/// Replaces `{% render "name", key: value %}` by the partial itself, before MJML and inlining.
///
/// A partial that were joined in later would miss the styles of the mail. Inside the partial's tags
/// each argument's name is replaced by what was passed, so that field checks, copy and links see
/// the real path.
struct PartialExpander {
  let partial: (String) -> Pieces?
  let names: () -> [String]
  private static let maximumDepth = 16

  /// The template with all partials in place.
  func expand(_ template: Pieces, depth: Int = 0) -> Parsed<Pieces> {
    var result = Pieces()
    var diagnostics: [Diagnostic] = []
    var end = 0
    for span in TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    where span.kind == .tag {
      guard let call = Self.call(in: String(decoding: template.bytes[span.range], as: UTF8.self))
      else { continue }
      guard depth < Self.maximumDepth else {
        diagnostics.append(
          template.diagnostic(
            .error, "partial-depth", "partials render each other more than 16 levels deep",
            range: span.range, hint: "break the circle"))
        break
      }
      guard let body = partial(call.name) else {
        let near = nearestName(to: call.name, in: names()).map { "did you mean “\($0)”?" }
        diagnostics.append(
          template.diagnostic(
            .error, "unknown-partial", "there is no partial “\(call.name)”", range: span.range,
            hint: near ?? "add Templates/partials/\(call.name).liquid"))
        continue
      }
      result.append(template, range: end..<span.range.lowerBound)
      let inner = expand(Self.bind(call.arguments, in: body), depth: depth + 1)
      diagnostics += inner.diagnostics
      result.append(inner.value)
      end = span.range.upperBound
    }
    result.append(template, range: end..<template.count)
    return Parsed(result, diagnostics)
  }

  struct Call {
    var name: String
    var arguments: [(String, String)]
  }

  /// The partial with the names of arguments replaced inside its tags.
  static func bind(_ arguments: [(String, String)], in body: Pieces) -> Pieces {
    let values = Dictionary(arguments, uniquingKeysWith: { _, last in last })
      .filter { $0.key != $0.value }
    guard !values.isEmpty else { return body }
    var result = Pieces()
    var end = 0
    for span in TemplateTagScanner.spans(in: body.bytes, syntax: .liquid)
    where span.kind == .output || span.kind == .tag {
      for name in names(in: body.bytes, range: span.range) {
        guard let value = values[String(decoding: body.bytes[name], as: UTF8.self)] else {
          continue
        }
        result.append(body, range: end..<name.lowerBound)
        result.append(Array(value.utf8), causedBy: body, at: name.lowerBound)
        end = name.upperBound
      }
    }
    result.append(body, range: end..<body.count)
    return result
  }

  // The identifiers that start a path: outside quotes, not behind a dot, not the name of a filter,
  // a named argument or the tag itself.
  private static func names(in bytes: [UInt8], range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = range.lowerBound
    var quote: UInt8?
    var previous: UInt8 = 0
    var isFirstWordOfTag = bytes[range.lowerBound + 1] == UInt8(ascii: "%")
    func isName(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || (byte >= 48 && byte <= 57)
        || (byte | 32 >= 97 && byte | 32 <= 122)
    }
    while index < range.upperBound {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
        index += 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        index += 1
      } else if isName(byte) {
        var end = index
        while end < range.upperBound, isName(bytes[end]) || bytes[end] == UInt8(ascii: "-") {
          if bytes[end] == UInt8(ascii: "-"), end + 1 >= range.upperBound || !isName(bytes[end + 1])
          {
            break
          }
          end += 1
        }
        let isArgumentName = end < range.upperBound && bytes[end] == UInt8(ascii: ":")
        if previous != UInt8(ascii: "."), previous != UInt8(ascii: "|"), !isArgumentName,
          !isFirstWordOfTag
        {
          result.append(index..<end)
        }
        isFirstWordOfTag = false
        previous = 0
        index = end
        continue
      } else {
        index += 1
      }
      if byte > 32 { previous = byte }
    }
    return result
  }

  /// The call that a tag makes, or `nil` when it is another tag or a form that the template engine
  /// has to see (`with`, `for`, a computed name).
  static func call(in tag: String) -> Call? {
    var text = Substring(tag).dropFirst(2).dropLast(2)
    if text.first == "-" { text = text.dropFirst() }
    if text.last == "-" { text = text.dropLast() }
    let words = text.trimmed
    guard words.hasPrefix("render ") else { return nil }
    let parts = split(words.dropFirst("render ".count))
    guard let quoted = parts.first?.trimmed, quoted.count > 2, let quote = quoted.first,
      quote == "\"" || quote == "'", quoted.last == quote
    else { return nil }
    var arguments: [(String, String)] = []
    for part in parts.dropFirst() {
      guard let colon = part.firstIndex(of: ":") else { return nil }
      arguments.append((part[..<colon].trimmed, part[part.index(after: colon)...].trimmed))
    }
    return Call(name: String(quoted.dropFirst().dropLast()), arguments: arguments)
  }

  // Splits at commas outside quotes.
  private static func split(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var quote: Character?
    for index in text.indices {
      let character = text[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "," {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
    }
    parts.append(text[start...])
    return parts
  }
}
