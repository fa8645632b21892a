/// Checks sizes as MJML's validator does.
enum MJMLUnits {
  private static let lengths: Set<String> = [
    "width", "height", "padding", "padding-top", "padding-right", "padding-bottom",
    "padding-left", "inner-padding", "font-size", "icon-size", "icon-height", "icon-width",
    "border-radius", "tb-width",
  ]

  static func isValid(_ value: String, for name: String) -> Bool {
    guard lengths.contains(name) else { return true }
    if value.isEmpty || value == "auto" || value == "none" { return true }
    return value.split(separator: " ").allSatisfy { part in
      let number = part.prefix { $0.isNumber || $0 == "." || $0 == "-" }
      let unit = part.dropFirst(number.count)
      guard Double(number) != nil else { return false }
      return ["px", "%", "em", "rem", "pt", ""].contains(unit)
        && (!unit.isEmpty || number == "0" || name == "width" || name == "height")
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
