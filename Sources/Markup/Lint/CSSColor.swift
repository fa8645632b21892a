/// An opaque colour in sRGB.
struct CSSColor: Sendable, Hashable, CustomStringConvertible {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#rgb`, `#rrggbb`, `rgb(1, 2, 3)` and the names that mails use.
  init?(_ text: String) {
    let text = text.filter { $0 != " " }
    if text.hasPrefix("#") {
      var digits = String(text.dropFirst())
      if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
      guard digits.utf8.count == 6, let value = UInt32(digits, radix: 16) else { return nil }
      self.init(
        red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
      return
    }
    if text.hasPrefix("rgb("), text.hasSuffix(")") {
      let parts = text.dropFirst(4).dropLast().split(separator: ",").compactMap { UInt8($0) }
      guard parts.count == 3 else { return nil }
      self.init(red: parts[0], green: parts[1], blue: parts[2])
      return
    }
    guard let named = Self.names[text] else { return nil }
    self.init("#" + named)
  }

  private static let names: [String: String] = [
    "black": "000000", "white": "ffffff", "red": "ff0000", "green": "008000", "blue": "0000ff",
    "yellow": "ffff00", "orange": "ffa500", "purple": "800080", "pink": "ffc0cb",
    "gray": "808080", "grey": "808080", "silver": "c0c0c0", "navy": "000080", "teal": "008080",
    "maroon": "800000", "olive": "808000", "lime": "00ff00", "aqua": "00ffff",
    "fuchsia": "ff00ff", "tomato": "ff6347", "khaki": "f0e68c", "lightgray": "d3d3d3",
    "lightgrey": "d3d3d3", "darkgray": "a9a9a9", "whitesmoke": "f5f5f5", "gold": "ffd700",
  ]

  /// The contrast ratio of WCAG 2.2 (definition "contrast ratio"), 1 to 21.
  func contrast(with other: CSSColor) -> Double {
    let first = luminance
    let second = other.luminance
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private var luminance: Double {
    func linear(_ value: UInt8) -> Double {
      let part = Double(value) / 255
      guard part > 0.04045 else { return part / 12.92 }
      return Self.power((part + 0.055) / 1.055)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  // x to the 2.4: x squared times the fifth root of x squared, by Newton's method, which gives
  // the same bits on every machine.
  private static func power(_ value: Double) -> Double {
    let square = value * value
    guard square > 0 else { return 0 }
    var root = 1.0
    for _ in 0..<40 { root = (4 * root + square / (root * root * root * root)) / 5 }
    return square * root
  }

  var description: String {
    "#"
      + [red, green, blue].map { part in
        let text = String(part, radix: 16)
        return text.utf8.count == 1 ? "0" + text : text
      }.joined()
  }
}
