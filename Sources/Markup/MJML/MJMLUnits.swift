/// Checks sizes as MJML's validator does.
enum MJMLUnits {
  static func isValid(_ value: String, for name: MJMLAttributeName) -> Bool {
    switch name {
    case .width, .height, .padding, .paddingTop, .paddingRight, .paddingBottom, .paddingLeft,
      .innerPadding, .fontSize, .iconSize, .iconHeight, .iconWidth, .borderRadius, .tbWidth:
      break
    default: return true
    }
    if value.isEmpty || value == "auto" || value == "none" { return true }
    let mayLackUnit = name == .width || name == .height
    return value.utf8.split(separator: 0x20).allSatisfy { isLength($0, mayLackUnit) }
  }

  private static func isLength(_ part: Substring.UTF8View, _ mayLackUnit: Bool) -> Bool {
    var digits = 0
    var dots = 0
    var length = 0
    for byte in part {
      if isDigit(byte) {
        digits += 1
      } else if byte == 0x2E, dots == 0 {
        dots = 1
      } else if byte != 0x2D || length > 0 {
        break
      }
      length += 1
    }
    guard digits > 0 else { return false }
    let unit = part.dropFirst(length)
    if unit.isEmpty { return mayLackUnit || (length == 1 && part.first == 0x30) }
    return units.contains { unit.elementsEqual($0.utf8) }
  }

  private static let units = ["px", "%", "em", "rem", "pt"]

  /// The four sides of a shorthand, as CSS fills in those that are left out.
  static func sides(_ text: String) -> (top: Int, right: Int, bottom: Int, left: Int) {
    var values = (0, 0, 0, 0)
    var count = 0
    for part in text.utf8.split(separator: 0x20, maxSplits: 4) {
      let value = integer(Substring(part))
      switch count {
      case 0: values.0 = value
      case 1: values.1 = value
      case 2: values.2 = value
      default: values.3 = count == 3 ? value : values.3
      }
      count += 1
    }
    switch count {
    case 0, 1: return (values.0, values.0, values.0, values.0)
    case 2: return (values.0, values.1, values.0, values.1)
    case 3: return (values.0, values.1, values.2, values.1)
    default: return values
    }
  }

  static func expectation(for name: String) -> String { "a length such as 20px or 50%" }

  /// The leading integer of a text, 0 without one, as JavaScript's parseInt gives.
  static func integer(_ text: some StringProtocol) -> Int {
    var value = 0
    var isNegative = false
    var hasDigits = false
    for byte in text.utf8 {
      if byte == 0x2D, !hasDigits, !isNegative {
        isNegative = true
      } else if byte >= 0x30, byte <= 0x39 {
        hasDigits = true
        // Larger than any layout; stops overflow.
        value = min(value * 10 + Int(byte) - 0x30, 1_000_000)
      } else if hasDigits || byte != 0x20 {
        break
      }
    }
    return isNegative ? -value : value
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// The leading number and the unit after it; `px` when there is none.
  static func width(_ text: String) -> (value: Double, unit: String) {
    let trimmed = text.split(separator: " ").first ?? ""
    let number = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let unit = trimmed.dropFirst(number.count)
    let value = min(max(Double(number) ?? 0, -100_000), 100_000)
    return (value, unit.isEmpty ? "px" : String(unit))
  }

  /// A number as JavaScript prints it.
  static func text(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : "\(value)"
  }

  static func pixels(_ value: Double) -> String { text(value) + "px" }
}
