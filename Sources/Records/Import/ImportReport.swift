public import CRMModel
public import Diagnostics

/// A row that was not taken.
public struct RejectedRow: Sendable, Hashable {
  /// The file.
  public var file: String
  /// Where the first problem is.
  public var line: Int
  /// Where the first problem is, in bytes from 1.
  public var column: Int
  /// The field, if one is to blame.
  public var field: String
  /// The stable name of the problem.
  public var code: String
  /// One sentence, without personal data.
  public var message: String
  /// The row as it stands in the file, without its line end.
  public var row: [UInt8]
  /// The header line of a CSV file, without its line end.
  public var header: [UInt8]?
  /// What separates the fields of a CSV file.
  public var delimiter: UInt8?
}

/// What became of one file.
public struct ImportFileReport: Sendable {
  /// The file.
  public var name: String
  /// What it holds, if that is known.
  public var entity: EntityType?
  /// Whether it was passed over because it has not changed.
  public var isSkipped = false
  /// The export of another program that its header was recognised as, such as `Shopify orders`.
  public var export: String?
  /// How its text is encoded, such as `UTF-8`; `nil` when it was not read.
  public var encoding: String?
  /// Rows read.
  public var read = 0
  /// Records that are new.
  public var inserted = 0
  /// Records that changed.
  public var updated = 0
  /// Records that were the same already.
  public var unchanged = 0
  /// Rows that were not taken.
  public var rejected = 0
  /// Rows that were left out on purpose: records that a change deleted, cancelled order lines.
  public var dropped = 0
  /// Records whose lists name somebody who does not exist; they went in without.
  public var incomplete = 0
  /// What was found, in file order, up to the limit.
  public var diagnostics: [Diagnostic] = []
  /// How many more there were.
  public var omittedDiagnostics = 0
}

/// What became of an import.
public struct ImportReport: Sendable {
  /// One entry per file, in the order of reading.
  public var files: [ImportFileReport] = []
  /// Records that no file holds any more, and that were removed.
  public var removed = 0
  /// Whether nothing was kept.
  public var isDryRun = false
  /// What a dry run would change, field by field, up to the limit.
  public var changes: [ActivityHistory] = []
  /// How many more changes there would be.
  public var omittedChanges = 0

  /// A report without any file.
  public init() {}

  /// Rows that were not taken, in all files.
  public var rejected: Int { files.reduce(0) { $0 + $1.rejected } }
  /// What was found, in all files.
  public var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }
}

/// How far an import is.
public struct ImportProgress: Sendable {
  /// The file being read.
  public var file: String
  /// Rows of it read so far.
  public var rows: Int
  /// Bytes of it read so far.
  public var bytes: Int
  /// Its size in bytes.
  public var size: Int
}
