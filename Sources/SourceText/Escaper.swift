/// Writes text so that it means itself where it stands.
///
/// Every function appends to a caller's buffer, copies untouched stretches in one go and makes no
/// intermediate string.
public enum Escaper {
  /// HTML text and quoted attribute values: `&`, `<`, `>`, `"` and `'` become references.
  public static func appendHTML(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { unsafe appendHTML($0, to: &output) }
  }

  /// The same for bytes that are UTF-8.
  public static func appendHTML(
    _ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
  ) {
    unsafe append(bytes, to: &output) { byte in
      if byte > 0x3E { return nil }
      switch byte {
      case UInt8(ascii: "&"): return "&amp;"
      case UInt8(ascii: "<"): return "&lt;"
      case UInt8(ascii: ">"): return "&gt;"
      case UInt8(ascii: "\""): return "&quot;"
      case UInt8(ascii: "'"): return "&#39;"
      default: return nil
      }
    }
  }

  /// Markup that is safe as text, put into a quoted attribute: references stay as they are.
  public static func appendQuotedMarkup(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      unsafe append(bytes, to: &output) { byte in
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
      }
    }
  }

  /// One line of a message header: control characters, line ends among them, become spaces.
  public static func appendHeader(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      unsafe append(bytes, to: &output) { $0 < 32 || $0 == 127 ? " " : nil }
    }
  }

  /// The inside of a JSON string; `<`, `>`, `&` and the line separators are escaped as well, so
  /// that the result may stand in a `<script>` element.
  public static func appendJSON(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = unsafe bytes[index]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
        case 10: output += "\\n".utf8
        case 13: output += "\\r".utf8
        case 9: output += "\\t".utf8
        case 0..<32, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 127:
          output += "\\u00".utf8
          appendHex(byte, to: &output)
        case 0xE2:
          // U+2028 and U+2029 end a line in old JavaScript.
          if index + 2 < bytes.count, unsafe bytes[index + 1] == 0x80,
            unsafe bytes[index + 2] & 0xFE == 0xA8
          {
            output += unsafe (bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8
            index += 2
          } else {
            output.append(byte)
          }
        default: output.append(byte)
        }
        index += 1
      }
    }
  }

  /// A value inside CSS: letters, digits and harmless signs stay, the rest is escaped by number, so
  /// that no value can end a declaration, a string or a function.
  public static func appendCSS(_ text: String, to output: inout [UInt8]) {
    if isPlainColor(text) {
      output += text.utf8
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", "#", ".", ",", "%", "-", "_", "+":
        output.append(UInt8(truncatingIfNeeded: scalar.value))
      case _ where scalar.value >= 0x80:
        output += String(scalar).utf8
      default:
        output.append(UInt8(ascii: "\\"))
        output += String(scalar.value, radix: 16).utf8
        output.append(32)
      }
    }
  }

  private static func isPlainColor(_ text: String) -> Bool {
    guard text.hasSuffix(")"), let open = text.firstIndex(of: "("),
      ["rgb", "rgba", "hsl", "hsla"].contains(text[..<open])
    else { return false }
    return text[text.index(after: open)...].dropLast().utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ".,% /".utf8.contains($0)
    }
  }

  /// `application/x-www-form-urlencoded`: a space becomes `+`.
  public static func appendFormEncoded(_ text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        output.append(byte)
      case 32: output.append(UInt8(ascii: "+"))
      default:
        output.append(UInt8(ascii: "%"))
        appendHex(byte, to: &output)
      }
    }
  }

  /// A part of a URL inside a quoted attribute: what a URL cannot hold is percent-encoded, what HTML
  /// gives a meaning becomes a reference, and the rest stays.
  public static func appendURL(
    _ text: String, encodingColons: Bool = false, inCSS: Bool = false, to output: inout [UInt8]
  ) {
    var text = text
    text.withUTF8 {
      unsafe appendURL($0, encodingColons: encodingColons, inCSS: inCSS, to: &output)
    }
  }

  /// The same for bytes that are UTF-8.
  public static func appendURL(
    _ bytes: UnsafeBufferPointer<UInt8>, encodingColons: Bool = false, inCSS: Bool = false,
    to output: inout [UInt8]
  ) {
    // Almost every byte stays, so stretches that stay are copied at once.
    var start = 0
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      if (byte | 0x20) >= 97 && (byte | 0x20) <= 122 || byte >= 45 && byte <= 57 { continue }
      var reference: StaticString?
      switch byte {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "%"):
        if index + 2 < bytes.count, unsafe isHex(bytes[index + 1]) && isHex(bytes[index + 2]) {
          continue
        }
      case UInt8(ascii: "'"): reference = inCSS ? nil : "&#39;"
      case UInt8(ascii: "("), UInt8(ascii: ")"): guard inCSS else { continue }
      case UInt8(ascii: ":"): guard encodingColons else { continue }
      case 0...32, 127..., UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"),
        UInt8(ascii: "\\"), UInt8(ascii: "^"):
        break
      default: continue
      }
      unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      if let reference {
        unsafe output.append(
          contentsOf: UnsafeBufferPointer(
            start: reference.utf8Start, count: reference.utf8CodeUnitCount))
      } else {
        output.append(UInt8(ascii: "%"))
        appendHex(byte, to: &output)
      }
      start = index + 1
    }
    if start < bytes.count {
      unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// The scheme that a browser would see at the start of a URL, in lower case; `nil` when relative.
  ///
  /// Browsers skip leading controls and spaces, and tabs and line ends anywhere.
  public static func scheme(of url: String) -> String? {
    var scheme: [UInt8] = []
    for byte in url.utf8 {
      switch byte {
      case 9, 10, 13: continue
      case 0...32 where scheme.isEmpty: continue
      case UInt8(ascii: ":"): return String(decoding: scheme, as: UTF8.self).lowercased()
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return nil
      default: scheme.append(byte)
      }
    }
    return nil
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || ((byte | 0x20) >= 97 && (byte | 0x20) <= 102)
  }

  private static func appendHex(_ byte: UInt8, to output: inout [UInt8]) {
    for digit in [byte >> 4, byte & 15] { output.append(digit < 10 ? 48 + digit : 55 + digit) }
  }

  @inline(__always)
  private static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8],
    replacing: (UInt8) -> StaticString?
  ) {
    var start = 0
    for index in 0..<bytes.count {
      guard let replacement = unsafe replacing(bytes[index]) else { continue }
      if start < index {
        unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      }
      unsafe output.append(
        contentsOf: UnsafeBufferPointer(
          start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
      start = index + 1
    }
    if start < bytes.count {
      unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }
}
