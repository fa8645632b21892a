public import CRMModel
public import Diagnostics
internal import GRDB

extension Store {
  /// Hands every purchase to `body` in the order of the ids, without holding them all: for
  /// programs that read millions.
  public func forEachPurchase(_ body: (Purchase) -> Void) throws(GalleyError) {
    try read { database in
      let cursor = try Row.fetchCursor(
        database.cachedStatement(
          sql: "SELECT \(Purchase.entity.selection) FROM \(Purchase.entity.table) t "
            + "WHERE t.endpoint_id = ? ORDER BY t.\(Purchase.entity.key)"),
        arguments: [tenant.rawValue])
      while let row = try cursor.next() { body(Purchase(row: row)) }
    }
  }
}
