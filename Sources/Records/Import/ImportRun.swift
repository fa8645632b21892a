internal import CRMModel
internal import Diagnostics
internal import GRDB

/// One import, within its transaction.
final class ImportRun {
  private struct KnownFile {
    var id: Int64
    var hash: String
    var entity: String
    var rejected: Int
  }

  private let database: Database
  private let store: Store
  private let options: ImportOptions
  private let onReject: ((RejectedRow) -> Void)?
  private let progress: ((ImportProgress) -> Void)?
  private let now: Timestamp
  private let history: HistoryWriter
  private let attributes: AttributeWriter
  private let references: ReferenceCheck
  private let isBulk: Bool
  private var known: [String: KnownFile] = [:]
  private var report = ImportReport()
  private var touchedContacts: Set<String> = []

  init(
    _ database: Database, store: Store, options: ImportOptions,
    onReject: ((RejectedRow) -> Void)?, progress: ((ImportProgress) -> Void)?
  ) throws {
    self.database = database
    self.store = store
    self.options = options
    self.onReject = onReject
    self.progress = progress
    now = store.clock()
    // Nothing to look up and no index to keep current while loading: 3 times as fast.
    isBulk =
      try Int.fetchOne(database, sql: "SELECT 1 FROM import_files LIMIT 1") == nil
      && Int.fetchOne(database, sql: "SELECT 1 FROM activity_history LIMIT 1") == nil
    if isBulk {
      for index in StoreSchema.historyIndexes {
        try database.execute(sql: "DROP INDEX \"\(index.name)\"")
      }
    } else {
      // Parents may go before the children that are checked again later in this transaction.
      try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
    }
    history = try HistoryWriter(
      database, tenant: store.tenant, now: now, updatedBy: options.updatedBy)
    attributes = try AttributeWriter(
      database, tenant: store.tenant, history: history, now: now, updatedBy: options.updatedBy)
    references = ReferenceCheck(database, tenant: store.tenant)
  }

  func run(_ files: [ImportFile]) throws -> ImportReport {
    report.isDryRun = options.isDryRun
    for row in try Row.fetchAll(
      database,
      sql: "SELECT id, name, hash, entity, rejected FROM import_files "
        + "WHERE endpoint_id = ?", arguments: [store.tenant.rawValue])
    {
      known[row[1]] = KnownFile(id: row[0], hash: row[2], entity: row[3], rejected: row[4])
    }
    var byEntity: [EntityType: [ImportFile]] = [:]
    for file in files {
      guard let entity = file.entity, file.format != nil else {
        var fileReport = ImportFileReport(name: file.name)
        fileReport.diagnostics.append(
          Diagnostic(
            .warning, "unknown-entity", "“\(file.name)” does not say what it holds",
            at: SourceLocation(file: file.name),
            hint: "name it after what it holds, such as contacts.csv or purchases.jsonl"))
        report.files.append(fileReport)
        continue
      }
      byEntity[entity, default: []].append(file)
    }
    let gone = known.filter { name, _ in !files.contains { $0.name == name && $0.entity != nil } }
    var lost: Set<EntityType> = []
    var haveAttributesChanged = false
    for type in EntityType.allCases {
      let ofType = byEntity[type] ?? []
      let goneIDs = gone.values.filter { $0.entity == type.rawValue }.map(\.id)
      let parents = Entity.of(type)?.parents ?? [.contact, .corporation]
      let mustRead =
        options.readsUnchanged || !goneIDs.isEmpty || !parents.isDisjoint(with: lost)
        || (type == .attribute && haveAttributesChanged)
      let isDirty = try mustRead || ofType.contains { try hasChanged($0) }
      guard isDirty else {
        for file in ofType { report.files.append(skipped(file)) }
        continue
      }
      let removed =
        type == .attribute
        ? try readAttributes(ofType, gone: goneIDs)
        : try read(ofType, as: type, gone: goneIDs)
      if removed > 0 { lost.insert(type) }
      report.removed += removed
      if Entity.of(type)?.hasAttributes == true { haveAttributesChanged = true }
    }
    for (name, file) in gone {
      try database.execute(sql: "DELETE FROM import_files WHERE id = ?", arguments: [file.id])
      known[name] = nil
    }
    try recount()
    try history.finish()
    if isBulk {
      for index in StoreSchema.historyIndexes { try database.execute(sql: index.sql) }
    }
    return report
  }

