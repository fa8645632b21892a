import Diagnostics
import Messages
import Testing

struct EmailMessageTests {
  private func make(
    subject: String = "Hello", name: String = "Ana", text: String = "Hi", html: String = "<p>Hi</p>"
  ) throws -> String {
    let date = try #require(Timestamp("2026-04-15T09:00:00Z"))
    let message = EmailMessage(
      from: .init(name: "Shop", address: "news@shop.example"),
      to: .init(name: name, address: "ana@mail.example"), subject: subject, date: date,
      identity: ["spring", "c-1", "a"], unsubscribeURL: "https://shop.example/u?t=1",
      html: Array(html.utf8), text: Array(text.utf8))
    return String(decoding: try message.encoded(), as: UTF8.self)
  }

  @Test func startsWithReadableHeaders() throws {
    let text = try make()
    #expect(text.hasPrefix("Date: Wed, 15 Apr 2026 09:00:00 +0000\r\nFrom: \"Shop\" <news@"))
    #expect(text.contains("\r\nSubject: Hello\r\n"))
    #expect(text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
    #expect(try make() == text)
  }

  @Test func linesNeverPassTheLimit() throws {
    let long = String(repeating: "ẞpring 🌷 ", count: 200)
    let text = try make(subject: long, name: long, text: long, html: "<p>\(long)</p>")
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
      #expect(line.utf8.count <= 78)
    }
    #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
  }

  @Test(arguments: ["a\r\nBcc: x@y.example", "a\nb", "a\u{0}b", "a\u{202E}b", "a\u{2028}b"])
  func controlCharactersCannotReachAHeader(value: String) {
    #expect(throws: GalleyError.self) { try make(subject: value) }
    #expect(throws: GalleyError.self) { try make(name: value) }
  }

  @Test(arguments: [
    ("ana@mail.example", true), ("a@b", false), ("a b@c.example", false), ("a@b@c.example", false),
    ("", false), ("a@.example", false), ("\"a\"@c.example", false), ("a,b@c.example", false),
  ])
  func knowsAnAddress(text: String, expected: Bool) {
    #expect(EmailMessage.isAddress(text) == expected)
  }
}

struct LinkTests {
  private let tagger = UTMTagger(
    campaign: "spring sale", source: "newsletter", medium: "email",
    exemptPrefixes: ["https://shop.example/unsubscribe"])

  @Test(arguments: [
    (
      "https://a.example/x",
      "https://a.example/x?utm_campaign=spring%20sale&utm_source=newsletter&utm_medium=email"
    ),
    (
      "https://a.example/x?b=1&utm_source=mine#top",
      "https://a.example/x?b=1&utm_source=mine&utm_campaign=spring%20sale&utm_medium=email#top"
    ),
    ("mailto:a@b.example", "mailto:a@b.example"),
    ("#top", "#top"),
    ("https://shop.example/unsubscribe?t=1", "https://shop.example/unsubscribe?t=1"),
  ])
  func addsOnlyWhatIsMissing(url: String, expected: String) {
    #expect(tagger.tag(url) == expected)
    #expect(tagger.tag(tagger.tag(url)) == expected)
  }

  @Test func tokensDifferByContactCampaignAndKey() {
    let maker = UnsubscribeToken(key: "k")
    let token = maker.make(campaign: "c", contactID: "1")
    #expect(token == UnsubscribeToken(key: "k").make(campaign: "c", contactID: "1"))
    #expect(token != maker.make(campaign: "c", contactID: "2"))
    #expect(token != maker.make(campaign: "d", contactID: "1"))
    #expect(token != UnsubscribeToken(key: nil).make(campaign: "c", contactID: "1"))
    #expect(UnsubscribeToken(key: nil).isPreview && !maker.isPreview)
    #expect(token.hasPrefix("MQ."))
  }

  @Test func fileNamesAreSafeAndDistinct() {
    #expect(PercentEncoding.fileName("../a b") == "%2E.%2Fa%20b")
    #expect(PercentEncoding.fileName("..") == "%2E.")
    #expect(PercentEncoding.fileName("user-123") == "user-123")
  }
}
