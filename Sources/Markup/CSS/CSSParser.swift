internal import SourceText

/// Cuts CSS into rules and declarations by the syntax of CSS Syntax Level 3, ranges only.
///
/// Works on the bytes of a whole buffer so that all ranges count in it. Template tags are opaque.
struct CSSParser {
  let bytes: [UInt8]
  let opaque: OpaqueSpans
  /// Whether `&quot;` and its like are to be carried along as units: the text of an attribute.
  var isAttribute = false

  private static let openBrace = UInt8(ascii: "{")
  private static let closeBrace = UInt8(ascii: "}")
  private static let backslash = UInt8(ascii: "\\")

  /// The rules of a range.
  func rules(in range: Range<Int>) -> [CSSRule] {
    var rules: [CSSRule] = []
    var index = range.lowerBound
    let end = range.upperBound
    while true {
      index = skipBlank(index, end)
      guard index < end else { break }
      if let span = opaque.span(at: index), span.isControl || isRuleBoundary(span.range, end) {
        rules.append(
          CSSRule(
            kind: .template(isControl: span.isControl), range: span.range,
            prelude: span.range, block: nil))
        index = span.range.upperBound
        continue
      }
      if bytes[index] == Self.closeBrace || bytes[index] == ASCII.semicolon {
        rules.append(
          CSSRule(kind: .broken, range: index..<index + 1, prelude: index..<index, block: nil))
        index += 1
        continue
      }
      let rule = bytes[index] == UInt8(ascii: "@") ? atRule(index, end) : styleRule(index, end)
      rules.append(rule)
      index = max(rule.range.upperBound, index + 1)
    }
    return rules
  }

  // A printing tag on its own is a rule that arrives later when a rule or the end follows it.
  private func isRuleBoundary(_ range: Range<Int>, _ end: Int) -> Bool {
    var index = range.upperBound
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index >= end || bytes[index] == 0x0A || bytes[index] == 0x0D
  }

  private func atRule(_ start: Int, _ end: Int) -> CSSRule {
    var nameEnd = start + 1
    while nameEnd < end, isName(bytes[nameEnd]) { nameEnd += 1 }
    let name = ASCII.lowercased(bytes, start + 1..<nameEnd)
    let stop = scan(nameEnd, end, stopsAtSemicolon: true)
    let prelude = ASCII.trimmed(bytes, nameEnd..<stop)
    guard stop < end, bytes[stop] == Self.openBrace else {
      return CSSRule(
        kind: .at(name: name), range: start..<min(end, stop + 1), prelude: prelude, block: nil)
    }
    let close = blockEnd(stop, end)
    return CSSRule(
      kind: .at(name: name), range: start..<min(end, close + 1), prelude: prelude,
      block: stop + 1..<close)
  }

  private func styleRule(_ start: Int, _ end: Int) -> CSSRule {
    let stop = scan(start, end, stopsAtSemicolon: false)
    guard stop < end, bytes[stop] == Self.openBrace else {
      return CSSRule(
        kind: .broken, range: start..<max(stop, start + 1), prelude: start..<stop, block: nil)
    }
    let close = blockEnd(stop, end)
    return CSSRule(
      kind: .style, range: start..<min(end, close + 1),
      prelude: ASCII.trimmed(bytes, start..<stop), block: stop + 1..<close)
  }

  /// The declarations and nested rules of a block.
  func items(in range: Range<Int>) -> [CSSBlockItem] {
    var items: [CSSBlockItem] = []
    var index = range.lowerBound
    let end = range.upperBound
    while true {
      index = skipBlank(index, end)
      guard index < end else { break }
      let byte = bytes[index]
      if byte == ASCII.semicolon {
        index += 1
      } else if let span = opaque.span(at: index),
        span.isControl || !isPropertyName(after: span.range, end)
      {
        items.append(.template(span.range, isControl: span.isControl))
        index = span.range.upperBound
      } else if byte == UInt8(ascii: "@") {
        let rule = atRule(index, end)
        items.append(.rule(rule))
        index = max(index + 1, rule.range.upperBound)
      } else {
        let stop = scan(index, end, stopsAtSemicolon: true)
        if stop < end, bytes[stop] == Self.openBrace {
          let rule = styleRule(index, end)
          items.append(.rule(rule))
          index = max(index + 1, rule.range.upperBound)
        } else {
          if let declaration = declaration(index..<stop) {
            items.append(.declaration(declaration))
          } else {
            items.append(.broken(index..<stop))
          }
          index = stop + 1
        }
      }
    }
    return items
  }

  private func isPropertyName(after range: Range<Int>, _ end: Int) -> Bool {
    guard range.upperBound < end else { return false }
    let byte = bytes[range.upperBound]
    return byte == UInt8(ascii: ":") || isName(byte)
  }