  private func hasChanged(_ file: ImportFile) throws -> Bool {
    guard let known = known[file.name], known.rejected == 0,
      known.entity == file.entity?.rawValue
    else { return true }
    return try HashingSource(FileSource(path: file.path, name: file.name)).finish() != known.hash
  }

  private func skipped(_ file: ImportFile) -> ImportFileReport {
    var report = ImportFileReport(name: file.name, entity: file.entity)
    report.isSkipped = true
    return report
  }

  private func read(_ files: [ImportFile], as type: EntityType, gone: [Int64]) throws -> Int {
    guard let entity = Entity.of(type) else { return 0 }
    // The links of an event are written with it and need its key.
    let isBulk = self.isBulk && type != .event
    if isBulk {
      for index in StoreSchema.indexes(of: type) {
        try database.execute(sql: "DROP INDEX \"\(index.name)\"")
      }
    }
    let writer = try RecordWriter(
      database, entity: entity, tenant: store.tenant, history: history, references: references,
      now: now, updatedBy: options.updatedBy, isBulk: isBulk)
    var drafting = RecordDrafting(entity: entity, tenant: store.tenant)
    var sources = gone
    var bases: [(line: Int, name: String)] = []
    var lineBase = 0
    for file in files {
      let source = try register(file)
      sources.append(source)
      bases.append((lineBase, file.name))
      var fileReport = ImportFileReport(name: file.name, entity: type)
      let rows = try ImportRows(file, entity: entity, options: options)
      var lastLine = 0
      let base = lineBase
      let name = { (line: Int) -> String in
        let origin = bases.last { $0.line < line } ?? (0, file.name)
        return "\(origin.name):\(line - origin.line)"
      }
      try forEachRow(rows, drafting: &drafting, report: &fileReport) { draft in
        lastLine = rows.line
        let outcome = try writer.write(&draft, source: source, line: base + rows.line, name: name)
        for (attribute, value) in draft.attributes {
          _ = try attributes.set(
            type, attribute, of: draft.values[0].text ?? "", to: value, source: source,
            line: rows.line)
        }
        return outcome
      }
      lineBase += lastLine + 1
      try finish(fileReport, source: source, digest: rows.digest())
    }
    var removed = 0
    if isBulk {
      for index in StoreSchema.indexes(of: type) { try database.execute(sql: index.sql) }
    } else {
      removed = try writer.removeUnseen(sources: sources)
      if entity.hasAttributes { _ = try attributes.removeUnseen(sources: sources) }
    }
    touchedContacts.formUnion(writer.touchedContacts)
    return removed
  }

  private func readAttributes(_ files: [ImportFile], gone: [Int64]) throws -> Int {
    var sources = gone
    var drafting = RecordDrafting(entity: .attributes, tenant: store.tenant)
    for file in files {
      let source = try register(file)
      sources.append(source)
      var fileReport = ImportFileReport(name: file.name, entity: .attribute)
      let rows = try ImportRows(file, entity: .attributes, options: options)
      try forEachRow(rows, drafting: &drafting, report: &fileReport) { draft in
        try setAttribute(&draft, source: source, line: rows.line)
      }
      try finish(fileReport, source: source, digest: rows.digest())
    }
    return try attributes.removeUnseen(sources: sources)
  }

  private func setAttribute(_ draft: inout RecordDraft, source: Int64, line: Int) throws
    -> RecordWriter.Outcome
  {
    let typedName = draft.values[0].text ?? ""
    let identity = draft.values[1].text ?? ""
    let parts = typedName.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, let type = EntityType(rawValue: String(parts[0])),
      let entity = Entity.of(type), entity.hasAttributes
    else {
      throw RowProblem(
        column: nil, field: "data_type_attribute_name", code: .invalidFormat,
        message: "“data_type_attribute_name” starts with contact- or corporation-",
        key: "data_type_attribute_name")
    }
    guard let id = try references.id(of: identity, in: type) else {
      throw RowProblem(
        column: nil, field: "data_identity", code: .constraintViolation,
        message: "“data_identity” names a \(type.rawValue) that does not exist",
        key: "data_identity")
    }
    let value = draft.attributes.last?.value ?? "null"
    guard
      let outcome = try attributes.set(
        type, String(parts[1]), of: id, to: value, source: source, line: line)
    else {
      throw RowProblem(
        column: nil, field: "data_type_attribute_name", code: .uniqueViolation,
        message: "the attribute has a value from another row already",
        key: "data_type_attribute_name")
    }
    return outcome
  }

