internal import CRMModel
internal import Diagnostics
internal import GRDB
internal import JSONText

/// One import, within its transaction.
final class ImportRun {
  private struct KnownFile {
    var id: Int64
    var hash: String
    var entity: String
    var rejected: Int
    var rows: Int
  }

  let database: Database
  let store: Store
  let options: ImportOptions
  let onReject: ((RejectedRow) -> Void)?
  private let progress: ((ImportProgress) -> Void)?
  private let now: Timestamp
  private let history: HistoryWriter
  private let attributes: AttributeWriter
  private let references: ReferenceCheck
  private let isBulk: Bool
  private var known: [String: KnownFile] = [:]
  var report = ImportReport()
  var phoneWarnings = 0
  private var touchedContacts: Set<String> = []
  private var overlay = ChangeOverlay()
  private var changesID: Int64?
  let changes: ImportFile?

  init(
    _ database: Database, store: Store, options: ImportOptions,
    onReject: ((RejectedRow) -> Void)?, progress: ((ImportProgress) -> Void)?,
    changes: ImportFile?
  ) throws {
    self.changes = changes
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
      for index in StoreSchema.historyIndexes + StoreSchema.attributeIndexes {
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
    let lastHistory =
      try Int64.fetchOne(database, sql: "SELECT max(rowid) FROM activity_history") ?? 0
    for row in try Row.fetchAll(
      database,
      sql: "SELECT id, name, hash, entity, rejected, rows FROM import_files "
        + "WHERE endpoint_id = ?", arguments: [store.tenant.rawValue])
    {
      known[row[1]] = KnownFile(
        id: row[0], hash: row[2], entity: row[3], rejected: row[4], rows: row[5])
    }
    var byEntity: [EntityType: [ImportFile]] = [:]
    let files = try files.map { file in try file.recognised() }
    for file in files {
      guard let entity = file.entity, file.format != nil else {
        var fileReport = ImportFileReport(name: file.name)
        fileReport.diagnostics.append(
          Diagnostic(
            .warning, "unknown-entity", "“\(file.name)” does not say what it holds",
            at: SourceLocation(file: file.name),
            hint: "name it after what it holds, such as contacts.csv or purchases.jsonl, or say it "
              + "in a map"))
        report.files.append(fileReport)
        continue
      }
      byEntity[entity, default: []].append(file)
    }
    let touched = try readChanges()
    let names = Set(files.filter { $0.entity != nil && $0.format != nil }.map(\.name))
    let gone = known.filter { name, file in
      !names.contains(name) && (file.entity != Self.changesEntity || changes == nil)
    }
    let changesAreGone = gone.values.contains { $0.entity == Self.changesEntity }
    var lost: Set<EntityType> = []
    var haveAttributesChanged = false
    for type in EntityType.allCases {
      let ofType = byEntity[type] ?? []
      let goneIDs = gone.values.filter {
        $0.entity == type.rawValue || $0.entity == Self.changesEntity
      }.map(\.id)
      let parents = Entity.of(type)?.parents ?? [.contact, .corporation]
      let mustRead =
        options.readsUnchanged || !goneIDs.isEmpty || changesAreGone
        || touched?.contains(type) != false || !parents.isDisjoint(with: lost)
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
    try finishChanges()
    for (name, file) in gone {
      try database.execute(sql: "DELETE FROM import_files WHERE id = ?", arguments: [file.id])
      known[name] = nil
    }
    try recount()
    try history.finish()
    if options.isDryRun { try listChanges(since: lastHistory) }
    if isBulk {
      for index in StoreSchema.historyIndexes + StoreSchema.attributeIndexes {
        try database.execute(sql: index.sql)
      }
    }
    return report
  }

  private static let changesEntity = "changes"
  var changesReport: ImportFileReport?
  private var keptWithdrawn: [String] = []

  // The entities that new changes speak of; nil when anything may be different.
  private func readChanges() throws -> Set<EntityType>? {
    guard let changes else { return [] }
    let known = known[changes.name]
    let previous = known.map { (length: $0.rows, digest: $0.hash) }
    let (overlay, touched) = try ChangeOverlay.read(
      path: changes.path, name: changes.name, known: previous)
    self.overlay = overlay
    changesID = try known?.id ?? register(changes)
    var report = ImportFileReport(name: changes.name)
    report.read = overlay.count
    report.rejected = overlay.diagnostics.count
    for diagnostic in overlay.diagnostics { add(diagnostic, to: &report) }
    changesReport = report
    // What was refused may go in now.
    return known.map { $0.rejected > 0 } == true ? nil : touched
  }

  private func finishChanges() throws {
    var length = overlay.length
    var digest = overlay.digest
    if !keptWithdrawn.isEmpty, let changes, !options.isDryRun {
      // A withdrawal that the files no longer tell of must survive a rebuild.
      var bytes: [UInt8] = []
      let source = try ByteSourceOpening.ifPresent(path: changes.path, name: changes.name)
      while let chunk = try source?.next() { bytes += chunk }
      if let last = bytes.last, last != 10 { bytes.append(10) }
      for id in keptWithdrawn {
        bytes += ChangeLog.line(
          .contact, "put", id, ["consent": .string(Consent.withdrawn.rawValue)], at: now,
          by: options.updatedBy)
      }
      try ChangeLog.write(bytes, to: changes.path)
      length = bytes.count
      digest = try HashingSource(BufferSource(bytes)).finish()
    }
    guard let changes, let changesID else { return }
    let fileReport = changesReport ?? ImportFileReport(name: changes.name)
    try database.execute(
      sql: "UPDATE import_files SET entity = ?, hash = ?, rows = ?, rejected = ? WHERE id = ?",
      arguments: [Self.changesEntity, digest, length, fileReport.rejected, changesID])
    if overlay.count > 0 { report.files.append(fileReport) }
  }

  // Lays what was put over a draft; false when the record was deleted.
  private func overlay(
    _ entry: ChangeOverlay.Entry, on draft: inout RecordDraft, map: inout ColumnMap,
    drafting: inout RecordDrafting
  ) {
    for member in entry.fields {
      let target = map.target(of: member.key)
      if member.value == .null {
        if case .field(let index) = target { draft.values[index] = .null }
        if case .attribute(let name) = target { draft.attributes.removeAll { $0.name == name } }
      } else {
        if case .attribute(let name) = target { draft.attributes.removeAll { $0.name == name } }
        drafting.set(.json(member.value), target: target, key: member.key, column: nil, in: &draft)
      }
    }
    drafting.finish(&draft)
  }

  private func hasChanged(_ file: ImportFile) throws -> Bool {
    guard let known = known[file.name], known.rejected == 0,
      known.entity == file.entity?.rawValue
    else { return true }
    let digest = try HashingSource(FileSource(path: file.path, name: file.name)).finish()
    return (file.map?.digest(of: digest) ?? digest) != known.hash
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
    var changeDrafting = drafting
    var sources = gone
    if let changesID { sources.append(changesID) }
    var used: Set<String> = []
    var map = ColumnMap(entity: entity, keepsUnknown: true)
    var bases: [(line: Int, name: String)] = []
    var lineBase = 0
    var overlaid: [Int: ChangeOverlay.Entry] = [:]
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
        var setsConsent = false
        if let id = draft.values[0].text, let entry = overlay[type, id] {
          if entry.replacesFiles { return .dropped }
          used.insert(id)
          overlay(entry, on: &draft, map: &map, drafting: &changeDrafting)
          setsConsent = entry.fields["consent"] != nil
          overlaid[base + rows.line] = entry
          guard draft.problems.isEmpty else {
            blame(entry, for: draft.problems)
            throw ManyProblems(problems: draft.problems)
          }
        }
        let outcome: RecordWriter.Outcome
        do {
          outcome = try writer.write(
            &draft, source: source, line: base + rows.line, setsConsent: setsConsent, name: name)
        } catch let problem as RowProblem {
          if let id = draft.values[0].text, let entry = overlay[type, id] {
            blame(entry, for: [problem])
          }
          // A change that takes the key of a record further on is to blame for its loss.
          if let entry = problem.firstLine.flatMap({ overlaid[$0] }) {
            blame(entry, for: [problem])
          }
          throw problem
        }
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
    if let changesID {
      let base = lineBase
      let changesName = changes?.name ?? ""
      bases.append((base, changesName))
      let name = { (line: Int) -> String in
        let origin = bases.last { $0.line < line } ?? (0, changesName)
        return "\(origin.name):\(line - origin.line)"
      }
      for id in overlay.order[type] ?? [] where !used.contains(id) {
        guard let entry = overlay[type, id], !entry.isDeleted else { continue }
        var draft = changeDrafting.start()
        draft.values[0] = id.databaseValue
        overlaid[base + entry.line] = entry
        overlay(entry, on: &draft, map: &map, drafting: &changeDrafting)
        if draft.problems.isEmpty {
          do {
            let outcome = try writer.write(
              &draft, source: changesID, line: base + entry.line, setsConsent: true, name: name)
            for (attribute, value) in draft.attributes {
              _ = try attributes.set(
                type, attribute, of: id, to: value, source: changesID, line: entry.line)
            }
            count(outcome, in: &changesReport)
          } catch let problem as RowProblem {
            draft.problems.append(problem)
            if let entry = problem.firstLine.flatMap({ overlaid[$0] }) {
              blame(entry, for: [problem])
            }
          }
        }
        if !draft.problems.isEmpty { blame(entry, for: draft.problems) }
      }
    }
    keptWithdrawn += writer.keptWithdrawn
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
        fileReport.entity?.rawValue ?? "", digest, fileReport.read,
        fileReport.rejected + fileReport.incomplete, source,
      ])
    report.files.append(fileReport)
  }

