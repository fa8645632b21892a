internal import CRMModel

/// Prices as people of a locale write them.
///
/// Grouping and placement follow CLDR for the locales the table names; others use a point and the
/// symbol in front. Amounts are exact decimals; they are never turned into doubles.
public enum MoneyFormat {
  private static let symbols = [
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CHF": "CHF", "INR": "₹", "CNY": "CN¥",
    "THB": "฿", "SEK": "kr", "NOK": "kr", "DKK": "kr", "PLN": "zł", "CAD": "CA$", "AUD": "A$",
  ]
  private static let currenciesWithoutMinorUnit: Set<String> = ["JPY", "KRW", "CLP", "VND", "ISK"]

  /// The amount with its currency, such as `€1,299.90` or `1.299,90 €`; the text itself when it is
  /// no decimal number.
  public static func format(_ amount: String, currency: String, locale: String) -> String {
    guard let value = ExactDecimal(amount) else { return amount }
    let language = String(locale.lowercased().prefix { $0 != "-" && $0 != "_" })
    let isCommaLanguage = [
      "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "nb", "da", "fi", "cs", "ru", "tr", "id",
    ].contains(language)
    let group =
      ["fr", "pl", "sv", "nb", "fi", "cs", "ru"].contains(language)
      ? "\u{202F}" : isCommaLanguage ? "." : ","
    let places = currenciesWithoutMinorUnit.contains(currency) ? 0 : 2
    let (whole, fraction) = rounded(value, places: places)
    var digits = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { digits += group }
      digits.append(digit)
    }
    if places > 0 { digits += (isCommaLanguage ? "," : ".") + fraction }
    let symbol = symbols[currency] ?? currency
    let sign = value.units < 0 ? "-" : ""
    if isCommaLanguage { return "\(sign)\(digits)\u{A0}\(symbol)" }
    return symbol.last?.isLetter == true
      ? "\(sign)\(symbol)\u{A0}\(digits)" : "\(sign)\(symbol)\(digits)"
  }

  // Rounds half up, away from zero, to the currency's places.
  private static func rounded(_ value: ExactDecimal, places: Int) -> (String, String) {
    var units = Int128(value.units.magnitude)
    if value.scale > places {
      var divisor = Int128(1)
      for _ in 0..<(value.scale - places) { divisor *= 10 }
      units = (units + divisor / 2) / divisor
    } else {
      for _ in value.scale..<places { units *= 10 }
    }
    var digits = String(units)
    if digits.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.count) + digits
    }
    return (String(digits.dropLast(places)), String(digits.suffix(places)))
  }
}
