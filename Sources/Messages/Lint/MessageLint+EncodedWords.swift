internal import Diagnostics

extension MessageLint {
  /// Checks the encoded words of a header (RFC 2047) and what they say.
  mutating func checkEncodedWords(_ field: Field) {
    var text = ""
    var rest = field.value[...]
    while let start = rest.range(of: "=?") {
      text += rest[..<start.lowerBound]
      let tail = rest[start.upperBound...]
      let parts = tail.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].hasPrefix("=") else {
        report("bad-encoded-word", "an encoded word is `=?charset?B or Q?text?=`", at: field.offset)
        return
      }
      let length = 7 + parts[0].utf8.count + parts[1].utf8.count + parts[2].utf8.count - 1
      if length > 75 {
        report(
          "long-encoded-word", "an encoded word has at most 75 characters, this one \(length)",
          at: field.offset)
      }
      let charset = parts[0].lowercased()
      guard let decoded = Self.decode(String(parts[2]), parts[1].lowercased()) else {
        report(
          "bad-encoded-word", "the text of an encoded word does not decode", at: field.offset)
        return
      }
      if charset == "utf-8" {
        guard let word = String(validating: decoded, as: UTF8.self) else {
          report(
            "split-character", "an encoded word holds whole UTF-8 characters", at: field.offset)
          return
        }
        text += word
      } else if !["us-ascii", "iso-8859-1", "windows-1252"].contains(charset) {
        report(
          "unknown-charset", "the charset “\(charset)” is not one to count on", at: field.offset,
          .warning)
      }
      rest = parts[3].dropFirst()
    }
    text += rest
    if text.unicodeScalars.contains(where: { HeaderSafety.isUnsafe($0) && $0.value >= 128 }) {
      report(
        "hidden-character", "the text turns its direction or holds invisible controls",
        at: field.offset)
    } else if text.unicodeScalars.contains(where: { $0.value < 32 && $0.value != 9 }) {
      report("control-in-header", "the text holds a control character", at: field.offset)
    }
  }

  private static func decode(_ text: String, _ encoding: String) -> [UInt8]? {
    switch encoding {
    case "b": return decodeBase64(Array(text.utf8))
    case "q":
      guard !text.contains(" ") else { return nil }
      var result: [UInt8] = []
      var bytes = Array(text.utf8)[...]
      while let byte = bytes.popFirst() {
        if byte == UInt8(ascii: "_") {
          result.append(32)
        } else if byte == UInt8(ascii: "=") {
          guard let high = bytes.popFirst().flatMap(hexValue),
            let low = bytes.popFirst().flatMap(hexValue)
          else { return nil }
          result.append(high << 4 | low)
        } else {
          result.append(byte)
        }
      }
      return result
    default: return nil
    }
  }

  /// The bytes of base64 without line ends; `nil` when it is none.
  static func decodeBase64(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var word: UInt32 = 0
    var padding = 0
    for (index, byte) in text.enumerated() {
      let value: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(byte) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(byte) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "=") where index >= text.count - 2:
        padding += 1
        value = 0
      default: return nil
      }
      guard padding == 0 || byte == UInt8(ascii: "=") else { return nil }
      word = word << 6 | value
      if index % 4 == 3 {
        result.append(UInt8(truncatingIfNeeded: word >> 16))
        if padding < 2 { result.append(UInt8(truncatingIfNeeded: word >> 8)) }
        if padding < 1 { result.append(UInt8(truncatingIfNeeded: word)) }
        word = 0
      }
    }
    return result
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The first place of a short text.
  func range(of text: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].utf8.starts(with: text.utf8) {
        return index..<utf8.index(index, offsetBy: text.utf8.count)
      }
      index = utf8.index(after: index)
    }
    return nil
  }
}
