public import Diagnostics
internal import GRDB

/// Brings the store in line with a set of data files, in one transaction.
///
/// The files are the truth: a record that no file holds any more is removed, and an import of what
/// changed ends in the same store as a rebuild. Good rows go in, bad rows are reported one by one.
public struct Importer {
  private let store: Store
  private let options: ImportOptions
  private let onReject: ((RejectedRow) -> Void)?

  /// Prepares an import; `onReject` gets every row that is not taken, in file order.
  public init(
    store: Store, options: ImportOptions = .init(), onReject: ((RejectedRow) -> Void)? = nil
  ) {
    self.store = store
    self.options = options
    self.onReject = onReject
  }

  /// Imports the data files of a folder, such as `Assets/crm`.
  ///
  /// - Throws: When nothing could be done; a bad row or file is in the report instead.
  public func run(
    folder: String, namedUnder prefix: String? = nil,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws(GalleyError) -> ImportReport {
    let changes = ImportFile(
      path: folder + "/changes.jsonl", name: (prefix ?? folder) + "/changes.jsonl")
    return try run(
      files: ImportFile.files(in: folder, namedUnder: prefix), changes: changes,
      progress: progress)
  }

  /// Imports files that together are the truth.
  public func run(
    files: [ImportFile], changes: ImportFile? = nil,
    progress: ((ImportProgress) -> Void)? = nil
  ) throws(GalleyError) -> ImportReport {
    do {
      return try store.pool.writeWithoutTransaction { database in
        var report = ImportReport()
        try database.inTransaction(.immediate) {
          let run = try ImportRun(
            database, store: store, options: options, onReject: onReject, progress: progress,
            changes: changes)
          report = try run.run(files)
          return options.isDryRun ? .rollback : .commit
        }
        return report
      }
    } catch {
      throw Store.wrap(error)
    }
  }
}
