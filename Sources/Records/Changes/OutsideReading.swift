internal import CRMModel
internal import Diagnostics
internal import GRDB
internal import JSONText

/// Turns the rows of outside files into lines of the change file.
struct OutsideReading {
  private struct Line {
    var bytes: [UInt8]
    var file: Int
    var outcome: RecordWriter.Outcome
    var row: RejectedRow
  }

  private let store: Store
  private let options: ImportOptions
  private var pending: [Line] = []
  private var seen: [EntityType: DuplicateIndex] = [:]
  // Lines are counted on over all files, so that one number names file and line.
  private var bases: [(line: Int, name: String)] = []
  private var lineBase = 0
  /// One report per file read so far.
  private(set) var reports: [ImportFileReport] = []
  /// Rows that were not taken.
  private(set) var rejected: [RejectedRow] = []

  init(store: Store, options: ImportOptions) {
    self.store = store
    self.options = options
  }

  var hasLines: Bool { !pending.isEmpty }

  var lines: [[UInt8]] { pending.map(\.bytes) }

  /// Reads a file; its rows are compared with what the store holds.
  mutating func read(
    _ file: ImportFile, database: Database, progress: ((ImportProgress) -> Void)?
  ) throws {
    guard let type = file.entity else { return }
    let entity = Entity.of(type) ?? .attributes
    var report = ImportFileReport(name: file.name, entity: type)
    let rows = try ImportRows(file, entity: entity, options: options)
    report.encoding = rows.encoding
    reports.append(report)
    bases.append((lineBase, file.name))
    defer { lineBase += rows.line + 1 }
    let index = reports.count - 1
    var drafting = RecordDrafting(entity: entity, tenant: store.tenant)
    let records = try KnownRecords(database, entity: entity, tenant: store.tenant)
    do {
      while try rows.next() {
        reports[index].read += 1
        var draft = drafting.start()
        guard rows.fill(&draft, with: &drafting) else {
          reports[index].dropped += 1
          continue
        }
        do {
          try take(&draft, of: rows, drafting: &drafting, records: records, into: index)
        } catch let problem as RowProblem {
          draft.problems.append(problem)
        }
        if !draft.problems.isEmpty { reject(draft.problems, of: rows, into: index) }
        if reports[index].read & 0xFFF == 0 {
          progress?(
            ImportProgress(
              file: file.name, rows: reports[index].read, bytes: rows.bytesRead, size: rows.size))
        }
      }
    } catch let error as GalleyError
      where error.code == .malformedFile || error.code == .limitExceeded
    {
      reports[index].rejected += 1
      let line = error.details["line"].flatMap { Int($0) } ?? rows.line
      reports[index].diagnostics.append(
        Diagnostic(
          .error, error.code.diagnosticIdentifier, error.message,
          at: SourceLocation(file: file.name, line: line), hint: error.hint))
    }
    reports[index].diagnostics += rows.warnings()
    reports[index].export = rows.export
  }

  private mutating func take(
    _ draft: inout RecordDraft, of rows: ImportRows, drafting: inout RecordDrafting,
    records: KnownRecords, into index: Int
  ) throws {
    let entity = drafting.entity
    let isGiven = draft.values.map { !$0.isNull }
    drafting.finish(&draft)
    if entity.type == .attribute {
      guard draft.problems.isEmpty else { return }
      return try takeAttribute(draft, of: rows, records: records, into: index)
    }
    let id = try records.id(of: draft, isGiven: isGiven[0])
    let old = try id.flatMap { try records.values(of: $0) }
    // A record that is there need not be told in full again.
    if old != nil { draft.problems.removeAll { $0.code == .missingField } }
    guard draft.problems.isEmpty, let id = id ?? draft.values[0].text else { return }
    if let first = seen[entity.type, default: DuplicateIndex()].insert(
      id, line: lineBase + rows.line)
    {
      throw RowProblem(
        column: nil, field: entity.key, code: .uniqueViolation,
        message: "the same \(entity.naturalKey ?? entity.key) stands at \(place(first))",
        key: entity.naturalKey ?? entity.key)
    }
    var fields: JSONObject = [:]
    var isWithdrawn = false
    if let old, entity.type == .contact, let consent = entity.index(of: "consent") {
      isWithdrawn =
        old[consent].text == Consent.withdrawn.rawValue
        && draft.values[consent].text != Consent.withdrawn.rawValue
    }
    for (position, field) in entity.fields.enumerated() where position > 0 && field.isWritable {
      let value = draft.values[position]
      guard !value.isNull, isGiven[position] || field.kind == .map else { continue }
      // Consent that was taken back stays so (domain rule 10).
      if isWithdrawn, field.name.hasPrefix("consent") { continue }
      if let old, try records.isSame(value, old[position], in: field) { continue }
      if case .map = field.kind {
        let before = old?[position].text.flatMap(RecordDrafting.object) ?? [:]
        for member in value.text.flatMap(RecordDrafting.object) ?? [:]
        where before[member.key] != member.value {
          fields["\(field.name).\(member.key)"] = member.value
        }
      } else {
        fields[field.name] = try JSONParser.parse(field.json(value))
      }
    }
    for (name, text) in draft.attributes
    where try old == nil || records.attribute(name, of: id) != text {
      fields["data.\(name)"] = try JSONParser.parse(Array(text.utf8))
    }
    add(
      entity.type, id, fields, of: rows, into: index,
      outcome: old == nil ? .inserted : fields.isEmpty ? .unchanged : .updated)
  }

