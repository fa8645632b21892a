internal import Campaigns
public import Diagnostics
public import JSONText
public import Recommendations

/// `galley recommend` as a request: the lists of some people, or of everyone.
public struct RecommendRequest: Sendable {
  /// The contacts, by id or address; everyone when empty.
  public var users: [String] = []
  /// What to make the lists from; `nil` mixes by the weights of galley.yml.
  public var type: RecommendationType?
  /// How many products at most for each; galley.yml's number unless given.
  public var limit: Int?
  /// How many products of one category at most, 0 for no cap; galley.yml's unless given.
  public var maximumPerCategory: Int?
  /// The language of all reasons; each contact's own unless given.
  public var locale: String?

  /// Asks for everyone's lists.
  public init() {}

  /// The lists of a run with what the rules removed.
  public struct Answer: Sendable {
    /// The moment looked from.
    public var asOf: Timestamp
    /// The lists, unless rows were asked for.
    public var lists: [RecommendationList]
    /// The rows of all lists as one document, if they were asked for.
    public var document: [UInt8]
    /// How many people have a list.
    public var people: Int
    /// How many products all lists hold.
    public var products: Int
    /// What the rules removed from all lists.
    public var removals: RemovalCounts
    /// What the training left out.
    public var skipped: SkippedInput
  }

  /// Makes the lists; with a format, only as the bytes of a document.
  public func run(
    _ session: RecommendationSession, format: ListFormat? = nil, explains: Bool = false
  ) throws(GalleyError) -> Answer {
    var ids: [String]?
    if !users.isEmpty {
      var found: [String] = []
      for user in users { found.append(try session.contactID(user)) }
      ids = found
    }
    var rules = session.model.options.rules
    if let maximumPerCategory { rules.maximumPerCategory = maximumPerCategory }
    let wordings = session.wordings
    let fixed = locale.map { wordings[$0] }
    struct Piece: Sendable {
      var list: RecommendationList?
      var rows: [UInt8]
      var count: Int
      var removals: RemovalCounts
    }
    let pieces = session.model.mapLists(
      for: ids, limit: limit ?? session.workspace.settings.recommendations.limit, type: type,
      rules: rules, threads: session.threads, wording: { fixed ?? session.wording(for: $0) }
    ) { list in
      Piece(
        list: format == nil ? list : nil,
        rows: format?.rows(of: list, explains: explains) ?? [], count: list.items.count,
        removals: list.removals)
    }
    try Interruption.check()
    var removals = RemovalCounts()
    for piece in pieces { removals.add(piece.removals) }
    return Answer(
      asOf: session.model.asOf, lists: pieces.compactMap(\.list),
      document: format?.joined(pieces.map(\.rows), explains: explains) ?? [],
      people: pieces.count, products: pieces.reduce(0) { $0 + $1.count }, removals: removals,
      skipped: session.model.skipped)
  }
}

extension RecommendRequest.Answer {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "as_of": .string(asOf.description),
      "people": .number(JSONNumber(people)),
      "products": .number(JSONNumber(products)),
      "removed": removals.json,
      "skipped": .object([
        "unknown_products": .number(JSONNumber(skipped.unknownProducts)),
        "later_purchases": .number(JSONNumber(skipped.laterPurchases)),
        "returned_purchases": .number(JSONNumber(skipped.returnedPurchases)),
        "large_baskets": .number(JSONNumber(skipped.largeBaskets)),
      ]),
      "lists": .array(lists.map(\.json)),
    ])
  }

  /// One line on what was left out, for people.
  public var removalText: String {
    let removed = removals.nonZero.map { "\($0.count) \($0.rule.rawValue)" }
    return "\(products) products for \(people) people as of \(asOf); removed by the rules: "
      + (removed.isEmpty ? "none" : removed.joined(separator: ", "))
  }
}

extension RemovalCounts {
  /// The rules that removed something with their counts.
  public var json: JSONValue {
    .object(JSONObject(nonZero.map { ($0.rule.rawValue, .number(JSONNumber($0.count))) }))
  }
}
