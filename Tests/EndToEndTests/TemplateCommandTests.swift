import Foundation
import JSONText
import TestSupport
import Testing

/// `galley template`, which works on any file without a workspace.
struct TemplateCommandTests {
  @Test(arguments: ["render", "check", "fields"])
  func hasHelpWithAnExample(command: String) throws {
    let result = try Galley.run(["template", command, "--help"], in: "/")
    #expect(result.code == 0)
    #expect(result.out.contains("Example: galley template \(command)"))
  }

  @Test func printsExactlyWhatTheTemplateMakes() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"name":"A&B","items":[1,2]}"#, to: "d.json")
    try folder.write("name: A&B\nitems: [1, 2]\n", to: "d.yml")
    try folder.write("{% for i in items %}{{ i }},{% endfor %}{{ name }}", to: "t.liquid")
    try folder.write("{{#each items}}{{this}},{{/each}}{{name}}", to: "t.hbs")
    try folder.write("{{#items}}{{.}},{{/items}}{{> foot}}", to: "t.mustache")
    try folder.write("{{name}}", to: "foot.mustache")
    try folder.write("{% render 'foot' %}", to: "p.txt")
    try folder.write("[{{ name }}]", to: "parts/foot.liquid")
    for (arguments, expected) in [
      (["t.liquid", "--data", "d.json"], "1,2,A&amp;B"),
      (["t.liquid", "--data", "d.yml", "--no-escape"], "1,2,A&B"),
      (["t.hbs", "--data", "d.json"], "1,2,A&amp;B"),
      (["t.mustache", "--data", "d.json"], "1,2,A&amp;B"),
      (["p.txt", "--data", "d.json", "--partials", "parts"], "[A&B]"),
      (["t.liquid", "--lax"], ""),
      (["t.liquid", "--data", "d.json", "--passthrough", "name"], "1,2,{{ name }}"),
    ] {
      let result = try Galley.run(["template", "render"] + arguments, in: folder.path)
      #expect(result.out == expected, "\(arguments)")
      #expect(result.code == 0 && result.err.isEmpty, "\(arguments) \(result.err)")
    }
    let json = try Galley.run(
      ["template", "render", "t.hbs", "--data", "d.json", "--json"], in: folder.path)
    #expect(try json.json()["output"] == "1,2,A&amp;B")
  }

  @Test func exitsWith2AndTheLineOnAMistake() throws {
    let folder = try TemporaryFolder()
    try folder.write("Hi\n{{ name }}", to: "t.liquid")
    try folder.write("{% if %}", to: "bad.liquid")
    try folder.write("{", to: "d.json")
    for (arguments, expected) in [
      (["t.liquid"], "t.liquid:2:4: error: `name` has no value and no default [missing-value]"),
      (["bad.liquid"], "bad.liquid:1:"), (["t.liquid", "--data", "d.json"], "d.json:1:"),
    ] {
      let result = try Galley.run(["template", "render"] + arguments, in: folder.path)
      #expect(result.code == 2 && result.out.isEmpty)
      #expect(result.err.contains(expected), "\(result.err)")
    }
    #expect(try Galley.run(["template", "render", "nope.liquid"], in: folder.path).code == 3)
    #expect(try Galley.run(["template", "render"], in: folder.path).code == 64)
  }

  @Test func checksAgainstTheDataModelAndListsFields() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "{{ contact.frist_name }}{{ contact.email | raw }}{{ recommendations[0].name }}",
      to: "t.liquid")
    let check = try Galley.run(["template", "check", "t.liquid"], in: folder.path)
    #expect(check.code == 2)
    #expect(check.out.contains("t.liquid:1:12: error: there is no field `contact.frist_name`"))
    #expect(check.out.contains("[raw-output]"))
    #expect(check.out.hasSuffix("t.liquid: 1 errors, 0 warnings, 1 values without escaping\n"))
    let fields = try Galley.run(["template", "fields", "t.liquid", "--json"], in: folder.path)
      .json()
    let paths = fields["fields"]?.arrayValue?.map { field in
      "\(field["path"]?.stringValue ?? "") \(field["type"]?.stringValue ?? "")"
    }
    #expect(
      paths == [
        "contact.frist_name unknown", "contact.email text", "recommendations[].name text",
      ])
    try folder.write(#"{"x":{"y":1}}"#, to: "d.json")
    try folder.write("{{ x.y }}", to: "ok.liquid")
    let ok = try Galley.run(
      ["template", "check", "ok.liquid", "--data", "d.json"], in: folder.path)
    #expect(ok.code == 0, "\(ok.out)")
  }
}
