internal import CRMModel
internal import Diagnostics
internal import JSONText

/// The rows of one file, whatever its format.
final class ImportRows {
  private let name: String
  private let source: HashingSource
  /// How the text is encoded.
  let encoding: String
  private var openingError: GalleyError?
  private var csv: CSVReader?
  private var json: JSONRecordReader?
  private var map: ColumnMap
  private var header: [String] = []
  private var targets: [ColumnMap.Target] = []
  private var transforms: [[CellTransform]] = []
  private var vendor: VendorReading?
  private let rules: ImportMap?
  private let keepsUnknown: Bool
  private let recognisesExports: Bool
  private let entity: EntityType
  /// The size of the file in bytes.
  let size: Int
  private var headerSpots: [String: SourceLocation] = [:]

  init(_ file: ImportFile, entity: Entity, options: ImportOptions) throws(GalleyError) {
    name = file.name
    let source = try FileSource(path: file.path, name: file.name)
    size = source.size
    self.source = HashingSource(source)
    self.entity = entity.type
    rules = file.map
    map = ColumnMap(entity: entity, keepsUnknown: options.keepsUnknown, rules: file.map)
    keepsUnknown = options.keepsUnknown
    recognisesExports = file.map == nil
    let bytes: any ByteSource
    do throws(GalleyError) {
      let decoded = try InputDecoding.decode(self.source, name: file.name)
      bytes = decoded.source
      encoding = decoded.encoding.rawValue
    } catch {
      guard error.code == .malformedFile else { throw error }
      // Told when the rows are asked for: a damaged file costs itself, not the import.
      openingError = error
      bytes = BufferSource([])
      encoding = ""
    }
    switch file.format {
    case .json, .jsonl:
      json = JSONRecordReader(bytes, limit: options.maximumRowBytes)
    default:
      csv = CSVReader(bytes, limit: options.maximumRowBytes)
    }
  }

  /// The line of the current row.
  var line: Int { csv?.line ?? json?.line ?? 1 }

  /// The current row as it stands in the file.
  var raw: [UInt8] { csv?.raw ?? json?.raw ?? [] }

  /// The header line of a CSV file.
  private(set) var rawHeader: [UInt8]?

  /// What separates the fields of a CSV file.
  var delimiter: UInt8? { csv?.delimiter }

  /// Bytes of the file read so far.
  var bytesRead: Int { source.count }

  /// The names of the columns, for CSV.
  var columns: [String] { header }

  /// The export that the header was recognised as.
  var export: String? { vendor?.export.name }

  /// The digest of the whole file, and of the map it is read with.
  func digest() throws(GalleyError) -> String {
    let digest = try source.finish()
    return rules?.digest(of: digest) ?? digest
  }

  /// Moves to the next row; false at the end.
  func next() throws(GalleyError) -> Bool {
    if let openingError { throw openingError }
    if json != nil { return try json?.next() ?? false }
    if header.isEmpty {
      guard try csv?.next() ?? false else { return false }
      try readHeader()
    }
    return try csv?.next() ?? false
  }

  /// Puts the cells of the current row into a draft; false when the row is left out on purpose.
  func fill(_ draft: inout RecordDraft, with drafting: inout RecordDrafting) -> Bool {
    if let csv {
      guard isWhole(csv, &draft) else { return true }
      if vendor != nil { return fillExport(&draft, with: &drafting, from: csv) }
      fill(&draft, with: &drafting, from: csv)
    }
    if let json { fill(&draft, with: &drafting, from: json) }
    return true
  }

  private func readHeader() throws(GalleyError) {
    guard let csv else { return }
    rawHeader = csv.raw
    guard csv.spans.count <= 4096 else {
      throw GalleyError(.limitExceeded, "a file has at most 4,096 columns")
    }
    if let defect = csv.defect { throw GalleyError(defect.code, defect.message) }
    header = csv.spans.indices.map { index in
      csv.withField(index) { (try? normalizedText($0)) ?? "" }
    }
    if recognisesExports, let export = VendorExport.recognise(header, entity: entity) {
      vendor = VendorReading(export)
      targets = Array(repeating: .ignored, count: header.count)
      return
    }
    var seen: [ColumnMap.Target: String] = [:]
    for (index, column) in header.enumerated() {
      var target = map.target(of: column)
      let spot = csv.position(csv.spans[index].range.lowerBound)
      let location = SourceLocation(file: name, line: spot.line, column: spot.column)
      if headerSpots[column] == nil { headerSpots[column] = location }
      if target != .ignored, seen[target] == column { target = .ignored }
      if seen[target] == nil { seen[target] = column }
      targets.append(target)
      transforms.append(map.transforms(of: column))
    }
    guard targets.contains(where: { $0 != .ignored }) else {
      throw GalleyError(
        .malformedFile, "no column of the first line is known",
        details: ["line": String(csv.line)],
        hint: "The first line names the columns, such as email,first_name,last_name.")
    }
  }

  // Whether the row has the fields of the header; else the draft is told what is wrong.
  private func isWhole(_ csv: CSVReader, _ draft: inout RecordDraft) -> Bool {
    if let defect = csv.defect {
      draft.problems.append(
        RowProblem(column: defect.offset, field: "", code: defect.code, message: defect.message))
      return false
    }
    let count = csv.spans.count
    let extra =
      count > targets.count && (targets.count..<count).contains { !csv.spans[$0].range.isEmpty }
    if count < targets.count || extra {
      draft.problems.append(
        RowProblem(
          column: extra ? csv.spans[targets.count].range.lowerBound : nil, field: "",
          code: .invalidFormat,
          message: "the row has \(count) fields, the header has \(targets.count)"))
      return false
    }
    return true
  }

