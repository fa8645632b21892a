public import CRMModel
public import Diagnostics

/// A trained recommender: values only, so that one model serves every thread.
///
/// The same input gives the same model and the same lists, whatever the number of threads and the
/// order of the records.
public struct RecommendationModel: Sendable {
  /// The options it was trained with, inside their ranges.
  public let options: RecommendationOptions
  /// The moment it looks from; later purchases are not known to it.
  public let asOf: Timestamp
  /// What was left out of the training.
  public let skipped: SkippedInput
  /// The costly parts, for the next training.
  public let trainedParts: TrainedParts
  /// What was taken over from an earlier training.
  public let reused: ReusedParts
  /// Lists made elsewhere, which take the place of our own mix for the people they name.
  public var imported: ImportedLists?

  let catalogue: Catalogue
  let users: IDIndex
  let matrix: InteractionMatrix
  let neighbours: CosineNeighbours
  let linear: SparseLinearModel
  let trend: TrendScores
  let terms: TermIndex
  let complements: ComplementPairs
  let interests: InterestTable
  let links: GraphLinks
  let places: PlaceTrends
  let filter: RuleFilter
  /// The products each person has sent back.
  let returned: [Int: Set<Int>]
  /// What is known about edges beyond the matrix, for the graph.
  let satisfaction: [Float]

  /// Trains a model of records.
  ///
  /// - Parameters:
  ///   - products: The catalogue; nothing else is ever recommended.
  ///   - purchases: All purchases; those after `asOf` and of unknown products are left out.
  ///   - interests: What people care about.
  ///   - contacts: The people, with their places.
  ///   - asOf: The moment to look from.
  ///   - options: Settings; numbers out of range are brought into it.
  ///   - kept: Parts of an earlier model; each is used only if its input was the same.
  ///   - threads: How many threads may work; it changes nothing but the time.
  /// - Returns: The trained model.
  public static func train(
    products: [Product], purchases: [Purchase], interests: [UserInterest],
    contacts: [ContactProfile], asOf: Timestamp, options: RecommendationOptions = .init(),
    reusing kept: TrainedParts? = nil, threads: Int = 1
  ) -> RecommendationModel {
    train(
      products: products, table: PurchaseTable(purchases), interests: interests,
      contacts: contacts, asOf: asOf, options: options, reusing: kept,
      threads: threads)
  }

  /// Trains a model of purchases in columns, for millions of lines.
  public static func train(
    products: [Product], table: PurchaseTable, interests: [UserInterest] = [],
    contacts: [ContactProfile] = [], asOf: Timestamp, options: RecommendationOptions = .init(),
    reusing kept: TrainedParts? = nil, threads: Int = 1
  ) -> RecommendationModel {
    RecommendationModel(
      products: products, table: table, interests: interests, contacts: contacts, asOf: asOf,
      options: options.clamped, kept: kept, threads: threads)
  }

  private init(
    products: [Product], table: PurchaseTable, interests: [UserInterest],
    contacts: [ContactProfile], asOf: Timestamp, options: RecommendationOptions,
    kept: TrainedParts?, threads: Int
  ) {
    let catalogue = Catalogue(products)
    let users = IDIndex(table.users.names + contacts.map(\.id) + interests.map(\.userID))
    let userOf = table.users.names.map { Int32(truncatingIfNeeded: users[$0] ?? 0) }
    let itemOf = table.products.names.map { Int32(truncatingIfNeeded: catalogue.index[$0] ?? -1) }
    var skipped = SkippedInput()
    var returned: [Int: Set<Int>] = [:]
    let now = asOf.secondsSince1970
    var lineItems = [Int32](repeating: -1, count: table.count)
    for line in lineItems.indices {
      let item = itemOf[Int(table.productColumn[line])]
      if item < 0 {
        skipped.unknownProducts += 1
      } else if table.secondColumn[line] > now {
        skipped.laterPurchases += 1
      } else if table.returnedColumn[line] {
        skipped.returnedPurchases += 1
        returned[Int(userOf[Int(table.userColumn[line])]), default: []].insert(Int(item))
      } else {
        lineItems[line] = item
      }
    }
    let lineUsers = table.userColumn.map { userOf[Int($0)] }
    let matrix = InteractionMatrix(
      userCount: users.count, itemCount: catalogue.count, users: lineUsers, lineItems: lineItems,
      seconds: table.secondColumn,
      decay: {
        Float(
          Decay.weight(ageInSeconds: now - $0, halfLifeInDays: options.restockHalfLifeInDays))
      })
    let baskets = Baskets(
      itemCount: catalogue.count, lineItems: lineItems, orders: table.orderColumn,
      orderCount: table.orderCount, maximumLines: options.maximumBasketLines)
    skipped.largeBaskets = baskets.skipped
    let pairs = TrainedParts.complements(
      of: baskets, itemCount: catalogue.count, options, reusing: kept, threads: threads)
    complements = pairs.part.pairs
    trend = TrendScores(
      catalogue, lineItems: lineItems, seconds: table.secondColumn, asOf: now, options: options)
    satisfaction = Self.satisfaction(
      table.satisfactionColumn, lineUsers: lineUsers, lineItems: lineItems, matrix: matrix)
    let solved = TrainedParts.linear(of: matrix, options, reusing: kept, threads: threads)
    let neighbours = solved.part.neighbours
    linear = SparseLinearModel(matrix, neighbours: neighbours, weights: solved.part.weights)
    trainedParts = TrainedParts(linear: solved.part, complements: pairs.part)
    reused = ReusedParts(linear: solved.isReused, complements: pairs.isReused)
    terms = TermIndex(products, catalogue: catalogue)
    places = PlaceTrends(
      contacts, users: users, matrix: matrix, asOf: now,
      halfLifeInDays: options.trendHalfLifeInDays)
    let interestTable = InterestTable(interests, users: users)
    self.interests = interestTable
    links = GraphLinks(interestTable)
    filter = RuleFilter(options.rules, catalogue: catalogue)
    self.skipped = skipped
    self.returned = returned
    self.matrix = matrix
    self.neighbours = neighbours
    self.catalogue = catalogue
    self.users = users
    self.asOf = asOf
    self.options = options
  }

  /// The ids of the people it knows, in byte order.
  public var userIDs: [String] { users.ids }

  /// The mean satisfaction of each pair; not a number where none is known.
  private static func satisfaction(
    _ column: [Float], lineUsers: [Int32], lineItems: [Int32], matrix: InteractionMatrix
  ) -> [Float] {
    guard column.contains(where: { !$0.isNaN }) else { return [] }
    var sums = [Float](repeating: 0, count: matrix.pairCount)
    var counts = [Float](repeating: 0, count: matrix.pairCount)
    for line in column.indices where lineItems[line] >= 0 && !column[line].isNaN {
      let pair = matrix.pair(user: Int(lineUsers[line]), item: Int(lineItems[line]))
      guard let pair else { continue }
      sums[pair] += column[line]
      counts[pair] += 1
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
  }
}
