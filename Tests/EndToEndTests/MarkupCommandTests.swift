import Foundation
import JSONText
import TestSupport
import Testing

/// `galley markup` on files without a workspace: results on stdout, warnings on stderr.
struct MarkupCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Galley.Result {
    try Galley.run(["markup"] + arguments, in: folder.path)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  @Test(arguments: ["compile", "inline", "text", "lint"])
  func everyCommandHasHelpWithAnExample(command: String) throws {
    let result = try run(command, "--help")
    #expect(result.code == 0)
    #expect(result.out.contains("Example: galley markup \(command)"))
  }

  @Test func warningsGoToStderrAndTagsStayAsTheyAre() throws {
    try write(
      "a.mjml",
      "<mjml><mj-body>\n<mj-section wrong=\"1\"><mj-column><mj-include path=\"b.mjml\"/>"
        + "</mj-column></mj-section></mj-body></mjml>")
    try write("b.mjml", "<mj-text>{{#if x}}{{ name | shout }}{{/if}} <%= y %></mj-text>")
    let result = try run("compile", "a.mjml")
    #expect(result.code == 0)
    #expect(result.out.contains(">{{#if x}}{{ name | shout }}{{/if}} <%= y %></div>"))
    #expect(result.err.contains("a.mjml:2:13: warning:"))
  }

  @Test func anErrorPrintsNothingOnStdoutAndExits2() throws {
    try write("a.mjml", "<mjml><mj-body>\n<mj-texd/></mj-body></mjml>")
    let result = try run("compile", "a.mjml")
    #expect(result.code == 2)
    #expect(result.out.isEmpty)
    #expect(result.err.contains("a.mjml:2:1: error:"))
    let json = try run("compile", "a.mjml", "--json").json()
    #expect(json["error_code"] == "TEMPLATE_ERROR")
  }

  @Test func includesCannotLeaveTheFolder() throws {
    try write("secret.mjml", "<mj-text>secret</mj-text>")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/mails", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/mails/link.mjml",
      withDestinationPath: folder.path + "/secret.mjml")
    for path in ["../secret.mjml", "link.mjml", folder.path + "/secret.mjml"] {
      try write("mails/a.mjml", "<mjml><mj-body><mj-include path=\"\(path)\"/></mj-body></mjml>")
      let result = try run("compile", "mails/a.mjml")
      #expect(result.code == 2)
      #expect(!result.out.contains("secret"))
    }
  }

  @Test func stylesheetsAreInlinedAndTextIsMade() throws {
    try write("a.html", "<p>Hi <a href=\"https://x.org/y\">there</a></p>")
    try write("a.css", "p { margin: 0 }")
    #expect(
      try run("inline", "a.html", "--css", "a.css").out
        == "<p style=\"margin: 0;\">Hi <a href=\"https://x.org/y\">there</a></p>")
    #expect(try run("text", "a.html").out == "Hi there (https://x.org/y)\n")
  }

  @Test func findingsGoToStdoutAndErrorsExit2() throws {
    try write("a.html", "<html lang=\"en\">\n<p>undefined</p></html>")
    let result = try run("lint", "a.html", "--silence", "missing-title")
    #expect(result.code == 2)
    #expect(result.out.contains("a.html:2:4: error:"))
    #expect(!result.out.contains("missing-title"))
    let json = try run("lint", "a.html", "--json").json()
    #expect(json["errors"] == 1)
    try write("b.html", "<p>x</p>")
    #expect(try run("lint", "b.html").code == 0)
  }

  @Test func whatDoesNotExistIs3AndWrongNamesAre64() throws {
    #expect(try run("text", "nope.html").code == 3)
    try write("a.html", "<p>x</p>")
    let result = try run("lint", "a.html", "--silence", "image-atl")
    #expect(result.code == 64)
    #expect(result.err.contains("image-alt"))
  }
}
