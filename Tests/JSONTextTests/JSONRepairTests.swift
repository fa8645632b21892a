import JSONText
import Testing

@Suite struct JSONRepairTests {
  private func repair(_ text: String, isTruncated: Bool = false) -> RepairResult {
    JSONRepair.repair(Array(text.utf8), isTruncated: isTruncated)
  }

  @Test(arguments: [
    ("```json\n{\"a\": 1}\n```", "{\"a\":1}"),
    ("{\"a\": [1, 2,], }", "{\"a\":[1,2]}"),
    ("{'a': 'it\\'s'}", "{\"a\":\"it's\"}"),
    ("{\u{201C}a\u{201D}: \u{201C}b\u{201D}}", "{\"a\":\"b\"}"),
    ("{\"a\": \"say \"hi\" now\", \"b\": 1}", "{\"a\":\"say \\\"hi\\\" now\",\"b\":1}"),
    ("{\"a\": \"he said \"yes\", she said no\"}", "{\"a\":\"he said \\\"yes\\\", she said no\"}"),
    ("{\"a\": 1 /* one */, // two\n \"b\": 2}", "{\"a\":1,\"b\":2}"),
    ("{\"a\": True, \"b\": None, \"c\": False}", "{\"a\":true,\"b\":null,\"c\":false}"),
    ("{\"a\": 1\n \"b\": 2}", "{\"a\":1,\"b\":2}"),
    ("{\"a\": [1, 2}", "{\"a\":[1,2]}"), ("{\"a\": {\"b\": [1, 2}}", "{\"a\":{\"b\":[1,2]}}"),
    ("{a_b: 1}", "{\"a_b\":1}"),
    ("{\"a\": \"x\ny\"}", "{\"a\":\"x\\ny\"}"),
    ("{\"a\": \"c:\\dir \\u00e9 \\ud83d\\ude00\"}", "{\"a\":\"c:\\\\dir é 😀\"}"),
  ])
  func commonMistakesAreRepaired(source: String, expected: String) {
    let result = repair(source)
    #expect(String(decoding: result.value?.compactBytes() ?? [], as: UTF8.self) == expected)
    #expect(!result.fixes.isEmpty)
    #expect(result.failure == nil)
  }

  @Test(arguments: [
    "{\"a\": \"unclosed", "{\"a\": [1, 2", "{\"a\": 1", "{\"a\":", "{\"a\"", "[1, 2,",
    "{\"a\": tru",
    "{\"a\": \"x\\", "```json\n{\"a\": 1,\n```", "{\"a\": 12", "{ /* x", "[\"a\",", "{",
  ])
  func truncatedTextsAreNeverRepaired(source: String) {
    #expect(repair(source).value == nil)
    #expect(repair(source).failure != nil)
  }

  @Test func theSenderMaySayThatTheTextIsTruncated() {
    #expect(repair("{\"a\": 1}", isTruncated: true).failure == .truncated)
  }

  @Test func whatIsLeftOutIsReported() {
    let result = repair("Here you are: {\"a\": 1, \"a\": 2,} // enjoy\nBye!")
    #expect(result.value == ["a": 2])
    #expect(result.lost.contains("Here you are:"))
    #expect(result.lost.contains("1"))
    #expect(result.lost.contains { $0.contains("Bye!") })
    #expect(repair("{\"a\": \"\\ud800x\",}").lost == ["\\ud800"])
    #expect(repair("{\"a\": 1, # c\n}").lost == ["# c"])
  }

  @Test(arguments: [
    "nothing here", "{\"a\": 1} or {\"a\": 2}", "{\"a\": 1x}", "{\"a\" 1}", "{]", "[}", "[1}",
    "[1,,2]",
    "", "\"\"\"",
  ])
  func unclearTextsAreLeftAlone(source: String) {
    #expect(repair(source).value == nil)
  }

  @Test func hostileTextsStop() {
    #expect(repair(String(repeating: "[", count: 100_000)).failure == .tooLarge)
    #expect(JSONRepair.repair([0xFF, 0x7B]).failure == .unclear)
    #expect(JSONRepair.repair([UInt8](repeating: 0x20, count: 5 << 20)).failure == .tooLarge)
  }

  @Test func validTextsAreNeverChangedAndCutOnesNeverRepaired() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      let value: JSONValue = ["k": random.value(depth: 3), "z": "end"]
      let bytes = value.compactBytes()
      let whole = JSONRepair.repair(bytes)
      #expect(whole == RepairResult(value: try JSONParser.parse(bytes)))
      let cut = Int.random(in: 1..<bytes.count, using: &random)
      #expect(JSONRepair.repair(Array(bytes[..<cut])).value == nil)
    }
  }

  @Test func randomBytesNeverCrash() {
    var random = SeededRandom(seed: 11)
    let alphabet =
      Array("{}[]\",:'\\/*#-0123eE.tfnTFN \n`ué\u{201C}\u{201D}".utf8) + [0, 0xFF, 0xC3]
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let result = JSONRepair.repair(bytes)
      #expect((result.value == nil) == (result.failure != nil))
      let file = bytes
      _ = try? JSONParser.parse(file)
    }
  }
}
