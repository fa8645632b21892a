/// A rule that can remove a product from a list.
public enum RemovalRule: String, Sendable, Hashable, CaseIterable {
  /// The product is not on the inclusion list.
  case notIncluded = "not_included"
  /// The product is on the exclusion list.
  case excluded
  /// The person has sent it back.
  case returned
  /// The person has bought it.
  case bought
  /// It cannot be delivered.
  case outOfStock = "out_of_stock"
  /// It costs less or more than allowed.
  case priceRange = "price_range"
  /// It lies in one of the categories that discovery leaves out.
  case ownCategory = "own_category"
  /// The list already holds enough products of its category.
  case categoryCap = "category_cap"
  /// Its score is below the least allowed.
  case minimumScore = "minimum_score"
  /// An imported list names a product that the catalogue does not have.
  case unknownProduct = "unknown_product"
}
