/// Addresses as SMTP takes them.
public enum MailAddress {
  /// The address with its domain in ASCII, or `nil` when it is none.
  ///
  /// One `@`, a local part of ASCII without quotes, blanks or brackets, a domain of at least two
  /// labels; a domain in other scripts becomes its A-labels (RFC 5891), which is what servers
  /// without SMTPUTF8 (RFC 6531) understand.
  public static func ascii(_ text: String) -> String? {
    var isPlain = true
    for byte in text.utf8 where byte > 126 { isPlain = false }
    if isPlain { return isValid(text) ? text : nil }
    guard let at = text.lastIndex(of: "@"),
      let domain = asciiDomain(String(text[text.index(after: at)...]))
    else { return nil }
    let address = text[...at] + domain
    return isValid(String(address)) ? String(address) : nil
  }

  /// What tells mailboxes apart for sending once: lower case, the domain in ASCII, and at Google,
  /// which ignores them, without dots and what follows a plus sign.
  public static func normalized(_ text: String) -> String {
    let address = (ascii(text) ?? text).lowercased()
    guard address.hasSuffix("@gmail.com") || address.hasSuffix("@googlemail.com"),
      let at = address.lastIndex(of: "@")
    else { return address }
    let mailbox = address[..<at].prefix { $0 != "+" }.filter { $0 != "." }
    return mailbox + "@gmail.com"
  }

  private static func isValid(_ text: String) -> Bool {
    var at = -1
    var index = 0
    var previous = UInt8(ascii: ".")
    var lastDot = -1
    for byte in text.utf8 {
      switch byte {
      case 0...32, 127..., UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"):
        return false
      case UInt8(ascii: "@"):
        guard at < 0, index > 0, index <= 64, previous != UInt8(ascii: ".") else { return false }
        at = index
      case UInt8(ascii: "."):
        guard previous != UInt8(ascii: "."), previous != UInt8(ascii: "@") else { return false }
        lastDot = index
      case UInt8(ascii: "-") where at >= 0:
        guard previous != UInt8(ascii: "."), previous != UInt8(ascii: "@") else { return false }
      default:
        // A domain is letters, digits, hyphens and dots (RFC 1035 section 2.3.1).
        if at >= 0, !isLetterOrDigit(byte) { return false }
      }
      previous = byte
      index += 1
    }
    return at > 0 && lastDot > at && previous != UInt8(ascii: ".")
      && previous != UInt8(ascii: "-") && index <= 254
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || ((byte | 0x20) >= 97 && (byte | 0x20) <= 122)
  }

  private static func asciiDomain(_ domain: String) -> String? {
    guard domain.utf8.count <= 255, HeaderSafety.isSafe(domain) else { return nil }
    var labels: [String] = []
    for label in domain.lowercased().split(
      omittingEmptySubsequences: false,
      whereSeparator: {
        $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF0E}" || $0 == "\u{FF61}"
      })
    {
      if label.utf8.allSatisfy({ $0 < 128 }) {
        labels.append(String(label))
      } else {
        guard let encoded = Punycode.encode(label.unicodeScalars.map(\.value)),
          encoded.utf8.count <= 59
        else { return nil }
        labels.append("xn--" + encoded)
      }
    }
    return labels.joined(separator: ".")
  }
}

/// Punycode of RFC 3492.
enum Punycode {
  private static let base: UInt32 = 36
  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

  /// The encoded form of one label, or `nil` when it is too long.
  static func encode(_ label: [UInt32]) -> String? {
    guard label.count <= 63 else { return nil }
    var output = label.filter { $0 < 128 }.map { UInt8(truncatingIfNeeded: $0) }
    let basic = UInt32(output.count)
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var (code, delta, bias, handled) = (UInt32(128), UInt32(0), UInt32(72), basic)
    while handled < UInt32(label.count) {
      guard let next = label.filter({ $0 >= code }).min() else { return nil }
      delta &+= (next - code) &* (handled + 1)
      code = next
      for scalar in label {
        if scalar < code { delta &+= 1 }
        guard scalar == code else { continue }
        appendNumber(delta, bias: bias, to: &output)
        bias = adapt(delta, count: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta &+= 1
      code += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func appendNumber(_ number: UInt32, bias: UInt32, to output: inout [UInt8]) {
    var rest = number
    var position = base
    while true {
      let threshold = position <= bias ? 1 : min(26, position - bias)
      guard rest >= threshold else { break }
      output.append(alphabet[Int(threshold + (rest - threshold) % (base - threshold))])
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
    output.append(alphabet[Int(rest)])
  }

  private static func adapt(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var shift: UInt32 = 0
    while delta > 455 {
      delta /= base - 1
      shift += base
    }
    return shift + base * delta / (delta + 38)
  }
}
