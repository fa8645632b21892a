internal import CRMModel
public import Diagnostics
internal import GRDB

/// What a campaign's plan asks of the store beside its audience.
extension Store {
  /// What tells one state of the imported data from another: the name and hash of every file.
  ///
  /// A store that was built anew from the same files gives the same lines.
  public func dataFingerprint() throws(GalleyError) -> [String] {
    try uncountedRead { database in
      try Row.fetchAll(
        database,
        sql: "SELECT name, hash, rejected FROM import_files WHERE endpoint_id = ? ORDER BY name",
        arguments: [tenant.rawValue]
      ).map { row in
        let name: String = row[0]
        let hash: String = row[1]
        let rejected: Int = row[2]
        return "\(name) \(hash) \(rejected)"
      }
    }
  }

  /// How many messages of any campaign contacts were sent since a time, by contact; those without
  /// any are left out.
  public func mailedCounts(
    of ids: [String], since: Timestamp
  ) throws(GalleyError) -> [String: Int] {
    var result: [String: Int] = [:]
    for start in stride(from: 0, to: ids.count, by: 500) {
      let chunk = Array(ids[start..<min(start + 500, ids.count)])
      let marks = chunk.map { _ in "?" }.joined(separator: ",")
      let rows = try read { database in
        try Row.fetchAll(
          database,
          sql: "SELECT contact_uuid, count(*) FROM emails WHERE endpoint_id = ? "
            + "AND status IN ('sent', 'unknown') AND sent_at >= ? "
            + "AND contact_uuid IN (\(marks)) GROUP BY contact_uuid",
          arguments: StatementArguments(
            [tenant.rawValue.databaseValue, since.millisecondsSince1970.databaseValue]
              + chunk.map(\.databaseValue)))
      }
      for row in rows { result[row[0]] = row[1] }
    }
    return result
  }
}
