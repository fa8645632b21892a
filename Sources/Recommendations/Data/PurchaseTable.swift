public import CRMModel
public import Diagnostics
internal import JSONText

/// Purchases in columns: a tenth of the memory of records, which is what millions of lines need.
public struct PurchaseTable: Sendable {
  var users = Interner()
  var products = Interner()
  private var orders = Interner()
  private(set) var userColumn: [Int32] = []
  private(set) var productColumn: [Int32] = []
  private(set) var secondColumn: [Int64] = []
  private(set) var orderColumn: [Int32] = []
  private(set) var returnedColumn: [Bool] = []
  private(set) var satisfactionColumn: [Float] = []

  /// An empty table.
  public init() {}

  /// A table of purchase records; `order_id`, `returned` and `satisfaction_score` come from their
  /// metadata.
  public init(_ purchases: some Sequence<Purchase>) {
    for purchase in purchases { append(purchase) }
  }

  /// The number of lines.
  public var count: Int { userColumn.count }
  var orderCount: Int { orders.count }

  /// Adds a purchase record.
  public mutating func append(_ purchase: Purchase) {
    let metadata = purchase.metadata
    let order: String? =
      switch metadata["order_id"] {
      case .string(let text)?: text
      case .number(let number)?: number.text
      default: nil
      }
    append(
      userID: purchase.userID, productID: purchase.productID, timestamp: purchase.timestamp,
      orderID: order, isReturned: metadata["returned"]?.boolValue ?? false,
      satisfaction: metadata["satisfaction_score"]?.numberValue?.doubleValue)
  }

  /// Adds one line; lines of one order id form a basket, without one those of a person and day.
  public mutating func append(
    userID: String, productID: String, timestamp: Timestamp, orderID: String? = nil,
    isReturned: Bool = false, satisfaction: Double? = nil
  ) {
    // Indexes are 32 bits wide, which keeps the columns small.
    guard userColumn.count < Int(Int32.max) else { return }
    let order = orderID ?? "\(userID)\u{0}\(timestamp.daysSince1970)"
    userColumn.append(users.index(of: userID))
    productColumn.append(products.index(of: productID))
    secondColumn.append(timestamp.secondsSince1970)
    orderColumn.append(orders.index(of: order))
    returnedColumn.append(isReturned)
    satisfactionColumn.append(satisfaction.map { Float($0) } ?? .nan)
  }

  /// The time of the last line not after a moment; that moment where there is none.
  public func lastPurchase(before asOf: Timestamp) -> Timestamp {
    let seconds = secondColumn.filter { $0 <= asOf.secondsSince1970 }.max()
    return seconds.map { Timestamp(secondsSince1970: $0) } ?? asOf
  }

  /// The lines for which `isIncluded` holds, given user id, product id and time.
  func filtered(_ isIncluded: (Int) -> Bool) -> PurchaseTable {
    var result = self
    let kept = userColumn.indices.filter(isIncluded)
    result.userColumn = kept.map { userColumn[$0] }
    result.productColumn = kept.map { productColumn[$0] }
    result.secondColumn = kept.map { secondColumn[$0] }
    result.orderColumn = kept.map { orderColumn[$0] }
    result.returnedColumn = kept.map { returnedColumn[$0] }
    result.satisfactionColumn = kept.map { satisfactionColumn[$0] }
    return result
  }
}
