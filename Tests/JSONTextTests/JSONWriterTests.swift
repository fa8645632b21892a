import JSONText
import Testing

@Suite struct JSONWriterTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(arguments: [
    ("1.0", "1"), ("-0", "0"), ("1e21", "1e+21"),
    ("100000000000000000000", "100000000000000000000"),
    ("0.000001", "0.000001"), ("0.0000001", "1e-7"), ("1.50e1", "15"), ("123.4500", "123.45"),
    ("-1.25E-10", "-1.25e-10"), ("0e9", "0"), ("333333333.33333329", "333333333.33333329"),
    ("12345678901234567890.125", "12345678901234567890.125"),
    ("1e99999999999999999999", "1e+1099511627776"),
  ])
  func canonicalNumbersFollowECMAScript(source: String, expected: String) throws {
    #expect(text(try JSONParser.parse(Array(source.utf8)).canonicalBytes()) == expected)
  }

  @Test func canonicalMembersAreSortedByUTF16() throws {
    let value: JSONValue = [
      "\u{FB33}": 1, "\u{1F600}": 2, "b": ["y": 1, "x": 2], "a": "\u{1}\n\u{1F}",
    ]
    #expect(
      text(value.canonicalBytes())
        == "{\"a\":\"\\u0001\\n\\u001f\",\"b\":{\"x\":2,\"y\":1},\"\u{1F600}\":2,\"\u{FB33}\":1}")
  }

  @Test func prettyKeepsOrderAndEndsWithALineFeed() {
    let value: JSONValue = ["b": [1, [:], []], "a": nil]
    #expect(
      text(value.prettyBytes())
        == "{\n  \"b\": [\n    1,\n    {},\n    []\n  ],\n  \"a\": null\n}\n")
    #expect(text(value.compactBytes()) == #"{"b":[1,{},[]],"a":null}"#)
  }
}