  private func fill(
    _ draft: inout RecordDraft, with drafting: inout RecordDrafting, from csv: CSVReader
  ) {
    for (index, target) in targets.enumerated() where target != .ignored {
      let span = csv.spans[index]
      if span.range.isEmpty { continue }
      do throws(FieldProblem) {
        var text = try Self.text(csv, index)
        for transform in transforms[index] { text = try transform.apply(text) }
        drafting.set(
          .text(text), target: target, key: header[index], column: span.range.lowerBound,
          in: &draft)
      } catch {
        draft.problems.append(
          RowProblem(
            column: span.range.lowerBound, field: header[index], code: .invalidFormat,
            message: "“\(header[index].shortened)” \(error.message)"))
      }
    }
  }

  private static func text(_ csv: CSVReader, _ index: Int) throws(FieldProblem) -> String {
    try csv.withField(index) { bytes -> Result<String, FieldProblem> in
      do throws(FieldProblem) {
        return .success(try normalizedText(bytes))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  // The row of an export in our words; false when it is no record.
  private func fillExport(
    _ draft: inout RecordDraft, with drafting: inout RecordDrafting, from csv: CSVReader
  ) -> Bool {
    var cells: [String: String] = [:]
    var places: [String: Int] = [:]
    for (index, column) in header.enumerated() {
      let name = ColumnMap.canonical(column)
      do throws(FieldProblem) {
        let text = try Self.text(csv, index)
        if cells[name, default: ""].isEmpty {
          cells[name] = text
          places[name] = index
        }
      } catch {
        draft.problems.append(
          RowProblem(
            column: csv.spans[index].range.lowerBound, field: column, code: .invalidFormat,
            message: "“\(column.shortened)” \(error.message)"))
      }
    }
    guard let row = vendor?.read(cells) else { return true }
    if row.isDropped, draft.problems.isEmpty { return false }
    func set(_ text: String, _ field: String, _ column: String) {
      let index = places[column]
      drafting.set(
        .text(text), target: map.target(of: field), key: index.map { header[$0] } ?? field,
        column: index.map { csv.spans[$0].range.lowerBound }, in: &draft)
    }
    for cell in row.output { set(cell.text, cell.field, cell.column) }
    let prefix = entity == .contact || entity == .corporation ? "data." : "metadata."
    for (index, column) in header.enumerated() {
      let name = ColumnMap.canonical(column)
      guard !row.used.contains(name), places[name] == index, let text = cells[name], !text.isEmpty
      else { continue }
      if vendor?.export.passesOthers == true {
        set(text, column, name)
      } else if keepsUnknown {
        set(text, prefix + name, name)
      }
    }
    return true
  }

  private func fill(
    _ draft: inout RecordDraft, with drafting: inout RecordDrafting, from json: JSONRecordReader
  ) {
    let value: JSONValue
    do throws(GalleyError) {
      value = try JSONParser.parse(json.raw)
    } catch {
      draft.problems.append(
        RowProblem(column: nil, field: "", code: .malformedFile, message: error.message))
      return
    }
    guard case .object(let object) = value else {
      draft.problems.append(
        RowProblem(
          column: nil, field: "", code: .typeMismatch,
          message: "a record is a map, not \(value.typeName)"))
      return
    }
    for member in object {
      let target = map.target(of: member.key)
      var value = member.value
      if rules != nil, case .string(var text) = value {
        do throws(FieldProblem) {
          for transform in map.transforms(of: member.key) { text = try transform.apply(text) }
          value = .string(text)
        } catch {
          draft.problems.append(
            RowProblem(
              column: nil, field: member.key, code: .invalidFormat,
              message: "“\(member.key.shortened)” \(error.message)", key: member.key))
          continue
        }
      }
      drafting.set(.json(value), target: target, key: member.key, column: nil, in: &draft)
    }
  }

  /// Where a problem of the current row is.
  func location(of problem: RowProblem) -> SourceLocation {
    if let csv {
      var offset = problem.column
      if offset == nil, let key = problem.key {
        let column = header.indices.first { index in
          header[index] == key || ColumnMap.canonical(header[index]) == key
            || isField(targets[index], named: problem.field)
        }
        if let column, column < csv.spans.count { offset = csv.spans[column].range.lowerBound }
      }
      let spot = csv.position(offset ?? 0)
      return SourceLocation(file: name, line: spot.line, column: spot.column)
    }
    guard let json else { return SourceLocation(file: name) }
    var location = SourceLocation(file: name, line: json.line, column: json.column)
    let parsed = JSONParser.parse(SourceFile(name: name, bytes: json.raw))
    var inner = parsed.diagnostics.first { $0.severity == .error }?.location
    if inner == nil, let members = parsed.value?.members {
      inner =
        members.first { member in
          member.key == problem.key || isField(map.peek(member.key), named: problem.field)
        }?.value.location
    }
    if let inner {
      location.column = inner.line == 1 ? json.column + inner.column - 1 : inner.column
      location.line += inner.line - 1
    }
    return location
  }

  private func isField(_ target: ColumnMap.Target, named name: String) -> Bool {
    guard case .field(let index) = target else { return false }
    return map.fieldName(index) == name
  }

  /// The warnings about the file as a whole.
  func warnings() -> [Diagnostic] {
    map.unknown.map { column in
      map.warning(about: column, at: headerSpots[column] ?? SourceLocation(file: name))
    }
  }
}
