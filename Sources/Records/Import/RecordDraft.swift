internal import Diagnostics
internal import GRDB

/// What is wrong with a row.
struct RowProblem: Error {
  var column: Int?
  var field: String
  var code: ErrorCode
  var message: String
  /// The name of the column in the file, for finding its place.
  var key: String?
  /// The line of the record that has the key already, counted over all files.
  var firstLine: Int?
}

/// A record as a row gives it, read and checked field by field.
struct RecordDraft {
  /// The values in the order of the entity's fields.
  var values: [DatabaseValue]
  /// The attributes with their values as JSON.
  var attributes: [(name: String, value: String)] = []
  var problems: [RowProblem] = []
  /// Names in lists of links that stand for nobody and were left out; the record itself is good.
  var lostLinks: [RowProblem] = []
}
