/// Writes amounts of money from exact decimal text, without binary rounding.
enum MoneyText {
  /// `1234.5` in EUR is `€1,234.50`, in German `1.234,50 €`; `nil` when the text is no number.
  static func format(_ amount: String, currency: String, locale: String) -> String? {
    guard let (isNegative, digits) = rounded(amount, places: places(currency)) else { return nil }
    let count = places(currency)
    let language = String(locale.prefix(2)).lowercased()
    let isContinental = ["de", "es", "it", "nl", "pt", "fr", "da", "sv", "nb", "fi", "pl", "cs"]
      .contains(language)
    let spaced = ["fr", "sv", "nb", "fi", "pl", "cs"].contains(language)
    let whole = digits.dropLast(count)
    var grouped: [UInt8] = []
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 {
        grouped += (isContinental ? (spaced ? "\u{202F}" : ".") : ",").utf8
      }
      grouped.append(digit)
    }
    if count > 0 {
      grouped.append(UInt8(ascii: isContinental ? "," : "."))
      grouped += digits.suffix(count)
    }
    let number = String(decoding: grouped, as: UTF8.self)
    let sign = isNegative ? "-" : ""
    guard !currency.isEmpty else { return sign + number }
    let code = currency.uppercased()
    let symbol = symbols[code] ?? code
    if isContinental { return sign + number + "\u{A0}" + symbol }
    return sign + symbol + (symbols[code] == nil ? "\u{A0}" : "") + number
  }

  private static let symbols = [
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "BRL": "R$",
    "CAD": "CA$", "AUD": "A$", "NZD": "NZ$",
  ]

  private static func places(_ currency: String) -> Int {
    ["JPY", "KRW", "CLP", "VND", "ISK", "HUF"].contains(currency.uppercased()) ? 0 : 2
  }

  /// The digits of an amount rounded half away from zero, with at least one before the point.
  private static func rounded(_ text: String, places: Int) -> (isNegative: Bool, digits: [UInt8])? {
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, !parts[0].isEmpty, bytes.count <= 64,
      parts.allSatisfy({ $0.allSatisfy(LiquidLexer.isDigit) })
    else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    var digits = Array(parts[0].drop { $0 == 48 })
    if digits.isEmpty { digits = [48] }
    for place in 0..<places { digits.append(place < fraction.count ? fraction[place] : 48) }
    if fraction.count > places, fraction[places] >= UInt8(ascii: "5") {
      var index = digits.count - 1
      while index >= 0, digits[index] == UInt8(ascii: "9") {
        digits[index] = 48
        index -= 1
      }
      if index >= 0 { digits[index] += 1 } else { digits.insert(49, at: 0) }
    }
    return (isNegative && digits.contains { $0 != 48 }, digits)
  }
}
