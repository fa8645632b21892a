/// A colour in sRGB with straight alpha, eight bits per channel.
public struct Color: Sendable, Hashable {
  /// Red.
  public var red: UInt8
  /// Green.
  public var green: UInt8
  /// Blue.
  public var blue: UInt8
  /// Opacity; 255 is opaque.
  public var alpha: UInt8

  /// Black.
  public static let black = Color(red: 0, green: 0, blue: 0)
  /// White.
  public static let white = Color(red: 255, green: 255, blue: 255)

  /// Creates a colour.
  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// Reads `#rgb`, `#rrggbb` or `#rrggbbaa`; `nil` for anything else.
  public init?(hex: String) {
    var digits: [UInt8] = []
    var bytes = Array(hex.utf8)
    guard bytes.first == UInt8(ascii: "#") else { return nil }
    bytes.removeFirst()
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digits.append(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digits.append(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    switch digits.count {
    case 3: self.init(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17)
    case 6, 8:
      let channel = { (index: Int) in digits[index] << 4 | digits[index + 1] }
      self.init(
        red: channel(0), green: channel(2), blue: channel(4),
        alpha: digits.count == 8 ? channel(6) : 255)
    default: return nil
    }
  }

  /// `#rrggbb`, or `#rrggbbaa` when it is not opaque.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text = [UInt8(ascii: "#")]
    for channel in alpha == 255 ? [red, green, blue] : [red, green, blue, alpha] {
      text.append(digits[Int(channel >> 4)])
      text.append(digits[Int(channel & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The colour with another opacity.
  public func withAlpha(_ alpha: UInt8) -> Color {
    Color(red: red, green: green, blue: blue, alpha: alpha)
  }

  /// The colour `amount`/256 of the way to another one, mixed channel by channel.
  public func mixed(with other: Color, amount: Int) -> Color {
    let amount = min(max(amount, 0), 256)
    let mix = { (from: UInt8, to: UInt8) in
      UInt8((Int(from) * (256 - amount) + Int(to) * amount + 128) >> 8)
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }

  /// Relative luminance as WCAG 2 defines it, from 0 (black) to 32767 (white); alpha is ignored.
  public var luminance: Int {
    let table = TransferFunction.linear
    return
      (2126 * Int(table[Int(red)]) + 7152 * Int(table[Int(green)]) + 722 * Int(table[Int(blue)]))
      / 10_000
  }

  /// The WCAG 2 contrast ratio with another colour, times 100: from 100 to 2100.
  public func contrast(with other: Color) -> Int {
    Self.contrast(luminance, other.luminance)
  }

  /// The WCAG 2 contrast ratio of two luminances, times 100.
  public static func contrast(_ first: Int, _ second: Int) -> Int {
    // 0.05 of full luminance is 1638.35; everything is doubled ten times to stay whole.
    let lighter = max(first, second) * 20 + 32_767
    let darker = min(first, second) * 20 + 32_767
    return lighter * 100 / darker
  }

  /// The premultiplied pixel: red in the lowest byte, alpha in the highest.
  var pixel: UInt32 {
    if alpha == 255 {
      return UInt32(red) | UInt32(green) << 8 | UInt32(blue) << 16 | 0xFF00_0000
    }
    let premultiply = { (channel: UInt8) in (UInt32(channel) * UInt32(alpha) + 127) / 255 }
    return premultiply(red) | premultiply(green) << 8 | premultiply(blue) << 16
      | UInt32(alpha) << 24
  }

  /// The colour of a premultiplied pixel.
  init(pixel: UInt32) {
    let alpha = pixel >> 24
    let channel = { (value: UInt32) -> UInt8 in
      alpha == 0 ? 0 : UInt8(min(255, ((value & 255) * 255 + alpha / 2) / alpha))
    }
    self.init(
      red: channel(pixel), green: channel(pixel >> 8), blue: channel(pixel >> 16),
      alpha: UInt8(alpha))
  }
}
