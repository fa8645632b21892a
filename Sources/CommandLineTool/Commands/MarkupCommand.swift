internal import ArgumentParser
internal import Diagnostics
internal import JSONText
internal import Markup
internal import SourceText

/// `galley markup`: the markup stages on any file, without a workspace.
struct MarkupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "markup",
    abstract: "Compiles MJML and Markdown, inlines CSS, makes text parts and lints mails.",
    discussion: """
      Example: galley markup compile newsletter.mjml > newsletter.html

      Works on any file, without a workspace. Template tags of any engine stay as they are.
      """,
    subcommands: [
      MarkupCompileCommand.self, MarkupInlineCommand.self, MarkupTextCommand.self,
      MarkupLintCommand.self,
    ])
}

/// The file and stylesheets that every markup command takes.
struct MarkupOptions: ParsableArguments {
  @Argument(help: "An .mjml, .html or .md file.")
  var file: String

  @Option(help: ArgumentHelp("A stylesheet to inline after the mail's own.", valueName: "file"))
  var css: [String] = []

  @Flag(help: "Make quotes, dashes and dots in Markdown typographic.")
  var smart = false
}

/// `galley markup compile`.
struct MarkupCompileCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Compiles MJML or Markdown to HTML.",
    discussion: """
      Example: galley markup compile newsletter.mjml --css brand.css

      Warnings go to stderr; an error prints nothing and exits 2.
      """)

  @OptionGroup var markup: MarkupOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let result = try MarkupInput.document(markup).compiled()
    try console.markup(result.value.bytes, result.diagnostics, member: "html")
  }
}

/// `galley markup inline`.
struct MarkupInlineCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "inline",
    abstract: "Moves CSS into style attributes, where every mail client reads it.",
    discussion: """
      Example: galley markup inline mail.html --css mail.css

      MJML and Markdown are compiled first. Rules that cannot be inlined stay in the head.
      """)

  @OptionGroup var markup: MarkupOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let result = try MarkupInput.document(markup).inlined()
    try console.markup(result.value.bytes, result.diagnostics, member: "html")
  }
}

/// `galley markup text`.
struct MarkupTextCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "text",
    abstract: "Makes the text part of a mail.",
    discussion: """
      Example: galley markup text mail.html --width 66

      Lines are wrapped unless the mail has template tags, which are filled first.
      """)

  @Option(help: "The number of columns to wrap at, from 20.")
  var width = 72

  @OptionGroup var markup: MarkupOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(20...1000).contains(width) {
      throw ValidationError("--width takes a number from 20 to 1000.")
    }
  }

  func run(_ console: Console) async throws {
    let result = try MarkupInput.document(markup).textPart(width: width)
    try console.markup(result.value, result.diagnostics, member: "text")
  }
}

/// `galley markup lint`.
struct MarkupLintCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Checks a mail for what goes wrong in clients and filters.",
    discussion: """
      Example: galley markup lint mail.html --silence low-contrast

      Findings go to stdout. Exits 2 when one of them is an error, 0 when all are warnings.
      The rules are described in docs/lint.
      """)

  @Option(help: ArgumentHelp("Leave a rule out; may be repeated.", valueName: "rule"))
  var silence: [String] = []

  @OptionGroup var markup: MarkupOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let configuration = LintConfiguration(silenced: silence)
    if let unknown = configuration.unknownRules.first {
      throw GalleyError(
        .usage, "There is no lint rule `\(unknown.name)`.",
        hint: unknown.nearest.map { "Did you mean `\($0)`?" } ?? "See docs/lint for the rules.")
    }
    let found = try MarkupInput.document(markup).lint(configuration.options)
    let errors = found.count { $0.severity == .error }
    let warnings = found.count { $0.severity == .warning }
    console.result(
      json: .object([
        "file": .string(markup.file), "errors": .number(JSONNumber(errors)),
        "warnings": .number(JSONNumber(warnings)),
        "findings": .array(found.map { .object(JSONObject(DiagnosticJSON.members($0))) }),
      ]),
      text: DiagnosticFormatter().format(found)
        + "\(markup.file): \(errors) errors, \(warnings) warnings")
    if errors > 0 { console.exitCode = .invalidInput }
  }
}

extension Console {
  /// Prints the result of a stage to stdout and its warnings to stderr; errors stop the command.
  func markup(_ bytes: [UInt8], _ diagnostics: [Diagnostic], member: String) throws(GalleyError) {
    if let error = GalleyError.from(diagnostics, code: .templateError) { throw error }
    show(diagnostics)
    let text = String(decoding: bytes, as: UTF8.self)
    let found = diagnostics.map { JSONValue.object(JSONObject(DiagnosticJSON.members($0))) }
    // The text of a stage ends with a line feed of its own, and stays without one if it has none.
    guard isJSON else { return Output.write(bytes, to: .standardOutput) }
    result(json: .object([member: .string(text), "diagnostics": .array(found)]), text: text)
  }
}