  private func register(_ file: ImportFile) throws -> Int64 {
    if let known = known[file.name] { return known.id }
    try database.execute(
      sql: """
        INSERT INTO import_files (endpoint_id, name, entity, hash, rows, rejected)
        VALUES (?, ?, ?, '', 0, 0)
        """,
      arguments: [store.tenant.rawValue, file.name, file.entity?.rawValue ?? ""])
    return database.lastInsertedRowID
  }

  private func finish(_ fileReport: ImportFileReport, source: Int64, digest: String) throws {
    try database.execute(
      sql: "UPDATE import_files SET entity = ?, hash = ?, rows = ?, rejected = ? WHERE id = ?",
      arguments: [
        fileReport.entity?.rawValue ?? "", digest, fileReport.read, fileReport.rejected, source,
      ])
    report.files.append(fileReport)
  }

  private func forEachRow(
    _ rows: ImportRows, drafting: inout RecordDrafting, report: inout ImportFileReport,
    write: (inout RecordDraft) throws -> RecordWriter.Outcome
  ) throws {
    do {
      while try rows.next() {
        report.read += 1
        var draft = drafting.start()
        rows.fill(&draft, with: &drafting)
        drafting.finish(&draft)
        if draft.problems.isEmpty {
          do {
            switch try write(&draft) {
            case .inserted: report.inserted += 1
            case .updated: report.updated += 1
            case .unchanged: report.unchanged += 1
            }
          } catch let problem as RowProblem {
            draft.problems.append(problem)
          }
        }
        if !draft.problems.isEmpty { reject(draft.problems, of: rows, report: &report) }
        if report.read & 0x3FFF == 0 {
          progress?(
            ImportProgress(file: report.name, rows: report.read, bytes: rows.bytesRead))
        }
      }
    } catch let error as GalleyError
      where error.code == .malformedFile || error.code == .limitExceeded
    {
      // The rest of this file is lost, not the import.
      report.rejected += 1
      let line = error.details["line"].flatMap { Int($0) } ?? rows.line
      add(
        Diagnostic(
          .error, error.code.diagnosticIdentifier, error.message,
          at: SourceLocation(file: report.name, line: line), hint: error.hint),
        to: &report)
    }
    for diagnostic in rows.warnings() { add(diagnostic, to: &report) }
    progress?(ImportProgress(file: report.name, rows: report.read, bytes: rows.bytesRead))
  }

  private func reject(
    _ problems: [RowProblem], of rows: ImportRows, report: inout ImportFileReport
  ) {
    report.rejected += 1
    for (index, problem) in problems.enumerated() {
      let location = rows.location(of: problem)
      add(
        Diagnostic(
          .error, problem.code.diagnosticIdentifier, problem.message, at: location), to: &report)
      if index == 0, let onReject {
        onReject(
          RejectedRow(
            file: report.name, line: location.line, column: location.column,
            field: problem.field, code: problem.code.name, message: problem.message,
            row: rows.raw))
      }
    }
  }

  private func add(_ diagnostic: Diagnostic, to report: inout ImportFileReport) {
    if report.diagnostics.count < options.maximumDiagnostics {
      report.diagnostics.append(diagnostic)
    } else {
      report.omittedDiagnostics += 1
    }
  }

  // The counters equal the link rows after every transaction (domain rule 4).
  private func recount() throws {
    let statement = try database.makeStatement(
      sql: """
        UPDATE contact_profiles SET
          hosted_event_count = (SELECT count(*) FROM event_hosts l
            WHERE l.endpoint_id = contact_profiles.endpoint_id
              AND l.contact_uuid = contact_profiles.contact_uuid),
          attended_event_count = (SELECT count(*) FROM event_attendances l
            WHERE l.endpoint_id = contact_profiles.endpoint_id
              AND l.contact_uuid = contact_profiles.contact_uuid)
        WHERE endpoint_id = ? AND contact_uuid = ?
        """)
    for contact in touchedContacts.sorted() {
      try statement.execute(arguments: [store.tenant.rawValue, contact])
    }
  }
}

extension ErrorCode {
  /// The name of the code as diagnostics write it, such as `invalid-format`.
  var diagnosticIdentifier: String {
    name.lowercased().split(separator: "_").joined(separator: "-")
  }
}
