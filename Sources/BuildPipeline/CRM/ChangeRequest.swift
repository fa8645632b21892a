public import CRMModel
public import Campaigns
public import Diagnostics
public import JSONText
internal import Records

/// `galley put` and `galley delete` as a request: a change made by hand, kept in changes.jsonl.
public struct ChangeRequest {
  private let workspace: Workspace
  private let now: Timestamp
  private let progress: Progress

  /// Prepares a change.
  public init(workspace: Workspace, now: Timestamp, progress: Progress) {
    self.workspace = workspace
    self.now = now
    self.progress = progress
  }

  /// Sets fields of a record, or makes it, and gives its id.
  public func put(
    _ type: EntityType, id: String?, fields: JSONObject, ifRevision revision: Int?
  ) throws(GalleyError) -> String {
    try change(by: "put") { (log) throws(GalleyError) in
      try log.put(type, id: id, fields: fields, ifRevision: revision)
    }
  }

  /// Removes a record.
  public func delete(_ type: EntityType, id: String, cascades: Bool) throws(GalleyError) {
    try change(by: "delete") { (log) throws(GalleyError) in
      try log.delete(type, id: id, cascades: cascades)
    }
  }

  private func change<T>(
    by name: String, _ body: (ChangeLog) throws(GalleyError) -> T
  ) throws(GalleyError) -> T {
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let store = try ImportStage.openStore(workspace, now: now)
    let folder = workspace.root + "/Assets/crm"
    try Folders.make(folder)
    // Ids and references are looked up in the store, which has to hold what the files say.
    _ = try ImportStage.run(workspace, store: store, progress: .silent)
    return try body(
      ChangeLog(store: store, folder: folder, namedUnder: "Assets/crm", updatedBy: name))
  }

  /// Reads `name=text`, `name:=JSON` and `name=` (which clears the field) into fields.
  public static func fields(_ texts: [String]) throws(GalleyError) -> JSONObject {
    var fields: JSONObject = [:]
    for text in texts {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw GalleyError(
          .usage, "A field is given as name=value.", details: ["argument": String(text.prefix(40))],
          hint: "Write it like city=Berlin, or metadata:='{\"in_stock\":true}'.")
      }
      var name = String(text[..<sign])
      let value = String(text[text.index(after: sign)...])
      guard name.hasSuffix(":") else {
        fields[name] = value.isEmpty ? .null : .string(value)
        continue
      }
      name.removeLast()
      do {
        fields[name] = try JSONParser.parse(Array(value.utf8))
      } catch {
        throw GalleyError(
          .invalidFormat, "The value of \(name) is no JSON.", details: ["field": name])
      }
    }
    return fields
  }
}
