public import ArgumentParser
internal import Diagnostics
internal import JSONText
public import SourceText
public import Templating

/// `galley template`: the template engine on any file, without a workspace.
struct TemplateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Fills one template, checks it, lists its merge fields.",
    discussion: """
      Example: galley template render welcome.liquid --data ana.json

      Liquid is the default; .hbs and .mustache files are read as Handlebars and Mustache.
      """,
    subcommands: [
      TemplateRenderCommand.self, TemplateCheckCommand.self, TemplateFieldsCommand.self,
    ])
}

/// What every template command takes.
struct TemplateOptions: ParsableArguments {
  @Argument(help: "The template.")
  var file: String

  @Option(help: "liquid, handlebars or mustache (default: by the file's extension).")
  var syntax: TemplateSyntax?

  @Option(help: "What it makes: html, text, header, json or none (default: by the extension).")
  var kind: OutputKind?

  @Flag(help: "Follow the language's own rules: a missing value prints nothing.")
  var lax = false

  @Flag(name: .customLong("no-escape"), help: "Print values as they are.")
  var noEscape = false

  @Option(
    help: ArgumentHelp("Where partials are (default: the template's folder).", valueName: "dir"))
  var partials: String?

  @Option(
    help: ArgumentHelp(
      "Leave tags that start with this word (or `word*`) as they are; may be repeated.",
      valueName: "word"))
  var passthrough: [String] = []
}

extension TemplateSyntax: ExpressibleByArgument {}
extension OutputKind: ExpressibleByArgument {}

/// `galley template render`.
struct TemplateRenderCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Fills a template with data and prints exactly what it makes.",
    discussion: """
      Example: galley template render welcome.liquid --data ana.json
               echo '{"name":"Ana"}' | galley template render hello.mustache --data -

      A missing value without a default, or a mistake in the template, exits 2 and prints nothing.
      """)

  @OptionGroup var template: TemplateOptions

  @Option(help: ArgumentHelp("A JSON or YAML file, or - for JSON on stdin.", valueName: "file"))
  var data: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let document = try TemplateInput.document(template, model: .any, now: try global.now())
    let context = try TemplateInput.data(data) ?? [:]
    let result = try document.rendered(with: context)
    console.show(result.diagnostics)
    guard console.isJSON else { return Output.write(result.value, to: .standardOutput) }
    console.result(
      json: .object(["output": .string(String(decoding: result.value, as: UTF8.self))]), text: "")
  }
}

/// `galley template check`.
struct TemplateCheckCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Finds mistakes in a template without filling it.",
    discussion: """
      Example: galley template check Templates/campaigns/spring-launch/email.mjml

      Fields are checked against the data model of campaigns, or against the data given with
      --data. Notes name each value that is printed without escaping. Exits 2 when there is an error.
      """)

  @OptionGroup var template: TemplateOptions

  @Option(help: ArgumentHelp("Check against the fields of this data file.", valueName: "file"))
  var data: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let model = try TemplateInput.model(data)
    let found = try TemplateInput.document(template, model: model, now: try global.now()).checked()
    let errors = found.count { $0.severity == .error }
    let warnings = found.count { $0.severity == .warning }
    let raw = found.count { $0.identifier == "raw-output" }
    console.result(
      json: .object([
        "file": .string(template.file), "errors": .number(JSONNumber(errors)),
        "warnings": .number(JSONNumber(warnings)), "raw": .number(JSONNumber(raw)),
        "findings": .array(found.map { .object(JSONObject(DiagnosticJSON.members($0))) }),
      ]),
      text: DiagnosticFormatter().format(found)
        + "\(template.file): \(errors) errors, \(warnings) warnings, \(raw) values without escaping"
    )
    if errors > 0 { console.exitCode = .invalidInput }
  }
}

/// `galley template fields`.
struct TemplateFieldsCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "Lists every merge field of a template and of its partials, with each place.",
    discussion: """
      Example: galley template fields email.mjml --json

      `optional` fields may be absent in the data; `default` says that every place has a fallback.
      """)

  @OptionGroup var template: TemplateOptions

  @Option(help: ArgumentHelp("Take the types from this data file.", valueName: "file"))
  var data: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let model = try TemplateInput.model(data)
    let fields = try TemplateInput.document(template, model: model, now: try global.now()).fields()
    console.result(
      json: .object([
        "file": .string(template.file), "fields": .array(fields.map { FieldText.json($0) }),
      ]),
      text: FieldText.table(fields))
  }
}

/// Merge fields for people and for programs.
enum FieldText {
  static func table(_ fields: [TemplateDocument.Field]) -> String {
    let rows = fields.map { field in
      [
        field.use.path, field.type + (field.isOptional ? ", optional" : ""),
        field.use.hasDefault ? "default" : "",
        field.use.locations.map(\.description).joined(separator: " "),
      ]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths + [0]).map { text, width in
        text + String(repeating: " ", count: max(0, width - text.count))
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  static func json(_ field: TemplateDocument.Field) -> JSONValue {
    .object([
      "path": .string(field.use.path), "type": .string(field.type),
      "optional": .bool(field.isOptional), "has_default": .bool(field.use.hasDefault),
      "locations": .array(
        field.use.locations.map { location in
          .object([
            "file": .string(location.file), "line": .number(JSONNumber(location.line)),
            "column": .number(JSONNumber(location.column)),
          ])
        }),
    ])
  }
}
