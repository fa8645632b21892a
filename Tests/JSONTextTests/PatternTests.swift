import JSONText
import Testing

@Suite struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try JSONSchema(["pattern": .string(pattern)]).isValid(.string(text))
  }

  @Test(arguments: [
    ("^a+b$", "aab"), ("(?:foo|bar){2}", "xfoobary"), ("^[^a-c]$", "d"), ("\\bword\\b", "a word."),
    ("^\\p{Lu}\\p{Ll}+$", "Élan"), ("^.$", "😀"), ("^(?=.*\\d)(?!.*x).+$", "ab1"),
    ("(?<=\\$)\\d+", "cost $12"), ("(?<!a)b", "cb"), ("^\\u{1F600}\\x41\\cA\\t$", "😀A\u{1}\t"),
    ("^a{2,}$", "aaaa"), ("^a{0,2}b?$", ""), ("\\Bb", "ab"), ("^[\\w-]+@[a-z.]+$", "a-b@c.d"),
    ("^\\P{Script=Greek}$", "a"), ("[\\s\\S]", "\n"), ("^(?<name>x)$", "x"),
    ("^\\ud83d\\ude00$", "😀"),
    ("a|", ""), ("^a|b$", "xb"),
  ])
  func textsMatch(pattern: String, text: String) throws {
    #expect(try matches(pattern, text))
  }

  @Test(arguments: [
    ("^a+b$", "aac"), ("^[a-c]$", "d"), ("^.$", "\n"), ("^\\d$", "\u{0661}"), ("(?<=\\$)\\d", "12"),
    ("^a{2,3}$", "aaaa"), ("^(?!x)", "x"), ("\\bb", "ab"), ("^\\w$", "é"), ("^a|b$", "xbx"),
  ])
  func textsDoNotMatch(pattern: String, text: String) throws {
    #expect(try !matches(pattern, text))
  }

  @Test(arguments: [
    "(", ")", "[", "*", "a**", "a{3,2}", "{", "\\", "\\a", "\\1", "\\p{Nope}", "\\pL", "[b-a]",
    "(?x)",
    "\\u{110000}", "^*", "a{1,2", "(?<>x)", "(((a{1000}){1000}){1000})", "[\\d-z]",
  ])
  func wrongPatternsAreRefused(pattern: String) {
    #expect(throws: (any Error).self) { try JSONSchema(["pattern": .string(pattern)]) }
  }

  @Test func catastrophicPatternsTakeLinearTime() throws {
    #expect(try !matches("^(a+)+$", String(repeating: "a", count: 20_000) + "b"))
    #expect(try !matches("(x+x+)+y", String(repeating: "x", count: 5000)))
    #expect(try matches("^(((){1000000}){1000000})$", ""))
  }
}
