internal import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// `galley contacts`.
struct ContactsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contacts",
    abstract: "Looks at the contacts of the store.",
    discussion: "Example: galley contacts list --company TechCorp --json",
    subcommands: [ContactsListCommand.self, ContactsShowCommand.self, ContactsTopCommand.self],
    defaultSubcommand: ContactsListCommand.self)
}

/// `galley contacts list`.
struct ContactsListCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists contacts by last name, a page at a time.",
    discussion: """
      Example: galley contacts list --city Berlin --where 'consent: granted' --limit 20

      --json gives the token of the next page; --nested adds place, corporation and attributes in
      one read each.
      """)

  @OptionGroup var filters: FilterOptions
  @OptionGroup var page: PageOptions

  @Flag(help: "Add place, corporation and attributes.")
  var nested = false

  @Flag(help: "Read every relation by itself, only to measure what that costs.")
  var eager = false

  @Flag(help: "Tell how many reads were made.")
  var stats = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let filter = try filters.segmentFilter()
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let before = store.readCount
    let found = try store.page(of: filter, limit: page.limit, token: page.token)
    let contacts = found.contacts.map(\.contact)
    let nestedContacts =
      nested || eager ? try store.nested(contacts, withAttributes: !eager, isEager: eager) : nil
    let reads = store.readCount - before
    var object: JSONObject = [
      "contacts": .array(nestedContacts.map { $0.map(\.json) } ?? contacts.map(\.json)),
      "next_token": .text(found.nextToken),
    ]
    if stats || eager { object["stats"] = .object(["reads": .count(reads)]) }
    console.result(
      json: .object(object),
      text: ContactsText.text(contacts)
        + (found.nextToken.map { "\nNext page: --token \($0)" } ?? ""))
    if stats || eager { console.log(.info, "\(reads) reads for \(contacts.count) contacts.") }
  }
}

/// `galley contacts show`.
struct ContactsShowCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one contact with everything that belongs to it.",
    discussion: "Example: galley contacts show ann@example.com")

  @Argument(help: "The e-mail address or the id.")
  var contact: String

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    guard let found = try store.contact(id: contact) ?? store.contact(email: contact) else {
      throw GalleyError(.contactNotFound, "There is no contact with this address or id.")
    }
    guard let nested = try store.nested([found], withAttributes: true).first else { return }
    var object = nested.json.objectValue ?? [:]
    object["revision"] = .count(try store.revision(of: .contact, id: found.id) ?? 0)
    object["interests"] = .array(
      try store.interests(of: [found.id])[found.id, default: []].map(\.json))
    object["purchases"] = .array(
      try store.purchases(of: [found.id])[found.id, default: []].map(\.json))
    object["requests"] = .array(
      try store.requests(of: [found.id])[found.id, default: []].map(\.json))
    let lines = object.flatMap { member -> [String] in
      switch member.value {
      case .null, .array([]): []
      case .string(let text): ["\(member.key): \(text)"]
      default: ["\(member.key): \(String(decoding: member.value.compactBytes(), as: UTF8.self))"]
      }
    }
    console.result(json: .object(object), text: lines.joined(separator: "\n"))
  }
}

/// `galley contacts top`.
struct ContactsTopCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "Lists the contacts who attended the most events.",
    discussion: "Example: galley contacts top --limit 5")

  @Option(help: "How many at most.")
  var limit = 10

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let contacts = try store.topContacts(limit: limit)
    console.result(
      json: .object(["contacts": .array(contacts.map(\.json))]),
      text: ContactsText.text(contacts, counts: true))
  }
}

extension NestedContact {
  var json: JSONValue {
    var object = contact.json.objectValue ?? [:]
    object["data"] = .object(attributes)
    object["place"] = place?.json ?? .null
    object["corporation"] = corporation?.json ?? .null
    return .object(object)
  }
}

/// Contacts as a table.
enum ContactsText {
  static func text(_ contacts: [ContactProfile], counts: Bool = false) -> String {
    guard !contacts.isEmpty else { return "No contacts." }
    let header = ["contact", "name", "email"] + (counts ? ["attended", "hosted"] : ["consent"])
    return TextTable.text(
      [header]
        + contacts.map { contact in
          [contact.id, contact.fullName, contact.email]
            + (counts
              ? ["\(contact.attendedEventCount)", "\(contact.hostedEventCount)"]
              : [contact.consent.rawValue])
        })
  }
}