  private func forEachRow(
    _ rows: ImportRows, drafting: inout RecordDrafting, report: inout ImportFileReport,
    write: (inout RecordDraft) throws -> RecordWriter.Outcome
  ) throws {
    report.encoding = rows.encoding
    do {
      while try rows.next() {
        report.read += 1
        var draft = drafting.start()
        guard rows.fill(&draft, with: &drafting) else {
          report.dropped += 1
          continue
        }
        drafting.finish(&draft)
        if draft.problems.isEmpty {
          do {
            let outcome = try write(&draft)
            var optional: ImportFileReport? = report
            count(outcome, in: &optional)
            report = optional ?? report
            warn(draft.lostLinks, of: rows, report: &report)
            warnOfPhone(draft, of: rows, report: &report)
          } catch let problems as ManyProblems {
            draft.problems += problems.problems
          } catch let problem as RowProblem {
            draft.problems.append(problem)
          }
        }
        if !draft.problems.isEmpty { reject(draft.problems, of: rows, report: &report) }
        if report.read & 0x3FFF == 0 {
          progress?(
            ImportProgress(
              file: report.name, rows: report.read, bytes: rows.bytesRead, size: rows.size))
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
    report.export = rows.export
    progress?(
      ImportProgress(
        file: report.name, rows: report.read, bytes: rows.bytesRead, size: rows.size))
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
