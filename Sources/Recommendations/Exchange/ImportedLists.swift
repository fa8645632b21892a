public import Diagnostics

/// Lists that another program made, such as a Spark job.
///
/// The file is CSV (RFC 4180) with a header that has at least `user_id`, `product_id` and `rank`;
/// `score`, `reason` and `category` are optional, and other columns are ignored.
public struct ImportedLists: Sendable, Hashable {
  /// One line.
  public struct Row: Sendable, Hashable {
    /// The product.
    public var productID: String
    /// The place in the list, from 1.
    public var rank: Int
    /// 0 to 1, if given.
    public var score: Double?
    /// The reason, if given.
    public var reason: String?
  }

  /// The lines of each person, by rank.
  public private(set) var rows: [String: [Row]] = [:]

  /// The people, in byte order.
  public var userIDs: [String] {
    rows.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static let maximumErrors = 100

  /// Reads a file; lines that are wrong are named and left out.
  public static func parse(_ bytes: [UInt8], path: String) -> Parsed<ImportedLists> {
    var lists = ImportedLists()
    var diagnostics: [Diagnostic] = []
    var reader = DelimitedReader(bytes)
    func report(_ identifier: String, _ summary: String, line: Int) {
      guard diagnostics.count < maximumErrors else { return }
      diagnostics.append(
        Diagnostic(
          .error, identifier, summary, at: SourceLocation(file: path, line: line)))
    }
    guard let header = reader.next()?.map({ $0.lowercased() }) else {
      report("empty-file", "The file has no header", line: 1)
      return Parsed(lists, diagnostics)
    }
    func column(_ name: String) -> Int? { header.firstIndex(of: name) }
    guard let user = column("user_id"), let product = column("product_id"),
      let rank = column("rank")
    else {
      report(
        "missing-column", "The header must have user_id, product_id and rank", line: 1)
      return Parsed(lists, diagnostics)
    }
    let (score, reason) = (column("score"), column("reason"))
    while let fields = reader.next() {
      let line = reader.line
      guard fields.count == header.count else {
        report(
          "wrong-field-count", "A line must have \(header.count) fields, not \(fields.count)",
          line: line)
        continue
      }
      guard !fields[user].isEmpty, !fields[product].isEmpty else {
        report("missing-value", "A line must have a user_id and a product_id", line: line)
        continue
      }
      guard let place = Int(fields[rank]), place >= 1 else {
        report("wrong-rank", "A rank must be a whole number from 1", line: line)
        continue
      }
      var row = Row(productID: fields[product], rank: place, score: nil, reason: nil)
      if let score, !fields[score].isEmpty {
        guard let value = Double(fields[score]), value.isFinite else {
          report("wrong-score", "A score must be a number", line: line)
          continue
        }
        row.score = min(1, max(0, value))
      }
      if let reason, !fields[reason].isEmpty { row.reason = fields[reason] }
      lists.rows[fields[user], default: []].append(row)
    }
    for user in lists.rows.keys {
      lists.rows[user]?.sort {
        $0.rank == $1.rank
          ? $0.productID.utf8.lexicographicallyPrecedes($1.productID.utf8) : $0.rank < $1.rank
      }
    }
    return Parsed(lists, diagnostics)
  }
}
