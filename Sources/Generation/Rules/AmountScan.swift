/// Finds prices and percentages, in one form whatever way they are written.
enum AmountScan {
  /// Amounts such as `EUR 19.90`, `$5` and `20%`, in the order found.
  static func amounts(in text: String) -> [String] {
    var result: [String] = []
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      guard isDigit(scalars[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < scalars.count,
        isDigit(scalars[index])
          || (".,'\u{2019}\u{00A0}\u{202F}".unicodeScalars.contains(scalars[index])
            && index + 1 < scalars.count && isDigit(scalars[index + 1]))
      {
        index += 1
      }
      // A digit inside a word (`h2`, `utf8`) is no amount.
      if start > 0, scalars[start - 1].properties.isAlphabetic,
        currency(before: start, scalars) == nil
      {
        continue
      }
      guard let unit = unit(after: index, scalars) ?? currency(before: start, scalars) else {
        continue
      }
      let digits = String(String.UnicodeScalarView(scalars[start..<index]))
      result.append(unit == "%" ? "\(normal(digits))%" : "\(unit) \(normal(digits))")
    }
    return result
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 48 && scalar.value <= 57
  }

  /// `1.299,00`, `1,299.00` and `1299` are one number.
  static func normal(_ text: String) -> String {
    let separators = Set<Character>([".", ",", "'", "\u{2019}", "\u{00A0}", "\u{202F}"])
    var groups = text.split { separators.contains($0) }.map(String.init)
    guard let last = groups.last, groups.count > 1 else { return trimmedZeros(text) }
    // One or two digits after the last separator are cents; three are thousands.
    guard last.count <= 2 else { return trimmedZeros(groups.joined()) }
    groups.removeLast()
    var cents = last
    while cents.hasSuffix("0") { cents.removeLast() }
    let whole = trimmedZeros(groups.joined())
    return cents.isEmpty ? whole : "\(whole).\(cents)"
  }

  private static func trimmedZeros(_ digits: String) -> String {
    let trimmed = digits.drop { $0 == "0" }
    return trimmed.isEmpty ? "0" : String(trimmed)
  }

  private static let signs: [(String, String)] = [
    ("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR"), ("chf", "CHF"),
    ("eur", "EUR"), ("euro", "EUR"), ("euros", "EUR"), ("usd", "USD"), ("dollars", "USD"),
    ("dollar", "USD"), ("gbp", "GBP"), ("pounds", "GBP"), ("kr", "KR"), ("sek", "KR"),
    ("nok", "KR"), ("dkk", "KR"), ("zł", "PLN"), ("pln", "PLN"), ("%", "%"), ("percent", "%"),
    ("prozent", "%"), ("per cent", "%"), ("pct", "%"),
  ]

  private static func unit(after index: Int, _ scalars: [Unicode.Scalar]) -> String? {
    var index = index
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
    let next = String(String.UnicodeScalarView(scalars[index..<min(index + 10, scalars.count)]))
      .lowercased()
    return signs.first { sign, _ in
      guard next.hasPrefix(sign) else { return false }
      let after = next.dropFirst(sign.count).unicodeScalars.first
      return !(sign.unicodeScalars.last?.properties.isAlphabetic ?? false)
        || !(after?.properties.isAlphabetic ?? false)
    }?.1
  }

  private static func currency(before index: Int, _ scalars: [Unicode.Scalar]) -> String? {
    var end = index
    while end > 0, scalars[end - 1].properties.isWhitespace { end -= 1 }
    let before = String(String.UnicodeScalarView(scalars[max(0, end - 5)..<end])).lowercased()
    return signs.first { sign, name in
      guard name != "%", before.hasSuffix(sign) else { return false }
      let earlier = before.dropLast(sign.count).unicodeScalars.last
      return !(sign.unicodeScalars.first?.properties.isAlphabetic ?? false)
        || !(earlier?.properties.isAlphabetic ?? false)
    }?.1
  }
}
