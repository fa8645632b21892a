import Diagnostics
import JSONText
import Testing

@Suite struct ValueReaderTests {
  private func reader(_ text: String) throws -> ValueReader {
    let parsed = YAMLParser.parse(SourceFile(name: "galley.yml", text: text))
    return ValueReader(try #require(parsed.value), context: "galley.yml")
  }

  @Test func everyTypeIsRead() throws {
    var reader = try reader(
      """
      name: Aurora
      count: 3
      live: true
      price: 12.50
      ratio: 0.5
      tags: [a, b]
      one: alone
      id: 42
      mode: fast
      ai: {model: m}
      links: [{url: u}, {url: v}]
      empty:
      """)
    #expect(reader.requiredString("name") == "Aurora")
    #expect(reader.requiredInt("count") == 3)
    #expect(reader.requiredBool("live") == true)
    #expect(reader.requiredDecimalText("price") == "12.50")
    #expect(reader.double("ratio") == 0.5)
    #expect(reader.requiredStringList("tags") == ["a", "b"])
    #expect(reader.stringList("one") == ["alone"])
    #expect(reader.text("id") == "42")
    #expect(reader.choice("mode", of: ["fast", "slow"]) == "fast")
    let ai = reader.requiredObject("ai")
    var child = try #require(ai)
    #expect(child.string("model") == "m")
    reader.absorb(child)
    let links = reader.requiredList("links").map { link in
      var link = link
      defer { reader.absorb(link) }
      return link.string("url")
    }
    #expect(links == ["u", "v"])
    #expect(reader.string("empty") == nil)
    #expect(reader.requiredValue("id")?.typeName == "a number")
    reader.finish()
    #expect(reader.diagnostics.isEmpty)
    #expect(reader.keys.count == 12)
  }

  @Test func mistakesNameTheirPlaceAndTheNearestKey() throws {
    var reader = try reader(
      "naem: x\ncount: many\nmode: fsat\ntags: [1]\nai: 3\nlinks: {}\nbig: 9\n")
    #expect(reader.requiredString("name") == nil)
    #expect(reader.int("count") == nil)
    #expect(reader.choice("mode", of: ["fast", "slow"]) == nil)
    #expect(reader.stringList("tags") == [])
    #expect(reader.object("ai") == nil)
    #expect(reader.list("links").isEmpty)
    #expect(reader.int("big", in: 1...5) == nil)
    reader.finish()
    reader.finish()
    #expect(
      reader.diagnostics.map(\.identifier) == [
        "missing-key", "wrong-type", "unknown-value", "wrong-type", "wrong-type", "wrong-type",
        "out-of-range", "unknown-key",
      ])
    #expect(reader.diagnostics[1].location?.description == "galley.yml:2:8")
    #expect(reader.diagnostics[2].hint == "did you mean `fast`?")
    #expect(reader.diagnostics.last?.hint == "did you mean `name`?")
    #expect(reader.diagnostics.last?.location?.line == 1)
    #expect(reader.hasErrors)
  }

  @Test func anotherTypeThanAMapIsReported() throws {
    var reader = try reader("[1]")
    #expect(reader.requiredString("name") == nil)
    reader.report(.warning, "odd", "something is odd", key: "name")
    #expect(reader.diagnostics.map(\.identifier) == ["wrong-type", "odd"])
  }
}
