internal import ArgumentParser

/// `galley check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks what was made.",
    discussion: "Example: galley check messages mails/*.eml",
    subcommands: [CheckMessagesCommand.self])
}
