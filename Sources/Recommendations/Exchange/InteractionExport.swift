internal import CRMModel
internal import Diagnostics

extension RecommendationModel {
  /// What the model learns from, as CSV for other recommenders: one line for each person and
  /// product, with purchases, the last of them, and its weight in the profile.
  ///
  /// The header is `user_id,product_id,purchases,last_purchase_at,weight`. Spark's ALS and most
  /// libraries read it with little more than the names of the columns.
  public func interactionsCSV() -> [UInt8] {
    var output = Array("user_id,product_id,purchases,last_purchase_at,weight\n".utf8)
    var scratch = RankingScratch(itemCount: catalogue.count)
    for (user, id) in users.ids.enumerated() {
      fillProfile(of: user, &scratch)
      for pair in matrix.pairs(of: user) {
        let item = Int(matrix.items[pair])
        let fields = [
          ListFormat.csvField(id), ListFormat.csvField(catalogue.products[item].id),
          String(matrix.purchaseCounts[pair]),
          Timestamp(secondsSince1970: matrix.lastSeconds[pair]).description,
          ListFormat.score(Double(scratch.profile[item])),
        ]
        output += fields.joined(separator: ",").utf8
        output.append(UInt8(ascii: "\n"))
      }
    }
    return output
  }
}
