internal import CRMModel
internal import Diagnostics
internal import Foundation
internal import GRDB
internal import JSONText

extension FieldKind {
  /// Reads a cell as this kind of value; null for an empty cell.
  func read(_ raw: RawValue) throws(FieldProblem) -> DatabaseValue {
    switch raw {
    case .absent: return .null
    case .text(let text): return text.isEmpty ? .null : try read(text)
    case .json(let value): return try read(value)
    }
  }

  private func read(_ value: JSONValue) throws(FieldProblem) -> DatabaseValue {
    switch (value, self) {
    case (.null, _): return .null
    case (.string(let text), _):
      let text = try normalizedText(text)
      return text.isEmpty ? .null : try read(text)
    case (.number(let number), .identifier), (.number(let number), .reference),
      (.number(let number), .decimal), (.number(let number), .integer),
      (.number(let number), .phone):
      return try read(number.text)
    case (.array(let elements), .list), (.array(let elements), .links):
      var texts: [String] = []
      for element in elements {
        switch element {
        case .string(let text): texts.append(try normalizedText(text))
        case .number(let number): texts.append(number.text)
        default: throw FieldProblem(.type, "is a list of texts")
        }
      }
      return try readList(texts)
    case (.object, .map): return value.storedText.databaseValue
    default: throw FieldProblem(.type, "is \(expectation), not \(value.typeName)")
    }
  }

