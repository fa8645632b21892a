internal import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// `galley history`.
struct HistoryCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Tells what was changed, newest first, field by field.",
    discussion: """
      Example: galley history contact contact-001

      Without a record, the last changes of all are told.
      """)

  @Argument(help: "The kind of record, such as contact.")
  var entity: EntityArgument?

  @Argument(help: "The id of the record.")
  var id: String?

  @Option(help: "How many at most.")
  var limit = 50

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if entity != nil, id == nil { throw ValidationError("Name the id of the record, too.") }
  }

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    var rows: [ActivityHistory]
    if let entity, let id {
      rows = try store.history(of: entity.type, id: id, limit: limit)
      if rows.isEmpty {
        throw GalleyError(
          .entityNotFound, "There is no history of this \(entity.type.rawValue).")
      }
    } else {
      rows = try store.history(limit: limit)
    }
    console.result(
      json: .object(["history": .array(rows.map(\.json))]),
      text: rows.isEmpty ? "No history." : rows.map(\.text).joined(separator: "\n"))
  }
}

/// `galley attributes`.
struct AttributesCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "attributes",
    abstract: "Shows the attributes of a contact or a corporation.",
    discussion: "Example: galley attributes contact-001 --history")

  @Argument(help: "The id of the record, or the e-mail address of a contact.")
  var id: String

  @Flag(help: "Show the versions before, too, newest first.")
  var history = false

  @Flag(help: "The id is that of a corporation.")
  var corporation = false

  @Option(help: "Only the attribute with this name.")
  var name: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let key: String
    if corporation {
      guard try store.corporations(byID: [id])[id] != nil else {
        throw GalleyError(.entityNotFound, "There is no corporation with this id.")
      }
      key = id
    } else {
      guard let contact = try store.contact(id: id) ?? store.contact(email: id) else {
        throw GalleyError(.contactNotFound, "There is no contact with this address or id.")
      }
      key = contact.id
    }
    let versions = try store.attributeVersions(
      of: key, type: corporation ? .corporation : .contact, name: name
    ).filter { history || $0.status == .active }
    var rows = [["attribute", "value"] + (history ? ["status", "since"] : [])]
    for version in versions {
      rows.append(
        [version.name, String(decoding: version.value.compactBytes(), as: UTF8.self)]
          + (history ? [version.status.rawValue, version.createdAt.description] : []))
    }
    console.result(
      json: .object(["attributes": .array(versions.map(\.json))]),
      text: versions.isEmpty ? "No attributes." : TextTable.text(rows))
  }
}
