internal import CRMModel
internal import Diagnostics
internal import JSONText

/// What `changes.jsonl` says about each record: laid over the rows of the data files, so that one
/// pass over a file gives the final state and history tells of the net change only.
struct ChangeOverlay {
  /// What is to be done with one record.
  struct Entry {
    /// Whether the record goes.
    var isDeleted = false
    /// Whether what the files say about it no longer counts.
    var replacesFiles = false
    /// The fields that were put, the last value of each.
    var fields: JSONObject = [:]
    /// The last line that speaks of it.
    var line = 0
  }

  private(set) var entries: [EntityType: [String: Entry]] = [:]
  private(set) var order: [EntityType: [String]] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var count = 0
  /// The SHA-256 of the file.
  private(set) var digest = ""
  /// Its length in bytes.
  private(set) var length = 0

  /// Reads a change file; `known` is the length and digest it had at the last import.
  ///
  /// - Returns: The overlay and the entities that lines since then speak of; `nil` for the latter
  ///   when the file was changed other than by appending.
  static func read(
    path: String, name: String, known: (length: Int, digest: String)?
  ) throws(GalleyError) -> (ChangeOverlay, touched: Set<EntityType>?) {
    var overlay = ChangeOverlay()
    var bytes: [UInt8] = []
    let source = try ByteSourceOpening.ifPresent(path: path, name: name)
    while let chunk = try source?.next() {
      bytes += chunk
      guard bytes.count <= 1 << 30 else {
        throw GalleyError(.limitExceeded, "“\(name)” is larger than 1 GiB")
      }
    }
    overlay.length = bytes.count
    overlay.digest = try HashingSource(BufferSource(bytes)).finish()
    var touched: Set<EntityType>? = []
    var prefix = 0
    if let known, known.length <= bytes.count {
      let digest = try HashingSource(BufferSource(Array(bytes[..<known.length]))).finish()
      if digest == known.digest { prefix = known.length } else { touched = nil }
    } else if known != nil {
      touched = nil
    }
    var line = 0
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 10 { end += 1 }
      line += 1
      let slice = bytes[start..<end]
      if !slice.allSatisfy({ $0 <= 32 }) {
        let type = overlay.add(Array(slice), name: name, line: line)
        if start >= prefix, let type { touched?.insert(type) }
      }
      start = end + 1
    }
    return (overlay, touched)
  }

  private mutating func add(_ bytes: [UInt8], name: String, line: Int) -> EntityType? {
    count += 1
    guard let value = try? JSONParser.parse(bytes),
      let type = value["entity"]?.stringValue.flatMap(EntityType.init(rawValue:)),
      type != .attribute, let id = value["id"]?.stringValue,
      let action = value["action"]?.stringValue, action == "put" || action == "delete"
    else {
      diagnostics.append(
        Diagnostic(
          .error, "malformed-change", "a change has entity, action put or delete, id and fields",
          at: SourceLocation(file: name, line: line)))
      return nil
    }
    var entry = entries[type]?[id] ?? Entry()
    if entries[type]?[id] == nil { order[type, default: []].append(id) }
    entry.line = line
    if action == "delete" {
      entry = Entry(isDeleted: true, replacesFiles: true, fields: [:], line: line)
    } else {
      entry.isDeleted = false
      for member in value["fields"]?.objectValue ?? [:] { entry.fields[member.key] = member.value }
    }
    entries[type, default: [:]][id] = entry
    return type
  }

  subscript(type: EntityType, id: String) -> Entry? { entries[type]?[id] }
}
