public import Diagnostics

/// The prices of models, with the days they hold.
public struct PriceTable: Sendable, Hashable {
  /// The prices, those of `galley.yml` first.
  public var prices: [ModelPrice]

  /// Creates a table.
  public init(_ prices: [ModelPrice]) { self.prices = prices }

  /// The built-in table with other prices before it.
  public static func standard(overriding own: [ModelPrice] = []) -> PriceTable {
    PriceTable(own + builtIn)
  }

  /// The price of a model on a day.
  ///
  /// A dated name such as `gpt-4o-mini-2024-07-18` has the price of its family unless it has one
  /// of its own.
  /// - Throws: `UNKNOWN_PRICE` for a model that is not known or retired, with a suggestion.
  public func price(of model: String, on day: Timestamp) throws(GalleyError) -> ModelPrice {
    let date = day.date
    let family = Self.family(of: model)
    let candidates =
      prices.filter { $0.model == model }.nonEmpty ?? prices.filter { $0.model == family }
    guard !candidates.isEmpty else {
      let near = nearestName(to: family, in: Set(prices.map(\.model)))
      throw GalleyError(
        .unknownPrice, "No price is known for the model \(model), so its cost cannot be bounded",
        details: ["model": model],
        hint: near.map { "Did you mean \($0)? Else add the model to ai.prices in galley.yml." })
    }
    // The first source that has a valid price wins; within one, the latest.
    let valid = candidates.filter { $0.validFrom <= date }
    let source = valid.first?.source
    guard
      let price = valid.filter({ $0.source == source }).max(by: { $0.validFrom < $1.validFrom })
        ?? candidates.min(by: { $0.validFrom < $1.validFrom })
    else {
      throw GalleyError(.unknownPrice, "No price is known for the model \(model)")
    }
    if let retired = price.retiresOn, retired <= date {
      throw GalleyError(
        .unknownPrice, "The model \(model) was retired on \(retired)", details: ["model": model],
        hint: successor(of: price, on: date).map { "Use \($0) in ai.models of galley.yml." })
    }
    return price
  }

  // A successor may be retired by now, too; the table is short, and a ring in it ends.
  private func successor(of price: ModelPrice, on date: String) -> String? {
    var name = price.replacement
    for _ in 0..<8 {
      guard let current = name, let next = prices.first(where: { $0.model == current }),
        let retired = next.retiresOn, retired <= date
      else { return name }
      name = next.replacement
    }
    return name
  }

  /// The name without a date at its end (`-2024-07-18` or `-20240718`) and without `-latest`.
  static func family(of model: String) -> String {
    var parts = model.split(separator: "-", omittingEmptySubsequences: false)
    func isNumber(_ text: Substring, _ length: Int) -> Bool {
      text.utf8.count == length && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
    if parts.last == "latest" { parts.removeLast() }
    if parts.count > 3, isNumber(parts[parts.count - 3], 4), isNumber(parts[parts.count - 2], 2),
      isNumber(parts[parts.count - 1], 2)
    {
      parts.removeLast(3)
    } else if parts.count > 1, let last = parts.last, isNumber(last, 8) {
      parts.removeLast()
    }
    return parts.joined(separator: "-")
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}
