internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import JSONText
internal import Messages

/// `galley check messages`.
struct CheckMessagesCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "messages",
    abstract: "Checks finished messages on their bytes: headers, MIME structure, encodings.",
    discussion: """
      Example: galley check messages Output/spring-launch/messages.mbox mails/*.eml

      Takes .eml files and mailboxes, of any sender; needs no workspace. Exits 2 when an error was
      found.
      """)

  @Argument(help: "The files.")
  var files: [String]

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    var found: [Diagnostic] = []
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw GalleyError(.fileNotFound, "There is no file \(file).", details: ["file": file])
      }
      found += MessageLint.check(SourceFile(name: file, bytes: [UInt8](data)))
    }
    if !global.json { console.show(found) }
    let errors = found.count { $0.severity == .error }
    console.result(
      json: .object([
        "files": .number(JSONNumber(files.count)), "errors": .number(JSONNumber(errors)),
        "warnings": .number(JSONNumber(found.count - errors)),
        "findings": .array(found.map { .object(JSONObject(DiagnosticJSON.members($0))) }),
      ]),
      text: "\(files.count) files, \(errors) errors, \(found.count - errors) warnings")
    if errors > 0 { console.exitCode = .invalidInput }
  }
}
