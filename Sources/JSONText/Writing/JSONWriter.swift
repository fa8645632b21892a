/// Writes values as JSON text in one of three forms.
struct JSONWriter {
  enum Form {
    case canonical
    case compact
    case pretty
  }

  let form: Form
  var bytes: [UInt8] = []

  init(_ form: Form) { self.form = form }

  mutating func write(_ value: JSONValue, indent: Int = 0) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .number(let number):
      append(form == .canonical ? ExactNumber(number).text : number.text)
    case .string(let text): write(text)
    case .array(let elements): write(elements, indent: indent)
    case .object(let object): write(object, indent: indent)
    }
  }

  private mutating func write(_ elements: [JSONValue], indent: Int) {
    bytes.append(0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      breakLine(indent + 1)
      write(element, indent: indent + 1)
    }
    if !elements.isEmpty { breakLine(indent) }
    bytes.append(0x5D)
  }

  private mutating func write(_ object: JSONObject, indent: Int) {
    var members = object.members
    if form == .canonical {
      // RFC 8785 section 3.2.3: by UTF-16 code units.
      members.sort { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
    }
    bytes.append(0x7B)
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      breakLine(indent + 1)
      write(member.key)
      bytes.append(0x3A)
      if form == .pretty { bytes.append(0x20) }
      write(member.value, indent: indent + 1)
    }
    if !members.isEmpty { breakLine(indent) }
    bytes.append(0x7D)
  }

  mutating func write(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x08: append("\\b")
      case 0x09: append("\\t")
      case 0x0A: append("\\n")
      case 0x0C: append("\\f")
      case 0x0D: append("\\r")
      case 0..<0x20:
        append("\\u00")
        bytes += [0x30 + byte >> 4, byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  private mutating func breakLine(_ indent: Int) {
    guard form == .pretty else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * 2))
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}

extension JSONValue {
  /// The one text of the value that every equal value has too, for hashing.
  ///
  /// RFC 8785 with one difference: numbers past the precision of a double keep all their digits.
  public func canonicalBytes() -> [UInt8] { written(.canonical) }

  /// The text without spaces, members in their order, numbers as they were written.
  public func compactBytes() -> [UInt8] { written(.compact) }

  /// The text with two spaces per level, members in their order, and a line feed at its end.
  public func prettyBytes() -> [UInt8] { written(.pretty) + [0x0A] }

  private func written(_ form: JSONWriter.Form) -> [UInt8] {
    var writer = JSONWriter(form)
    writer.write(self)
    return writer.bytes
  }
}
