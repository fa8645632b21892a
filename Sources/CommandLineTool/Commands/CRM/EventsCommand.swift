internal import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// `galley events`.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Looks at events and their guests.",
    discussion: "Example: galley events list --from 2026-04-01 --to 2026-07-01",
    subcommands: [EventsListCommand.self, EventsAttendeesCommand.self],
    defaultSubcommand: EventsListCommand.self)
}

/// `galley events list`.
struct EventsListCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists events by their start.",
    discussion: "Example: galley events list --from 2026-04-01 --to 2026-07-01")

  @Option(help: "Only events that start at this day or time, or later.")
  var from: String?

  @Option(help: "Only events that start before this day or time.")
  var to: String?

  @OptionGroup var page: PageOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let start = try TimeArgument.read(from, "--from")
    let end = try TimeArgument.read(to, "--to")
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let found = try store.eventPage(
      from: start, before: end, limit: page.limit, token: page.token)
    var rows = [["event", "start", "attendees", "capacity"]]
    for event in found.events {
      rows.append([
        event.slug, event.startAt?.description ?? "-", "\(event.attendeeIDs.count)",
        event.maxCapacity.map(String.init) ?? "-",
      ])
    }
    console.result(
      json: .object([
        "events": .array(found.events.map(\.json)), "next_token": .text(found.nextToken),
      ]),
      text: (found.events.isEmpty ? "No events." : TextTable.text(rows))
        + (found.nextToken.map { "\nNext page: --token \($0)" } ?? ""))
  }
}

/// `galley events attendees`.
struct EventsAttendeesCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "attendees",
    abstract: "Lists those who attend an event, or host it.",
    discussion: "Example: galley events attendees slow-coffee-evening")

  @Argument(help: "The slug or the id of the event.")
  var event: String

  @Flag(help: "List the hosts in place of the attendees.")
  var hosts = false

  @OptionGroup var page: PageOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    guard let found = try store.event(event) else {
      throw GalleyError(
        .entityNotFound, "There is no event \(event).", details: ["event": event],
        hint: "`galley events list` names them.")
    }
    let guests =
      hosts
      ? try store.hosts(ofEvent: found.id, limit: page.limit, token: page.token)
      : try store.attendees(ofEvent: found.id, limit: page.limit, token: page.token)
    console.result(
      json: .object([
        "event": .string(found.slug),
        hosts ? "hosts" : "attendees":
          .array(guests.contacts.map(\.json)),
        "next_token": .text(guests.nextToken),
      ]),
      text: ContactsText.text(guests.contacts)
        + (guests.nextToken.map { "\nNext page: --token \($0)" } ?? ""))
  }
}
