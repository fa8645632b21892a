internal import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// `galley put`.
struct PutCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "put",
    abstract: "Sets fields of a record, or makes it; kept in Assets/crm/changes.jsonl.",
    discussion: """
      Example: galley put contact email=ann@example.com city=Berlin data.tier=gold

      `name=` clears a field, `name:=JSON` gives a number, list or map. Without --id a contact is
      found by its e-mail address, a corporation by its external_id, an event by its slug.
      """)

  @Argument(help: "The kind of record, such as contact.")
  var entity: EntityArgument

  @Argument(help: "Fields as name=value.")
  var fields: [String] = []

  @Option(help: "The id of the record.")
  var id: String?

  @Option(
    name: .customLong("if-revision"),
    help: "Change it only if it still has this revision, as `contacts show` gives it.")
  var revision: Int?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let values = try ChangeRequest.fields(fields)
    let workspace = try global.openWorkspace(console)
    let request = ChangeRequest(
      workspace: workspace, now: try global.now(), progress: console.progress)
    let id = try request.put(entity.type, id: id, fields: values, ifRevision: revision)
    console.result(
      json: .object(["entity": .string(entity.type.rawValue), "id": .string(id)]),
      text: "\(entity.type.rawValue) \(id)")
  }
}

/// `galley delete`.
struct DeleteCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Removes a record; kept in Assets/crm/changes.jsonl.",
    discussion: """
      Example: galley delete contact contact-001 --cascade

      A record that others refer to is removed only with --cascade, and they with it.
      """)

  @Argument(help: "The kind of record, such as contact.")
  var entity: EntityArgument

  @Argument(help: "The id of the record.")
  var id: String

  @Flag(help: "Remove what refers to it, too.")
  var cascade = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let request = ChangeRequest(
      workspace: workspace, now: try global.now(), progress: console.progress)
    try request.delete(entity.type, id: id, cascades: cascade)
    console.result(
      json: .object(["entity": .string(entity.type.rawValue), "id": .string(id)]),
      text: "\(entity.type.rawValue) \(id) is gone.")
  }
}