  private func declaration(_ range: Range<Int>) -> CSSDeclaration? {
    var index = range.lowerBound
    var hasTemplate = false
    while index < range.upperBound, bytes[index] != UInt8(ascii: ":") {
      if let end = opaque.end(at: index) {
        hasTemplate = true
        index = end
      } else {
        index += 1
      }
    }
    guard index < range.upperBound else { return nil }
    let nameRange = ASCII.trimmed(bytes, range.lowerBound..<index)
    guard !nameRange.isEmpty else { return nil }
    for byte in bytes[nameRange] where !hasTemplate && !isName(byte) && byte != 0x2A { return nil }
    var value = ASCII.trimmed(bytes, min(index + 1, range.upperBound)..<range.upperBound)
    let isImportant = stripImportant(&value)
    guard !value.isEmpty else { return nil }
    let isCustom =
      nameRange.count > 2 && bytes[nameRange.lowerBound] == 0x2D
      && bytes[nameRange.lowerBound + 1] == 0x2D
    return CSSDeclaration(
      nameRange: nameRange, isCustom: isCustom, value: value, isImportant: isImportant,
      range: range.lowerBound..<value.upperBound,
      hasTemplate: hasTemplate || opaque.touches(value))
  }

  private func stripImportant(_ value: inout Range<Int>) -> Bool {
    let word = value.upperBound - 9
    guard word > value.lowerBound, ASCII.matches(bytes, at: word, "important") else { return false }
    var index = word
    while index > value.lowerBound, ASCII.isSpace(bytes[index - 1]) { index -= 1 }
    guard index > value.lowerBound, bytes[index - 1] == UInt8(ascii: "!") else { return false }
    value = ASCII.trimmed(bytes, value.lowerBound..<index - 1)
    return true
  }

  /// The first `{`, `}` or (if asked for) `;` outside strings, brackets, comments and tags.
  private func scan(_ start: Int, _ end: Int, stopsAtSemicolon: Bool) -> Int {
    var index = start
    var depth = 0
    while index < end {
      if let skip = skipUnit(index, end) {
        index = skip
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      case Self.openBrace where depth == 0: return index
      case Self.closeBrace where depth == 0: return index
      case ASCII.semicolon where depth == 0 && stopsAtSemicolon: return index
      default: break
      }
      index += 1
    }
    return end
  }

  private func blockEnd(_ open: Int, _ end: Int) -> Int {
    var depth = 0
    var index = open
    while index < end {
      if let skip = skipUnit(index, end) {
        index = skip
        continue
      }
      if bytes[index] == Self.openBrace { depth += 1 }
      if bytes[index] == Self.closeBrace {
        depth -= 1
        if depth == 0 { return index }
      }
      index += 1
    }
    return end
  }

  // What is skipped as a whole: a template tag, string, comment, escape or character reference.
  private func skipUnit(_ index: Int, _ end: Int) -> Int? {
    let byte = bytes[index]
    switch byte {
    case Self.openBrace, ASCII.less:
      return opaque.end(at: index).map { min($0, end) }
    case ASCII.quote, ASCII.apostrophe:
      return stringEnd(index, end)
    case Self.backslash:
      return min(index + 2, end)
    case ASCII.slash where index + 1 < end && bytes[index + 1] == UInt8(ascii: "*"):
      return commentEnd(index, end)
    case ASCII.ampersand where isAttribute:
      return HTMLEntities.reference(in: bytes, at: index).map { min(index + $0.length, end) }
    default:
      return nil
    }
  }

  private func stringEnd(_ start: Int, _ end: Int) -> Int {
    let quote = bytes[start]
    var index = start + 1
    while index < end {
      if let skip = opaque.end(at: index) {
        index = min(skip, end)
        continue
      }
      // An unclosed string ends with its line (CSS Syntax 4.3.5).
      if bytes[index] == 0x0A { return index }
      if bytes[index] == quote { return index + 1 }
      index += bytes[index] == Self.backslash ? 2 : 1
    }
    return end
  }

  private func commentEnd(_ start: Int, _ end: Int) -> Int {
    var index = start + 2
    while index + 1 < end {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == ASCII.slash { return index + 2 }
      index += 1
    }
    return end
  }

  private func skipBlank(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end {
      if ASCII.isSpace(bytes[index]) {
        index += 1
      } else if bytes[index] == ASCII.slash, index + 1 < end,
        bytes[index + 1] == UInt8(ascii: "*")
      {
        index = commentEnd(index, end)
      } else if ASCII.matches(bytes, at: index, "<!--") {
        index += 4
      } else if ASCII.matches(bytes, at: index, "-->") {
        index += 3
      } else {
        break
      }
    }
    return min(index, end)
  }

  private func isName(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x2D || byte == 0x5F || byte >= 0x80
      || byte == Self.backslash
  }
}