  private mutating func takeAttribute(
    _ draft: RecordDraft, of rows: ImportRows, records: KnownRecords, into index: Int
  ) throws {
    let parts = (draft.values[0].text ?? "").split(separator: "-", maxSplits: 1).map(String.init)
    guard parts.count == 2, let type = EntityType(rawValue: parts[0]),
      Entity.of(type)?.hasAttributes == true, let id = draft.values[1].text
    else {
      throw RowProblem(
        column: nil, field: "data_type_attribute_name", code: .invalidFormat,
        message: "“data_type_attribute_name” starts with contact- or corporation-",
        key: "data_type_attribute_name")
    }
    let text = draft.attributes.last?.value ?? "null"
    let isSame = try records.attribute(parts[1], of: id, type: type) == text
    add(
      type, id, isSame ? [:] : ["data.\(parts[1])": try JSONParser.parse(Array(text.utf8))],
      of: rows, into: index, outcome: isSame ? .unchanged : .updated)
  }

  private mutating func add(
    _ type: EntityType, _ id: String, _ fields: JSONObject, of rows: ImportRows, into index: Int,
    outcome: RecordWriter.Outcome
  ) {
    switch outcome {
    case .inserted: reports[index].inserted += 1
    case .updated: reports[index].updated += 1
    default: reports[index].unchanged += 1
    }
    guard outcome != .unchanged else { return }
    pending.append(
      Line(
        bytes: ChangeLog.line(type, "put", id, fields, at: store.clock(), by: options.updatedBy),
        file: index, outcome: outcome,
        row: RejectedRow(
          file: reports[index].name, line: rows.line, column: 1, field: "", code: "", message: "",
          row: rows.raw, header: rows.rawHeader, delimiter: rows.delimiter)))
  }

  private func place(_ line: Int) -> String {
    let base = bases.last { $0.line < line } ?? (0, "line")
    return "\(base.name):\(line - base.line)"
  }

  /// Takes out the lines that break a rule of the store, by their position.
  mutating func reject(_ problems: [Int: [Diagnostic]]) {
    var kept: [Line] = []
    for (position, line) in pending.enumerated() {
      guard let found = problems[position], let first = found.first else {
        kept.append(line)
        continue
      }
      reports[line.file].rejected += 1
      if line.outcome == .inserted {
        reports[line.file].inserted -= 1
      } else {
        reports[line.file].updated -= 1
      }
      for diagnostic in found {
        var diagnostic = diagnostic
        diagnostic.location = SourceLocation(file: line.row.file, line: line.row.line)
        tell(diagnostic, into: line.file)
      }
      var row = line.row
      row.code = ErrorCode.all.first { $0.diagnosticIdentifier == first.identifier }?.name ?? ""
      row.message = first.summary
      row.field =
        first.summary.split(separator: "“").last?.split(separator: "”").first
        .map(String.init) ?? ""
      rejected.append(row)
    }
    pending = kept
  }

  private mutating func reject(_ problems: [RowProblem], of rows: ImportRows, into index: Int) {
    reports[index].rejected += 1
    for (number, problem) in problems.enumerated() {
      let location = rows.location(of: problem)
      tell(
        Diagnostic(.error, problem.code.diagnosticIdentifier, problem.message, at: location),
        into: index)
      guard number == 0 else { continue }
      rejected.append(
        RejectedRow(
          file: reports[index].name, line: location.line, column: location.column,
          field: problem.field, code: problem.code.name, message: problem.message, row: rows.raw,
          header: rows.rawHeader, delimiter: rows.delimiter))
    }
  }

  private mutating func tell(_ diagnostic: Diagnostic, into index: Int) {
    if reports[index].diagnostics.count < options.maximumDiagnostics {
      reports[index].diagnostics.append(diagnostic)
    } else {
      reports[index].omittedDiagnostics += 1
    }
  }
}
