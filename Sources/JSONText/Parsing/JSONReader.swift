/// The strict RFC 8259 reader, by recursive descent.
struct JSONReader<Builder: JSONBuilder> {
  let bytes: ByteCursor
  let limits: JSONLimits
  var builder: Builder
  private var index = 0
  private var depth = 0
  // Texts with escapes are put together here.
  private var scratch: [UInt8] = []

  init(_ bytes: ByteCursor, limits: JSONLimits, builder: Builder) {
    self.bytes = bytes
    self.limits = limits
    self.builder = builder
  }

  mutating func document() throws(JSONSyntaxError) -> Builder.Value {
    guard bytes.count <= limits.maximumBytes else {
      throw JSONSyntaxError(
        offset: 0, message: "the text has more than \(limits.maximumBytes) bytes", reason: .limit)
    }
    // RFC 8259 section 8.1 lets a reader skip a byte order mark.
    if bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
    skipSpace()
    guard index < bytes.count else {
      throw JSONSyntaxError(
        offset: index, message: "a JSON value was expected, but the text is empty")
    }
    let value = try value()
    skipSpace()
    guard index == bytes.count else {
      throw unexpected("nothing may follow the value")
    }
    return value
  }

  @inline(__always)
  private mutating func skipSpace() {
    if bytes[index] <= 0x20 { index = bytes.spaceEnd(from: index) }
  }

  private mutating func value() throws(JSONSyntaxError) -> Builder.Value {
    let start = index
    switch bytes[start] {
    case 0x22:
      return builder.string(try string(), at: start)
    case 0x7B:
      return try object()
    case 0x5B:
      return try array()
    case 0x2D, 0x30...0x39:
      return builder.number(try number(), at: start)
    case 0x74:
      try word("true")
      return builder.bool(true, at: start)
    case 0x66:
      try word("false")
      return builder.bool(false, at: start)
    case 0x6E:
      try word("null")
      return builder.null(at: start)
    default:
      throw unexpected("a value was expected")
    }
  }

