internal import CRMModel
internal import JSONText

/// The products in the order of their ids, with their categories numbered.
struct Catalogue: Sendable {
  struct Entry: Sendable {
    let id: String
    let name: String
    let category: Int
    let price: ExactDecimal
    let isInStock: Bool
    let features: [String]
  }

  let index: IDIndex
  let products: [Entry]
  let categories: IDIndex
  /// The names of the categories as sentences show them.
  let shortCategories: [String]
  /// The products of each category, by index.
  let itemsByCategory: [[Int32]]

  init(_ records: [Product]) {
    let index = IDIndex(records.map(\.id))
    // The first of two records with one id counts, as everywhere.
    var chosen = [Int](repeating: -1, count: index.count)
    for (position, record) in records.enumerated() {
      if let item = index[record.id], chosen[item] < 0 { chosen[item] = position }
    }
    let categories = IDIndex(records.map(\.category))
    products = chosen.map { position in
      let record = records[position]
      return Entry(
        id: record.id, name: record.name, category: categories[record.category] ?? 0,
        price: record.price, isInStock: Self.isInStock(record.metadata["in_stock"]),
        features: Self.features(record.metadata["features"]))
    }
    var members = [[Int32]](repeating: [], count: categories.count)
    for (item, entry) in products.enumerated() {
      members[entry.category].append(Int32(truncatingIfNeeded: item))
    }
    itemsByCategory = members
    self.index = index
    self.categories = categories
    shortCategories = categories.ids.map(RecommendationModel.short)
  }

  var count: Int { products.count }

  func categoryName(of item: Int) -> String { categories.ids[products[item].category] }

  private static func features(_ value: JSONValue?) -> [String] {
    switch value {
    case .array(let values)?: values.prefix(64).compactMap(\.stringValue)
    case .string(let text)? where !text.isEmpty: [text]
    default: []
    }
  }

  /// Files write it as truth value, number or text; what is not said to be gone is in stock.
  private static func isInStock(_ value: JSONValue?) -> Bool {
    switch value {
    case .bool(let flag)?: flag
    case .number(let number)?: number.doubleValue > 0
    case .string(let text)?: !["false", "no", "0", "out"].contains(text.lowercased())
    default: true
    }
  }
}
