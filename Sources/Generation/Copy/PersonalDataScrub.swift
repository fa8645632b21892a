internal import JSONText

/// Removes e-mail addresses and telephone numbers from what is kept.
///
/// Prompts hold no recipient's data in the first place; this is for what a marketer wrote into a
/// brief.
enum PersonalDataScrub {
  static func scrub(_ value: JSONValue, depth: Int = 0) -> JSONValue {
    guard depth < 64 else { return .null }
    switch value {
    case .null, .bool, .number: return value
    case .string(let text): return .string(scrub(text))
    case .array(let elements): return .array(elements.map { scrub($0, depth: depth + 1) })
    case .object(let object):
      return .object(JSONObject(object.map { ($0.key, scrub($0.value, depth: depth + 1)) }))
    }
  }

  static func scrub(_ text: String) -> String {
    var text = text
    for address in LinkScan.addresses(in: text) {
      text = text.replacing(address, with: "[e-mail]")
    }
    return numbers(in: text)
  }

  // A telephone number starts with `+` or `0` and has at least seven digits in groups.
  private static func numbers(in text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let isStart = bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "0")
      let followsWord = index > 0 && isWord(bytes[index - 1])
      guard isStart, !followsWord else {
        result.append(bytes[index])
        index += 1
        continue
      }
      var end = index + 1
      var digits = bytes[index] == UInt8(ascii: "0") ? 1 : 0
      var last = index
      while end < bytes.count, isDigit(bytes[end]) || " -/()".utf8.contains(bytes[end]) {
        if isDigit(bytes[end]) {
          digits += 1
          last = end
        }
        end += 1
      }
      if digits >= 7, isEnd(bytes, last + 1) {
        result += Array("[number]".utf8)
        index = last + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  // A full stop may end the sentence; before a digit it belongs to a larger number.
  private static func isEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index < bytes.count, isWord(bytes[index]) else { return true }
    guard bytes[index] == 46 || bytes[index] == 44 else { return false }
    return index + 1 >= bytes.count || !isDigit(bytes[index + 1])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 32) >= 97 && (byte | 32) <= 122 || byte == 46 || byte == 44
      || byte == 95
  }
}
