import JSONText
import Testing

@testable import Generation

@Suite struct CopyRulesTests {
  private func faults(_ intro: String, _ change: (inout PromptContext) -> Void = { _ in })
    -> [String]
  {
    var context = Make.context()
    change(&context)
    return CopyRules(context, task: .content).faults(in: Make.copy(intro: intro))
  }

  @Test(arguments: [
    "Hello {{ contact.first_name | default: \"there\" }}, the tent costs €249 now.",
    "249,00 EUR statt 299 €", "15 percent off, 15% off", "Was 299.00 EUR.",
    "See [the list](https://fernweg.example/spring) or <https://fernweg.example/spring/>.",
    "Two of 3 tents, open since 2009, call 24/7, h2 and utf8", "1 < 2 and a<3",
    "It's {{contact.first_name}}", "",
  ])
  func whatWasGivenMayBeSaid(_ intro: String) {
    #expect(faults(intro) == [])
  }

  @Test(arguments: [
    ("Only €199 today", "EUR 199"), ("now $249.00", "USD 249"), ("20 % off", "20%"),
    ("249.50 EUR", "EUR 249.5"), ("1.249,00 €", "EUR 1249"), ("50 Prozent", "50%"),
    ("go to https://evil.example/", "https://evil.example/"), ("www.evil.example", "www.evil"),
    ("[x](javascript:alert)", "javascript:"), ("[x](/relative)", "/relative"),
    ("HTTPS://FERNWEG.example/other", "HTTPS://FERNWEG"),
    ("{{ contact.email }}", "contact.email"), ("{{ contact.first_name | upcase }}", "no filter"),
    ("{{ contact.first_name | default: x }}", "one text in quotes"),
    ("{{ contact.first_name | default: \"a\" | append: \"b\" }}", "one text in quotes"),
    ("{{ contact.first_name", "no end"), ("{% for x in y %}", "template tags"),
    ("<b>bold</b>", "HTML"), ("<!-- x -->", "HTML"), ("<script>", "HTML"),
    ("write to boss@evil.example", "e-mail address"),
  ])
  func whatWasNotGivenIsAFault(_ intro: String, _ part: String) {
    let found = faults(intro)
    #expect(found.contains { $0.hasPrefix("/intro: ") && $0.contains(part) }, "\(found)")
  }

  @Test func tooManyWordsAreAFault() {
    #expect(faults("one two three four five") { $0.maximumWords = 12 }.count == 1)
    #expect(faults("one two three four five") { $0.maximumWords = 200 } == [])
  }

  @Test func anAddressOfTheBriefMayBeSaid() {
    #expect(
      faults("Write to hello@fernweg.example.") { $0.brief += " hello@fernweg.example" } == [])
  }

  @Test func plansHaveNoMergeFields() {
    let rules = CopyRules(Make.context(), task: .strategy)
    #expect(rules.faults(in: ["idea": "{{ contact.first_name }}"]).count == 1)
  }

  @Test func pointersAreEscaped() {
    let rules = CopyRules(Make.context(), task: .content)
    #expect(rules.faults(in: ["a/b": ["~": ["<i>"]]]).first?.hasPrefix("/a~1b/~0/0: ") == true)
  }

  @Test(arguments: [
    ("1.299,00", "1299"), ("1,299.00", "1299"), ("1299", "1299"), ("0.50", "0.5"),
    ("19.90", "19.9"), ("19,9", "19.9"), ("1.000.000", "1000000"), ("007", "7"), ("0,00", "0"),
    ("1'299.00", "1299"),
  ])
  func numbersHaveOneForm(_ text: String, _ normal: String) {
    #expect(AmountScan.normal(text) == normal)
  }

  @Test(arguments: [
    ("Call +49 30 1234567 now", "Call [number] now"), ("030/1234567", "[number]"),
    ("mail a.b@example.org, thanks", "mail [e-mail], thanks"),
    ("EUR 249.00 and 0.5 % of 1,000,000", "EUR 249.00 and 0.5 % of 1,000,000"),
    ("2026-04-15 and 00 12", "2026-04-15 and 00 12"), ("id7012345678", "id7012345678"),
  ])
  func addressesAndNumbersAreRemovedFromWhatIsKept(_ text: String, _ expected: String) {
    #expect(PersonalDataScrub.scrub(text) == expected)
  }
}
