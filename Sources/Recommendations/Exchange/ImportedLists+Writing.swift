extension ImportedLists {
  /// The lists as the CSV that `parse` reads, people and ranks in order.
  public var csv: [UInt8] {
    var output = Array("user_id,product_id,rank,score,reason\n".utf8)
    for user in userIDs {
      for row in rows[user] ?? [] {
        let fields = [
          user, row.productID, String(row.rank), row.score.map(ListFormat.score) ?? "",
          row.reason ?? "",
        ]
        output += fields.map(ListFormat.csvField).joined(separator: ",").utf8
        output.append(UInt8(ascii: "\n"))
      }
    }
    return output
  }

  /// How many lines there are.
  public var rowCount: Int { rows.values.reduce(0) { $0 + $1.count } }
}
