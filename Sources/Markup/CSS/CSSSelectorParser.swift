internal import SourceText

/// Reads selectors of level 3 and the usual ones of level 4.
struct CSSSelectorParser {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int
  private let depth: Int

  // Nesting of :is() and :not(): far beyond what people write, small enough for the stack.
  private static let maximumDepth = 6

  /// The selectors of a comma list, each with its own text; `nil` for one that is not valid.
  static func parseList(_ bytes: [UInt8], _ range: Range<Int>, depth: Int = 0) -> [(
    range: Range<Int>, selector: CSSSelector?
  )] {
    splitList(bytes, range).map { part in
      var parser = CSSSelectorParser(bytes, part, depth)
      return (part, parser.selector())
    }
  }

  /// The trimmed parts of a comma list.
  static func splitList(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var nesting = 0
    var quote: UInt8 = 0
    var index = start
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == ASCII.quote || byte == ASCII.apostrophe {
        quote = byte
      } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
        nesting += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
        nesting -= 1
      } else if byte == UInt8(ascii: ","), nesting <= 0 {
        parts.append(ASCII.trimmed(bytes, start..<index))
        start = index + 1
      }
      index += 1
    }
    parts.append(ASCII.trimmed(bytes, start..<range.upperBound))
    return parts
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>, _ depth: Int) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
    self.depth = depth
  }

  private var current: UInt8 { index < end ? bytes[index] : 0 }

  private mutating func selector() -> CSSSelector? {
    var selector = CSSSelector()
    guard index < end else { return nil }
    while true {
      guard let compound = compound(&selector) else { return nil }
      selector.compounds.append(compound)
      guard let combinator = combinator() else { break }
      selector.combinators.append(combinator)
      guard selector.compounds.count < 64 else { return nil }
    }
    return index >= end ? selector : nil
  }

  private mutating func skipBlank() -> Bool {
    let start = index
    while index < end {
      if ASCII.isSpace(bytes[index]) {
        index += 1
      } else if ASCII.matches(bytes, at: index, "/*") {
        index = min(end, ASCII.find("*/", in: bytes, from: index + 2).map { $0 + 2 } ?? end)
      } else {
        break
      }
    }
    return index > start
  }

  private mutating func combinator() -> CSSCombinator? {
    let hasBlank = skipBlank()
    guard index < end else { return nil }
    switch current {
    case ASCII.greater: return step(.child)
    case UInt8(ascii: "+"): return step(.adjacent)
    case UInt8(ascii: "~"): return step(.sibling)
    default: return hasBlank ? .descendant : nil
    }
  }

  private mutating func step(_ combinator: CSSCombinator) -> CSSCombinator {
    index += 1
    _ = skipBlank()
    return combinator
  }

  private mutating func compound(_ selector: inout CSSSelector) -> CSSCompound? {
    let compound = CSSCompound()
    let start = index
    if current == UInt8(ascii: "*") {
      index += 1
    } else if let tag = name() {
      let tag = tag.lowercased()
      compound.tag = tag
      compound.tagName = HTMLName(text: tag)
      selector.specificity += CSSSelector.tagWeight
    }
    while index < end {
      switch current {
      case UInt8(ascii: "#"):
        index += 1
        guard let found = name() else { return nil }
        compound.identifiers.append(Array(found.utf8))
        selector.specificity += CSSSelector.identifierWeight
      case UInt8(ascii: "."):
        index += 1
        guard let found = name() else { return nil }
        compound.classes.append(Array(found.utf8))
        selector.specificity += CSSSelector.classWeight
      case UInt8(ascii: "["):
        guard let test = attributeTest() else { return nil }
        compound.attributes.append(test)
        selector.specificity += CSSSelector.classWeight
      case UInt8(ascii: ":"):
        guard pseudo(compound, &selector) else { return nil }
      default:
        return index > start ? compound : nil
      }
    }
    return index > start ? compound : nil
  }

  private mutating func name() -> String? {
    var text: [UInt8] = []
    while index < end {
      let byte = bytes[index]
      if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x2D || byte == 0x5F || byte >= 0x80
      {
        text.append(byte)
        index += 1
      } else if byte == UInt8(ascii: "\\"), index + 1 < end {
        index += 1
        text += escape()
      } else {
        break
      }
    }
    guard let first = text.first, !ASCII.isDigit(first) || text.count > 0 else { return nil }
    return String(decoding: text, as: UTF8.self)
  }

  // A backslash and up to six hexadecimal digits with a blank, or any one character.
  private mutating func escape() -> [UInt8] {
    var value: UInt32 = 0
    var digits = 0
    while index < end, digits < 6, let digit = ASCII.hexValue(bytes[index]) {
      value = value * 16 + UInt32(digit)
      digits += 1
      index += 1
    }
    guard digits > 0 else {
      defer { index += 1 }
      return [bytes[index]]
    }
    if index < end, ASCII.isSpace(bytes[index]) { index += 1 }
    return Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }

  private mutating func attributeTest() -> CSSAttributeTest? {
    index += 1
    _ = skipBlank()
    guard let found = name() else { return nil }
    _ = skipBlank()
    var test = CSSAttributeTest(
      name: found.lowercased(), known: HTMLName(text: found), comparison: .exists, value: [],
      ignoresCase: false)
    if current == UInt8(ascii: "]") {
      index += 1
      return test
    }
    switch current {
    case UInt8(ascii: "="): test.comparison = .equal
    case UInt8(ascii: "~"): test.comparison = .word
    case UInt8(ascii: "|"): test.comparison = .dash
    case UInt8(ascii: "^"): test.comparison = .prefix
    case UInt8(ascii: "$"): test.comparison = .suffix
    case UInt8(ascii: "*"): test.comparison = .contains
    default: return nil
    }
    index += test.comparison == .equal ? 0 : 1
    guard current == UInt8(ascii: "=") else { return nil }
    index += 1
    _ = skipBlank()
    if current == ASCII.quote || current == ASCII.apostrophe {
      let quote = current
      index += 1
      while index < end, bytes[index] != quote {
        if bytes[index] == UInt8(ascii: "\\"), index + 1 < end {
          index += 1
          test.value += escape()
        } else {
          test.value.append(bytes[index])
          index += 1
        }
      }
      index += 1
    } else {
      guard let word = name() else { return nil }
      test.value = Array(word.utf8)
    }
    _ = skipBlank()
    if current | 0x20 == UInt8(ascii: "i") || current | 0x20 == UInt8(ascii: "s") {
      test.ignoresCase = current | 0x20 == UInt8(ascii: "i")
      index += 1
      _ = skipBlank()
    }
    guard current == UInt8(ascii: "]"), index < end else { return nil }
    index += 1
    return test
  }

  private mutating func pseudo(_ compound: CSSCompound, _ selector: inout CSSSelector)
    -> Bool
  {
    index += 1
    let isElement = current == UInt8(ascii: ":")
    if isElement { index += 1 }
    guard let found = name()?.lowercased() else { return false }
    var argument: Range<Int>?
    if current == UInt8(ascii: "("), index < end {
      guard let range = parentheses() else { return false }
      argument = range
    }
    if isElement || Self.oldElements.contains(found) {
      selector.specificity += CSSSelector.tagWeight
      selector.dynamicPart = "::" + found
      return true
    }
    if found == "is" || found == "where" || found == "not" || found == "matches" {
      return list(found, argument, compound, &selector)
    }
    selector.specificity += CSSSelector.classWeight
    guard let pseudo = Self.pseudoClass(found, argument.map { Array(bytes[$0]) }) else {
      selector.dynamicPart = ":" + found
      return true
    }
    compound.pseudoClasses.append(pseudo)
    return true
  }

  private func list(
    _ name: String, _ argument: Range<Int>?, _ compound: CSSCompound,
    _ selector: inout CSSSelector
  ) -> Bool {
    guard let argument, depth < Self.maximumDepth else { return false }
    let parts = Self.parseList(bytes, argument, depth: depth + 1)
    let inner = parts.compactMap(\.selector)
    // :not() with a selector that is not valid is not valid itself; :is() forgives.
    if name == "not", inner.count != parts.count { return false }
    if let dynamic = inner.first(where: { !$0.isStatic }) {
      selector.dynamicPart = dynamic.dynamicPart
    }
    if name != "where" { selector.specificity += inner.map(\.specificity).max() ?? 0 }
    compound.pseudoClasses.append(name == "not" ? .not(inner) : .any(inner))
    return true
  }

  private mutating func parentheses() -> Range<Int>? {
    let start = index + 1
    var nesting = 0
    while index < end {
      if bytes[index] == UInt8(ascii: "(") { nesting += 1 }
      if bytes[index] == UInt8(ascii: ")") {
        nesting -= 1
        if nesting == 0 {
          index += 1
          return start..<index - 1
        }
      }
      index += 1
    }
    return nil
  }

  private static let oldElements: Set<String> = ["before", "after", "first-line", "first-letter"]

  private static func pseudoClass(_ name: String, _ argument: [UInt8]?) -> CSSPseudoClass? {
    let first = CSSNth(step: 0, offset: 1)
    switch name {
    case "root": return .root
    case "empty": return .empty
    case "first-child": return .nthChild(first)
    case "last-child": return .nthLastChild(first)
    case "first-of-type": return .nthOfType(first)
    case "last-of-type": return .nthLastOfType(first)
    case "nth-child": return nth(argument).map { .nthChild($0) }
    case "nth-last-child": return nth(argument).map { .nthLastChild($0) }
    case "nth-of-type": return nth(argument).map { .nthOfType($0) }
    case "nth-last-of-type": return nth(argument).map { .nthLastOfType($0) }
    case "only-child": return .any([only(.nthChild(first), .nthLastChild(first))])
    case "only-of-type": return .any([only(.nthOfType(first), .nthLastOfType(first))])
    default: return nil
    }
  }

  private static func only(_ one: CSSPseudoClass, _ other: CSSPseudoClass) -> CSSSelector {
    var selector = CSSSelector()
    selector.compounds = [CSSCompound(pseudoClasses: [one, other])]
    return selector
  }

  /// `odd`, `even`, `3`, `2n+1`, `-n + 3`.
  static func nth(_ argument: [UInt8]?) -> CSSNth? {
    guard let argument else { return nil }
    let text = String(decoding: argument.filter { !ASCII.isSpace($0) }, as: UTF8.self).lowercased()
    if text == "odd" { return CSSNth(step: 2, offset: 1) }
    if text == "even" { return CSSNth(step: 2, offset: 0) }
    guard text.utf8.count <= 12 else { return nil }
    guard let separator = text.firstIndex(of: "n") else {
      return Int(text).map { CSSNth(step: 0, offset: $0) }
    }
    let before = text[..<separator]
    let after = text[text.index(after: separator)...]
    let step: Int? = before.isEmpty || before == "+" ? 1 : before == "-" ? -1 : Int(before)
    let offset: Int? = after.isEmpty ? 0 : Int(after)
    guard let step, let offset else { return nil }
    return CSSNth(step: step, offset: offset)
  }
}
