import SourceText

/// HTML reduced to what it means, for structural comparison.
///
/// One line per tag, text or comment: attributes sorted, character references decoded, white space
/// collapsed, `style` split into declarations; conditional comments are read like markup.
enum CanonicalHTML {
  static func lines(
    _ text: String, sortsStyle: Bool = true, closesEmpty: Bool = false
  ) -> [String] {
    let bytes = Array(anonymous(text).utf8)
    let source = HTMLTokenizer.tokenize(bytes)
    var lines: [String] = []
    var name = ""
    for token in source.tokens {
      let raw = String(decoding: bytes[token.range], as: UTF8.self)
      switch token.kind {
      case .startTag:
        name = token.name
        lines.append(startTag(token, source, bytes, sortsStyle: sortsStyle))
        if closesEmpty, token.isSelfClosing, !HTMLElementTable.isVoid(token.name) {
          lines.append("</\(token.name)>")
        }
      case .endTag: lines.append("</\(token.name)>")
      case .text: append(text: decoded(Array(bytes[token.range])), to: &lines)
      case .rawText:
        append(text: name == "style" ? css(raw) : raw, to: &lines)
      case .comment: lines += comment(raw, sortsStyle: sortsStyle)
      case .declaration, .template: lines.append(collapsed(raw).lowercased())
      }
    }
    return merged(lines)
  }

  // Neighbouring comments for the same client are one, and a style element without rules is none.
  private static func merged(_ lines: [String]) -> [String] {
    var output: [String] = []
    for line in lines {
      if line.hasPrefix("<!--[if"), output.count > 1, output.last == "-->",
        let open = output.lastIndex(where: { $0.hasPrefix("<!--[if") }), output[open] == line
      {
        output.removeLast()
      } else if line == "</style>", output.last?.hasPrefix("<style") == true {
        output.removeLast()
      } else {
        output.append(line)
      }
    }
    return output
  }

  // Names made at random in the reference.
  private static func anonymous(_ text: String) -> String {
    text.replacing(#/[0-9a-f]{16}/#, with: "ID")
  }

  private static func append(text: String, to lines: inout [String]) {
    let text = collapsed(text)
    if !text.isEmpty { lines.append(text) }
  }

  private static func decoded(_ bytes: [UInt8]) -> String {
    String(decoding: HTMLEntities.decode(bytes), as: UTF8.self)
  }

  private static func collapsed(_ text: String) -> String {
    text.split { $0.isWhitespace && $0 != "\u{A0}" }.joined(separator: " ")
  }

  private static func startTag(
    _ token: HTMLToken, _ source: HTMLTokens, _ bytes: [UInt8], sortsStyle: Bool
  ) -> String {
    var attributes: [String] = []
    for index in token.attributes {
      let attribute = source.attributes[index]
      var value = attribute.valueRange.map { decoded(Array(bytes[$0])) } ?? ""
      if attribute.name == "style" { value = declarations(value, sorts: sortsStyle) }
      if attribute.name == "class" {
        value = value.split(whereSeparator: \.isWhitespace).sorted().joined(separator: " ")
      }
      // An empty class or style says nothing.
      if value.isEmpty, attribute.name == "class" || attribute.name == "style" { continue }
      attributes.append("\(attribute.name)=\"\(collapsed(value))\"")
    }
    return "<" + ([token.name] + attributes.sorted()).joined(separator: " ") + ">"
  }

  static func declarations(_ text: String, sorts: Bool) -> String {
    let parts = text.split(separator: ";").map { part -> String in
      let pair = part.split(separator: ":", maxSplits: 1).map { collapsed(String($0)) }
      return pair.joined(separator: ":").replacing("\"", with: "'").replacing(", ", with: ",")
        .replacing(" ,", with: ",")
    }.filter { !$0.isEmpty }
    return (sorts ? parts.sorted() : parts).joined(separator: ";")
  }

  private static func css(_ text: String) -> String {
    var text = collapsed(text).replacing("\"", with: "'")
    for mark in ["{", "}", ";", ":", ",", ">"] {
      text = text.replacing(" " + mark, with: mark).replacing(mark + " ", with: mark)
    }
    return text.replacing(";}", with: "}").replacing(";;", with: ";")
  }

  private static func comment(_ raw: String, sortsStyle: Bool) -> [String] {
    var inner = raw.dropFirst(4)
    if inner.hasSuffix("-->") { inner = inner.dropLast(3) }
    if inner.hasSuffix("<![endif]") { inner = inner.dropLast(9) }
    guard inner.hasPrefix("[if "), let close = inner.firstIndex(of: ">") else {
      return ["<!--" + collapsed(String(inner)) + "-->"]
    }
    let condition = collapsed(String(inner[...close])).replacing(" ", with: "")
    return ["<!--" + condition]
      + lines(String(inner[inner.index(after: close)...]), sortsStyle: sortsStyle) + ["-->"]
  }
}