  @inline(__always)
  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    guard depth <= limits.maximumDepth else {
      throw JSONSyntaxError(
        offset: index, message: "the nesting is deeper than \(limits.maximumDepth)", reason: .limit)
    }
    index &+= 1
    skipSpace()
  }

  private mutating func object() throws(JSONSyntaxError) -> Builder.Value {
    let start = index
    try enter()
    var members = builder.noMembers()
    if bytes[index] != 0x7D {
      while true {
        guard bytes[index] == 0x22 else {
          throw unexpected("a key in double quotes was expected")
        }
        let keyStart = index
        let key = try string()
        let keyRange = keyStart..<index
        skipSpace()
        guard bytes[index] == 0x3A else {
          throw unexpected("`:` was expected after the key")
        }
        index &+= 1
        skipSpace()
        builder.add(key, keyRange: keyRange, value: try value(), to: &members)
        skipSpace()
        if bytes[index] == 0x2C {
          let comma = index
          index &+= 1
          skipSpace()
          if bytes[index] == 0x7D { throw trailingComma(comma) }
          continue
        }
        guard bytes[index] == 0x7D else {
          throw unexpected("`,` or `}` was expected")
        }
        break
      }
    }
    index &+= 1
    depth -= 1
    return builder.object(members, at: start)
  }

  private mutating func array() throws(JSONSyntaxError) -> Builder.Value {
    let start = index
    try enter()
    var elements: [Builder.Value] = []
    if bytes[index] != 0x5D {
      elements.reserveCapacity(4)
      while true {
        elements.append(try value())
        skipSpace()
        if bytes[index] == 0x2C {
          let comma = index
          index &+= 1
          skipSpace()
          if bytes[index] == 0x5D { throw trailingComma(comma) }
          continue
        }
        guard bytes[index] == 0x5D else {
          throw unexpected("`,` or `]` was expected")
        }
        break
      }
    }
    index &+= 1
    depth -= 1
    return builder.array(elements, at: start)
  }

  private mutating func word(_ expected: String) throws(JSONSyntaxError) {
    let start = index
    for byte in expected.utf8 {
      guard bytes[index] == byte else {
        throw JSONSyntaxError(
          offset: start, message: "a value was expected, such as `\(expected)`",
          hint: "write a text in double quotes")
      }
      index &+= 1
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = index
    if bytes[index] == 0x2D { index &+= 1 }
    if bytes[index] == 0x30 {
      index &+= 1
      if isDigit(bytes[index]) {
        throw JSONSyntaxError(
          offset: start, message: "a number may not start with a zero before other digits")
      }
    } else {
      try digits("a digit was expected")
    }
    if bytes[index] == 0x2E {
      index &+= 1
      try digits("a digit was expected after the decimal point")
    }
    if bytes[index] | 0x20 == 0x65 {
      index &+= 1
      if bytes[index] == 0x2B || bytes[index] == 0x2D { index &+= 1 }
      try digits("a digit was expected in the exponent")
    }
    return bytes.text(start..<index, isASCII: true) ?? "0"
  }

  private mutating func digits(_ message: String) throws(JSONSyntaxError) {
    guard isDigit(bytes[index]) else { throw unexpected(message) }
    repeat { index &+= 1 } while isDigit(bytes[index])
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  // Reads a string with its quotes; `index` is at the opening one.
  @inline(__always)
  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = index &+ 1
    let stretch = bytes.plainText(from: start)
    if bytes[stretch.end] == 0x22 {
      guard let text = bytes.text(start..<stretch.end, isASCII: stretch.isASCII) else {
        throw invalidUTF8(start..<stretch.end)
      }
      index = stretch.end &+ 1
      return text
    }
    return try escapedString(from: start, stretch)
  }

  @inline(never)
  private mutating func escapedString(
    from start: Int, _ first: ByteCursor.Stretch
  ) throws(JSONSyntaxError) -> String {
    scratch.removeAll(keepingCapacity: true)
    var from = start
    var stretch = first
    var isASCII = first.isASCII
    while true {
      bytes.append(from..<stretch.end, to: &scratch)
      guard stretch.end < bytes.count else {
        throw JSONSyntaxError(
          offset: start - 1, message: "the text that starts here is not closed",
          hint: "add a double quote at its end")
      }
      if bytes[stretch.end] == 0x22 { break }
      guard bytes[stretch.end] == 0x5C else {
        throw JSONSyntaxError(
          offset: stretch.end, message: "a control character may not stand in a text",
          hint: "write it as an escape, such as \\n")
      }
      if bytes[stretch.end + 1] == 0x75 { isASCII = false }
      from = try escape(at: stretch.end)
      stretch = bytes.plainText(from: from)
      isASCII = isASCII && stretch.isASCII
    }
    let text = unsafe scratch.withUnsafeBufferPointer {
      unsafe ByteCursor.text($0, isASCII: isASCII)
    }
    guard let text else { throw invalidUTF8(start..<stretch.end) }
    index = stretch.end &+ 1
    return text
  }

  private mutating func escape(at backslash: Int) throws(JSONSyntaxError) -> Int {
    switch bytes[backslash + 1] {
    case 0x22: scratch.append(0x22)
    case 0x5C: scratch.append(0x5C)
    case 0x2F: scratch.append(0x2F)
    case 0x62: scratch.append(0x08)
    case 0x66: scratch.append(0x0C)
    case 0x6E: scratch.append(0x0A)
    case 0x72: scratch.append(0x0D)
    case 0x74: scratch.append(0x09)
    case 0x75: return try unicodeEscape(at: backslash)
    default:
      throw JSONSyntaxError(
        offset: backslash, message: "a backslash may only stand before \" \\ / b f n r t u",
        hint: "write two backslashes for one")
    }
    return backslash + 2
  }

  private mutating func unicodeEscape(at backslash: Int) throws(JSONSyntaxError) -> Int {
    guard var value = hex(backslash + 2) else {
      throw JSONSyntaxError(
        offset: backslash, message: "four hexadecimal digits were expected after \\u")
    }
    var end = backslash + 6
    if value >= 0xD800, value < 0xDC00, bytes[end] == 0x5C, bytes[end + 1] == 0x75,
      let low = hex(end + 2), low >= 0xDC00, low < 0xE000
    {
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      end += 6
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw JSONSyntaxError(
        offset: backslash, message: "half of a surrogate pair is no character",
        hint: "write both halves, or the character itself")
    }
    scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    return end
  }

  private func hex(_ start: Int) -> UInt32? {
    var value: UInt32 = 0
    for offset in 0..<4 {
      let byte = bytes[start + offset]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return value
  }
}

// The words for what is wrong.
extension JSONReader {
  private func unexpected(_ message: String) -> JSONSyntaxError {
    guard index < bytes.count else {
      return JSONSyntaxError(offset: bytes.count, message: message + ", but the text ends here")
    }
    let hint: String? =
      switch bytes[index] {
      case 0x27: "write texts in double quotes"
      case 0x2F, 0x23: "remove the comment: JSON has none"
      default: nil
      }
    return JSONSyntaxError(offset: index, message: message, hint: hint)
  }

  private func trailingComma(_ offset: Int) -> JSONSyntaxError {
    JSONSyntaxError(
      offset: offset, message: "a comma may not stand before the closing bracket",
      hint: "remove the comma")
  }

  private func invalidUTF8(_ range: Range<Int>) -> JSONSyntaxError {
    JSONSyntaxError(
      offset: bytes.firstInvalidUTF8(range), message: "the text is not valid UTF-8",
      hint: "save the file as UTF-8")
  }
}
