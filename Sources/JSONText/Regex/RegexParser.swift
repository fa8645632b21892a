/// Parses the patterns of ECMA-262 with the `u` flag, without back references.
///
/// Back references are left out on purpose: nothing else in the language needs more than linear
/// time, and no schema of ours needs them.
struct RegexParser {
  private let scalars: [UInt32]
  private var index = 0
  private var depth = 0

  init(_ pattern: String) { scalars = pattern.unicodeScalars.map(\.value) }

  static func parse(_ pattern: String) throws(RegexError) -> RegexNode {
    var parser = RegexParser(pattern)
    let node = try parser.choice()
    guard parser.index == parser.scalars.count else {
      throw RegexError(message: "`)` has no `(` before it")
    }
    return node
  }

  private func peek(_ offset: Int = 0) -> UInt32? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  private func isNext(_ text: String) -> Bool {
    scalars[index...].starts(with: text.unicodeScalars.map(\.value))
  }

  private mutating func accept(_ text: String) -> Bool {
    guard isNext(text) else { return false }
    index += text.unicodeScalars.count
    return true
  }

  private mutating func choice() throws(RegexError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 100 else { throw RegexError(message: "the groups are nested too deep") }
    var branches = [try sequence()]
    while accept("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var parts: [RegexNode] = []
    while let next = peek(), next != 0x7C, next != 0x29 {
      var atom = try atom()
      if let (low, high) = try quantifier() {
        switch atom {
        case .start, .end, .wordBoundary, .look:
          throw RegexError(message: "an assertion may not be repeated")
        default: break
        }
        _ = accept("?")
        atom = .repeat(atom, low, high)
      }
      parts.append(atom)
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func quantifier() throws(RegexError) -> (Int, Int?)? {
    if accept("*") { return (0, nil) }
    if accept("+") { return (1, nil) }
    if accept("?") { return (0, 1) }
    guard accept("{") else { return nil }
    guard let low = number() else {
      throw RegexError(message: "`{` must be followed by a count, or be written `\\{`")
    }
    var high: Int? = low
    if accept(",") { high = number() }
    guard accept("}") else { throw RegexError(message: "`}` is missing after a count") }
    if let high, high < low { throw RegexError(message: "the counts in `{}` are out of order") }
    return (low, high)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = peek(), (0x30...0x39).contains(digit) {
      value = min((value ?? 0) * 10 + Int(digit - 0x30), 1_000_000)
      index += 1
    }
    return value
  }

  private mutating func atom() throws(RegexError) -> RegexNode {
    let next = scalars[index]
    index += 1
    switch next {
    case 0x5E: return .start
    case 0x24: return .end
    case 0x2E: return .set(CharacterClass.lineEnds.inverted)
    case 0x28: return try group()
    case 0x5B: return .set(try characterClass())
    case 0x5C: return try escape()
    case 0x2A, 0x2B, 0x3F: throw RegexError(message: "there is nothing to repeat")
    case 0x7B, 0x7D, 0x5D:
      throw RegexError(message: "write a bracket that stands for itself with a backslash")
    default: return .set(CharacterClass(ranges: [next...next]))
    }
  }

  private mutating func group() throws(RegexError) -> RegexNode {
    var look: (isAhead: Bool, isNegated: Bool)?
    if accept("?=") {
      look = (true, false)
    } else if accept("?!") {
      look = (true, true)
    } else if accept("?<=") {
      look = (false, false)
    } else if accept("?<!") {
      look = (false, true)
    } else if accept("?<") {
      let start = index
      while let next = peek(), isWord(next) { index += 1 }
      guard index > start, accept(">") else { throw RegexError(message: "a group name is wrong") }
    } else if !accept("?:"), isNext("?") {
      throw RegexError(message: "`(?` must be followed by `:`, `=`, `!` or `<`")
    }
    let node = try choice()
    guard accept(")") else { throw RegexError(message: "`)` is missing") }
    guard let look else { return node }
    return .look(node, isAhead: look.isAhead, isNegated: look.isNegated)
  }

  private func isWord(_ value: UInt32) -> Bool {
    CharacterClass.word.contains(value) || value >= 0x80 || value == 0x24
  }

  private mutating func escape() throws(RegexError) -> RegexNode {
    switch peek() {
    case 0x62:
      index += 1
      return .wordBoundary(isNegated: false)
    case 0x42:
      index += 1
      return .wordBoundary(isNegated: true)
    case .some(0x31...0x39), 0x6B:
      throw RegexError(message: "back references are not supported")
    default:
      return .set(try classEscape(inClass: false))
    }
  }

  // After the backslash: a class, or one character as a class of one.
  private mutating func classEscape(inClass: Bool) throws(RegexError) -> CharacterClass {
    guard let next = peek() else {
      throw RegexError(message: "a backslash may not be the last character")
    }
    index += 1
    func one(_ value: UInt32) -> CharacterClass { CharacterClass(ranges: [value...value]) }
    switch next {
    case 0x64: return .digits
    case 0x44: return CharacterClass.digits.inverted
    case 0x77: return .word
    case 0x57: return CharacterClass.word.inverted
    case 0x73: return .space
    case 0x53: return CharacterClass.space.inverted
    case 0x70, 0x50: return try property(isNegated: next == 0x50)
    case 0x74: return one(9)
    case 0x6E: return one(10)
    case 0x76: return one(11)
    case 0x66: return one(12)
    case 0x72: return one(13)
    case 0x62 where inClass: return one(8)
    case 0x2D where inClass: return one(0x2D)
    case 0x30:
      if let digit = peek(), (0x30...0x39).contains(digit) { break }
      return one(0)
    case 0x63:
      if let letter = peek(), (0x41...0x5A).contains(letter & ~0x20) {
        index += 1
        return one(letter & 31)
      }
    case 0x78:
      if let value = hex(2) { return one(value) }
    case 0x75:
      if let value = try unicode() { return one(value) }
    default:
      // Only syntax characters and the slash may be escaped; everything else must have a meaning.
      if "^$\\.*+?()[]{}|/".unicodeScalars.contains(where: { $0.value == next }) {
        return one(next)
      }
      // Quotes, dashes and the like are escaped so often, and mean nothing else, that we let them.
      if next < 0x80, !CharacterClass.word.contains(next) { return one(next) }
    }
    let name = Unicode.Scalar(next).map { String(Character($0)) } ?? "?"
    throw RegexError(message: "the escape `\\\(name)` has no meaning")
  }

  private mutating func hex(_ count: Int) -> UInt32? {
    var value: UInt32 = 0
    for offset in 0..<count {
      guard let next = peek(offset), let scalar = Unicode.Scalar(next),
        let digit = Character(scalar).hexDigitValue, next < 0x80
      else { return nil }
      value = value * 16 + UInt32(digit)
    }
    index += count
    return value
  }

  private mutating func unicode() throws(RegexError) -> UInt32? {
    if accept("{") {
      var value: UInt32 = 0
      var count = 0
      while let digit = hex(1) {
        value = min(value * 16 + digit, 0x110000)
        count += 1
      }
      guard count > 0, value <= 0x10FFFF, accept("}") else { return nil }
      return value
    }
    guard let high = hex(4) else { return nil }
    let start = index
    if (0xD800..<0xDC00).contains(high), accept("\\u") {
      if let low = hex(4), (0xDC00..<0xE000).contains(low) {
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
      }
      index = start
    }
    return high
  }

  private mutating func property(isNegated: Bool) throws(RegexError) -> CharacterClass {
    guard accept("{"), let end = scalars[index...].firstIndex(of: 0x7D) else {
      throw RegexError(message: "`\\p` must be followed by a name in braces")
    }
    let name = String(
      String.UnicodeScalarView(scalars[index..<end].compactMap(Unicode.Scalar.init)))
    index = end + 1
    guard let property = CharacterClass.property(name) else {
      throw RegexError(message: "the property `\(name)` is not known")
    }
    return CharacterClass(properties: [(property, isNegated)])
  }

  private mutating func characterClass() throws(RegexError) -> CharacterClass {
    var result = CharacterClass()
    result.isNegated = accept("^")
    while !accept("]") {
      let first = try classAtom()
      guard isNext("-"), peek(1) != 0x5D, peek(1) != nil else {
        result.subclasses.append(first)
        continue
      }
      index += 1
      let second = try classAtom()
      guard let low = first.single, let high = second.single, low <= high else {
        throw RegexError(message: "a range in `[]` is out of order")
      }
      result.ranges.append(low...high)
    }
    // Single characters and plain ranges need no class of their own.
    result.ranges += result.subclasses.filter(\.isPlain).flatMap(\.ranges)
    result.subclasses.removeAll(where: \.isPlain)
    return result
  }

  private mutating func classAtom() throws(RegexError) -> CharacterClass {
    guard let next = peek() else { throw RegexError(message: "`]` is missing") }
    index += 1
    if next == 0x5C { return try classEscape(inClass: true) }
    return CharacterClass(ranges: [next...next])
  }
}

extension CharacterClass {
  fileprivate var isPlain: Bool { !isNegated && properties.isEmpty && subclasses.isEmpty }

  fileprivate var single: UInt32? {
    guard isPlain, ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
