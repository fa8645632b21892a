public import Diagnostics

/// Keeps everything out of headers that could start another one or show something else than it is.
public enum HeaderSafety {
  /// Whether a text may stand in a header: no control characters, line or paragraph separators,
  /// and none of the characters that turn the direction of the text around it.
  public static func isSafe(_ text: String) -> Bool {
    var isPlain = true
    for byte in text.utf8 {
      if byte < 32 || byte == 127 { return false }
      if byte > 127 { isPlain = false }
    }
    return isPlain || text.unicodeScalars.allSatisfy { !isUnsafe($0) }
  }

  /// Whether a character may never reach a header, an address or a file name.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<32, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// Throws `INVALID_FORMAT` that names the header when a text may not stand in it.
  public static func check(_ text: String, in header: String) throws(GalleyError) {
    guard !isSafe(text) else { return }
    throw GalleyError(
      .invalidFormat, "The value of \(header) holds a control character.",
      details: ["field": header],
      hint: "Remove line breaks and invisible characters from the data or the copy.")
  }
}