  private func read(_ text: String) throws(FieldProblem) -> DatabaseValue {
    switch self {
    case .text, .computed:
      guard text.utf8.count <= 4096 else { throw FieldProblem(.range, "is at most 4,096 bytes") }
      guard !text.utf8.contains(where: { $0 < 32 && $0 != 9 }) else {
        throw FieldProblem(.format, "is one line without control characters")
      }
      return text.databaseValue
    case .longText:
      guard !text.utf8.contains(where: { $0 < 32 && $0 != 9 && $0 != 10 && $0 != 13 }) else {
        throw FieldProblem(.format, "has no control characters")
      }
      return text.databaseValue
    case .identifier, .reference: return try Self.identifier(text).databaseValue
    case .email:
      guard Self.isEmail(text) else { throw FieldProblem(.format, "is no e-mail address") }
      return text.databaseValue
    case .phone:
      guard text.utf8.count <= 64, !text.utf8.contains(where: { $0 < 32 }) else {
        throw FieldProblem(.format, "is no telephone number")
      }
      return Self.phone(text).databaseValue
    case .slug:
      guard (1...128).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-"),
        text.utf8.allSatisfy({ byte in
          (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
        })
      else {
        throw FieldProblem(.format, "is small letters, digits and hyphens, as in a path")
      }
      return text.databaseValue
    case .category:
      guard text.utf8.count <= 4096, !text.utf8.contains(where: { $0 < 32 }) else {
        throw FieldProblem(.format, "is one line without control characters")
      }
      return text.lowercased().databaseValue
    case .decimal(let minimum, let maximum):
      guard let number = ExactDecimal(text), number.scale <= 12 else {
        throw FieldProblem(.type, "is a decimal number such as 19.90")
      }
      guard number >= ExactDecimal(units: minimum), number <= ExactDecimal(units: maximum) else {
        throw FieldProblem(.range, "is from \(minimum) to \(maximum)")
      }
      return number.description.databaseValue
    case .integer(let minimum, let maximum):
      guard let number = Int(Self.withoutExcelZero(text)) else {
        throw FieldProblem(.type, "is a whole number")
      }
      guard number >= minimum, number <= maximum else {
        throw FieldProblem(.range, "is from \(minimum) to \(maximum)")
      }
      return number.databaseValue
    case .time:
      guard let time = Timestamp(exported: text) else {
        throw FieldProblem(.format, "is a time such as 2026-05-01T12:00:00Z")
      }
      return time.millisecondsSince1970.databaseValue
    case .list, .links:
      let parts = text.split(separator: ";").map { part in
        part.trimmingCharacters(in: .whitespaces)
      }
      return try readList(parts)
    case .map:
      guard let value = try? JSONParser.parse(Array(text.utf8)), value.objectValue != nil else {
        throw FieldProblem(.type, "is a JSON object")
      }
      return value.storedText.databaseValue
    case .choice(let words):
      let word = text.lowercased()
      guard words.contains(word) else {
        throw FieldProblem(.format, "is one of \(words.joined(separator: ", "))")
      }
      return word.databaseValue
    }
  }

  private func readList(_ texts: [String]) throws(FieldProblem) -> DatabaseValue {
    var texts = texts.filter { !$0.isEmpty }
    guard texts.count <= 1_000_000 else { throw FieldProblem(.range, "has too many elements") }
    if case .links = self {
      var ids: Set<String> = []
      for text in texts { ids.insert(try Self.identifier(text)) }
      texts = ids.sorted()
    }
    guard !texts.isEmpty else { return .null }
    return JSONValue.array(texts.map { .string($0) }).storedText.databaseValue
  }

  /// What a value of this kind is called.
  private var expectation: String {
    switch self {
    case .decimal, .integer: "a number"
    case .list, .links: "a list"
    case .map: "a map"
    default: "a text"
    }
  }

  private static func identifier(_ text: String) throws(FieldProblem) -> String {
    let text = withoutExcelZero(text)
    guard (1...128).contains(text.utf8.count), !text.utf8.contains(where: { $0 < 32 }) else {
      throw FieldProblem(.format, "is an id of 1 to 128 characters")
    }
    return text
  }

  /// Spreadsheets turn the id 17850 into 17850.0; this takes it back.
  static func withoutExcelZero(_ text: String) -> String {
    guard text.hasSuffix(".0"), text.utf8.count > 2,
      text.utf8.dropLast(2).allSatisfy({ (48...57).contains($0) })
    else { return text }
    return String(text.dropLast(2))
  }

  /// A number in E.164 where it says its country: without the spaces and signs people write.
  static func phone(_ text: String) -> String {
    guard text.utf8.first == UInt8(ascii: "+") || text.hasPrefix("00") else { return text }
    var digits = text.filter { !" -()./\u{A0}".contains($0) }
    if digits.hasPrefix("00") { digits = "+" + digits.dropFirst(2) }
    return isE164(digits) ? digits : text
  }

  /// Whether a number is written as ITU-T E.164 has it: a plus, then at most 15 digits.
  static func isE164(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.first == UInt8(ascii: "+") && (8...16).contains(bytes.count)
      && bytes.dropFirst().allSatisfy { (48...57).contains($0) }
      && bytes.dropFirst().first != UInt8(ascii: "0")
  }

  /// Whether a text is an address as RFC 5321 allows it, without quoted local parts and literals.
  static func isEmail(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")),
      (1...64).contains(at), bytes.count - at > 3
    else { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0...32, 127: return false
      case UInt8(ascii: "@"): if index != at { return false }
      case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
        UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"):
        return false
      case UInt8(ascii: "."):
        if index == 0 || index == at - 1 || bytes[index - 1] == byte { return false }
      default: break
      }
    }
    let labels = bytes[(at + 1)...].split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.last.map({ $0.count >= 2 }) == true else { return false }
    return labels.allSatisfy { label in
      (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
        && label.last != UInt8(ascii: "-")
        && label.allSatisfy { byte in
          byte >= 128 || (97...122).contains(byte) || (65...90).contains(byte)
            || (48...57).contains(byte) || byte == UInt8(ascii: "-")
        }
    }
  }
}

/// Text without white space round it and in normal form C, which is how texts are kept.
func normalizedText(_ text: String) throws(FieldProblem) -> String {
  guard !text.utf8.contains(0) else { throw FieldProblem(.format, "has no NUL characters") }
  let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
  return trimmed.utf8.allSatisfy { $0 < 128 }
    ? trimmed : trimmed.precomposedStringWithCanonicalMapping
}

/// The text of a CSV cell in the same form; faster, as nearly all cells are plain ASCII.
func normalizedText(_ bytes: ArraySlice<UInt8>) throws(FieldProblem) -> String {
  var start = bytes.startIndex
  var end = bytes.endIndex
  while start < end, bytes[start] <= 32 { start += 1 }
  while end > start, bytes[end - 1] <= 32 { end -= 1 }
  var isASCII = true
  for byte in bytes[start..<end] {
    if byte >= 128 {
      isASCII = false
    } else if byte == 0 {
      throw FieldProblem(.format, "has no NUL characters")
    }
  }
  if isASCII { return String(decoding: bytes[start..<end], as: UTF8.self) }
  guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
    throw FieldProblem(.format, "is not written in UTF-8")
  }
  return try normalizedText(text)
}

extension JSONValue {
  /// The text it is kept as in the store: compact, members sorted by key, so that equal values are
  /// equal texts.
  var storedText: String { String(decoding: canonicalBytes(), as: UTF8.self) }

  /// What the type is called in messages.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "a map"
    }
  }
}
