internal import CRMModel
public import Diagnostics
internal import GRDB
internal import JSONText

/// Brings files from outside the data folder in: each row that says something new becomes a line of
/// `changes.jsonl`, so that a rebuild needs only the data folder.
///
/// A row sets the fields it has and leaves the others as they are; records are found by their id or
/// their natural key. What a file says again costs no line.
public struct OutsideFiles {
  private let store: Store
  private let folder: String
  private let prefix: String?
  private let options: ImportOptions
  private let onReject: ((RejectedRow) -> Void)?

  /// Prepares an import into the data folder `folder`, called `prefix` in messages.
  public init(
    store: Store, folder: String, namedUnder prefix: String? = nil,
    options: ImportOptions = .init(), onReject: ((RejectedRow) -> Void)? = nil
  ) {
    self.store = store
    self.folder = folder
    self.prefix = prefix
    self.options = options
    self.onReject = onReject
  }

  /// Imports the files; the report has one entry for each of them.
  ///
  /// - Throws: When nothing could be done, such as for a file that does not say what it holds.
  public func run(
    _ files: [ImportFile], progress: ((ImportProgress) -> Void)? = nil
  ) throws(GalleyError) -> ImportReport {
    let writer = ChangeWriter(
      store: store, folder: folder, prefix: prefix, updatedBy: options.updatedBy)
    return try writer.locked { () throws(GalleyError) -> ImportReport in
      try run(files, with: writer, progress: progress)
    }
  }

  private func run(
    _ files: [ImportFile], with writer: ChangeWriter, progress: ((ImportProgress) -> Void)?
  ) throws(GalleyError) -> ImportReport {
    var known: [ImportFile] = []
    for file in files {
      let file = try file.recognised()
      guard file.entity != nil, file.format != nil else {
        throw GalleyError(
          .invalidFormat, "“\(file.name)” does not say what it holds",
          details: ["file": file.name],
          hint: "Name it after what it holds, such as contacts.csv, or say it in a map: "
            + "`entity: contacts`.")
      }
      known.append(file)
    }
    // Rows are compared with the store, so it has to hold what the data folder says.
    var report = ImportReport()
    let hasImports = try store.hasImports()
    if !options.isDryRun || !hasImports {
      report = try Importer(store: store, options: options, onReject: onReject)
        .run(folder: folder, namedUnder: prefix, progress: progress)
      report.files.removeAll { file in
        file.isSkipped || (file.name.hasSuffix("/changes.jsonl") && file.rejected == 0)
      }
    }
    report.isDryRun = options.isDryRun
    var reading = OutsideReading(store: store, options: options)
    do {
      try store.uncountedRead { database in
        for type in EntityType.allCases {
          for file in known where file.entity == type {
            try reading.read(file, database: database, progress: progress)
          }
        }
      }
    } catch {
      throw Store.wrap(error)
    }
    var changes: [ActivityHistory] = []
    var omitted = 0
    // Each round takes out the lines that break a rule; what referred to them may fail next.
    while reading.hasLines {
      let trial = try writer.trial(reading.lines)
      changes = trial.report.changes
      omitted = trial.report.omittedChanges
      guard !trial.problems.isEmpty else { break }
      reading.reject(trial.problems)
      changes = []
    }
    for row in reading.rejected.sorted(by: { ($0.file, $0.line) < ($1.file, $1.line) }) {
      onReject?(row)
    }
    if !options.isDryRun, reading.hasLines { try writer.commit(reading.lines) }
    report.files += reading.reports
    if options.isDryRun {
      report.changes = changes
      report.omittedChanges = omitted
    }
    return report
  }
}
