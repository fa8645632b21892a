import Diagnostics
import Messages
import Testing

struct QuotedPrintableTests {
  static func decode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "=") else {
        result.append(bytes[index])
        index += 1
        continue
      }
      if bytes[index + 1] == 13 {
        index += 3
      } else if bytes[index + 1] == 10 {
        index += 2
      } else {
        let digits = String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self)
        result.append(UInt8(digits, radix: 16) ?? 0)
        index += 3
      }
    }
    return result
  }

  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 10, omittingEmptySubsequences: false).map {
      $0.last == 13 ? $0.dropLast() : $0
    }
  }

  @Test(arguments: [
    ("", ""), ("a", "a\r\n"), ("a\nb", "a\r\nb\r\n"), ("a\r\nb\rc", "a\r\nb\r\nc\r\n"),
    ("a=b", "a=3Db\r\n"), ("a ", "a=20\r\n"), ("a \nb\t\n", "a=20\r\nb=09\r\n"),
    (".", "=2E\r\n"), ("From me", "=46rom me\r\n"), (">From", "=3EFrom\r\n"),
    ("Fro", "=46ro\r\n"), ("Form", "Form\r\n"), ("ö", "=C3=B6\r\n"),
  ])
  func encodes(text: String, expected: String) {
    #expect(String(decoding: QuotedPrintable.encode(Array(text.utf8)), as: UTF8.self) == expected)
  }

  @Test func randomTextsComeBackFromLinesThatFit() {
    var random = SystemlessRandom(state: 11)
    let alphabet = Array("ab =.F>\t\n\"<é漢🌷From ".unicodeScalars)
    for _ in 0..<300 {
      var text = String.UnicodeScalarView()
      for _ in 0..<(random.next() % 300) {
        text.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
      }
      let bytes = Array(String(text).utf8)
      // In stretches, some of them encoded before, as templates are filled.
      var encoder = QuotedPrintable(lineEnd: .crlf)
      var output: [UInt8] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int(random.next() % 90) + 1)
        if random.next() % 2 == 0 {
          encoder.append(.init(bytes[start..<end], lineEnd: .crlf), to: &output)
        } else {
          encoder.append(Array(bytes[start..<end]), to: &output)
        }
        start = end
      }
      encoder.finish(&output)
      var expected: [UInt8] = []
      for byte in bytes { expected += byte == 10 ? [13, 10] : [byte] }
      var decoded = Self.decode(output)
      if !expected.isEmpty, expected.last != 10, decoded.suffix(2) == [13, 10] {
        decoded.removeLast(2)
      }
      #expect(decoded == expected)
      for line in Self.lines(output) {
        #expect(line.count <= 76)
        #expect(line.last != 32 && line.last != 9)
        #expect(!line.starts(with: "From ".utf8) && line.first != UInt8(ascii: "."))
        #expect(line.first != UInt8(ascii: ">"))
      }
    }
  }
}

struct MailAddressTests {
  @Test(arguments: [
    ("ana@mail.example", "ana@mail.example"), ("ana@bücher.example", "ana@xn--bcher-kva.example"),
    ("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"), ("a@MÜNCHEN.example", "a@xn--mnchen-3ya.example"),
  ])
  func domainsOfAllScriptsBecomeASCII(text: String, expected: String) {
    #expect(MailAddress.ascii(text) == expected)
  }

  @Test(arguments: [
    "a b@c.example", "a@b", "@b.example", "a@", "a@b..example", "a@-b.example", "a@b.example-",
    "a.@b.example", ".a@b.example", "a..b@c.example", "a@b_c.example", "á@b.example",
    "a@b.example\r\nBcc: x@y.example", "a@b\u{202E}.example", "a@[127.0.0.1]", "\"a\"@b.example",
  ])
  func refusesWhatServersRefuse(text: String) {
    #expect(MailAddress.ascii(text) == nil)
  }

  @Test func normalizedAddressesAreTheSameWhateverTheirCase() {
    #expect(MailAddress.normalized("Ana@BÜCHER.example") == "ana@xn--bcher-kva.example")
  }
}

struct MessageStructureTests {
  private func message(
    html: String = "<p>Hi</p>", text: String = "Hi"
  ) throws -> EmailMessage {
    EmailMessage(
      from: .init(name: "Shop", address: "news@shop.example"),
      to: .init(name: "Ana", address: "ana@mail.example"), subject: "Hello",
      date: try #require(Timestamp("2026-04-15T09:00:00Z")), identity: ["spring", "c-1", "a"],
      unsubscribeURL: "https://shop.example/u?t=1", listID: "spring.shop.example",
      html: Array(html.utf8), text: Array(text.utf8))
  }

  private func lint(_ bytes: [UInt8]) -> [String] {
    MessageLint.check(SourceFile(name: "m", bytes: bytes)).map(\.identifier)
  }

  @Test func picturesAndAttachmentsMakeMixedAlternativeRelated() throws {
    var message = try message(html: "<img src=\"cid:hero\">")
    message.images = [
      .init(name: "hero.png", mediaType: "image/png", contentID: "hero", bytes: [1, 2, 3])
    ]
    message.attachments = [
      .init(
        name: "Grüße und 漢字 mit einem sehr langen Namen, der nicht auf eine Zeile passt.pdf",
        mediaType: "application/pdf", bytes: Array(repeating: 7, count: 200))
    ]
    let bytes = try message.encoded()
    #expect(lint(bytes) == [])
    let text = String(decoding: bytes, as: UTF8.self)
    let order = [
      "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related",
      "text/html", "image/png", "application/pdf",
    ]
    var rest = text[...]
    for name in order {
      let found = try #require(rest.firstRange(of: "Content-Type: \(name)"), "\(name)")
      rest = rest[found.upperBound...]
    }
    #expect(text.contains("filename*0*=utf-8''Gr%C3%BC%C3%9Fe"))
    #expect(text.contains("Content-ID: <hero>\r\n"))
    for line in text.split(separator: "\r\n") { #expect(line.utf8.count <= 78) }
  }

  @Test func textOfOtherScriptsIsBase64() throws {
    let bytes = try message(html: "<p>Hi</p>", text: String(repeating: "漢字かな交じり文。", count: 30))
      .encoded()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(lint(bytes) == [])
    #expect(text.contains("Content-Transfer-Encoding: base64"))
    #expect(text.contains("Content-Transfer-Encoding: quoted-printable"))
  }

  @Test func fileNamesAreNoPaths() throws {
    var message = try message()
    message.attachments = [.init(name: "../../etc/passwd", mediaType: "text/plain", bytes: [1])]
    #expect(String(decoding: try message.encoded(), as: UTF8.self).contains("filename=\"passwd\""))
    message.attachments = [.init(name: "a\r\nb", mediaType: "text/plain", bytes: [1])]
    #expect(throws: GalleyError.self) { try message.encoded() }
    message.attachments = [.init(name: "a", mediaType: "text/plain\r\nX: y", bytes: [1])]
    #expect(throws: GalleyError.self) { try message.encoded() }
  }

  @Test(arguments: [
    "Ana", "Ana \"A\" Müller", "O’Brien, Ana", "=?utf-8?B?SGVsbG8=?=", "  spaced  out  ",
    "Ana (Sales) <x@y.example>", String(repeating: "Maximiliane ", count: 12), "ليلى الأندلسية",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "a\\", "",
  ])
  func namesAndSubjectsStayCleanMessages(value: String) throws {
    var message = try message()
    message.to.name = value
    message.subject = value.isEmpty ? "x" : value
    message.from.name = value
    let bytes = try message.encoded()
    #expect(
      lint(bytes).filter { $0 != "empty-subject" } == [],
      "\(String(decoding: bytes, as: UTF8.self).prefix(600))")
  }

  @Test(arguments: [
    "a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u{0}b", "a\u{202E}b", "a\u{2066}b",
    "a\u{2028}b", "a\u{85}b", "a\r\n.\r\nb",
  ])
  func everyHeaderRefusesControlsByName(value: String) throws {
    func error(_ change: (inout EmailMessage) -> Void) throws -> GalleyError? {
      var message = try message()
      change(&message)
      do throws(GalleyError) {
        _ = try message.encoded()
        return nil
      } catch {
        return error
      }
    }
    let cases: [(String, (inout EmailMessage) -> Void)] = [
      ("From", { $0.from.name = value }), ("From", { $0.from.address = value + "@a.example" }),
      ("To", { $0.to.name = value }), ("To", { $0.to.address = "a@b.example" + value }),
      ("Reply-To", { $0.replyTo = .init(name: value, address: "a@b.example") }),
      ("Subject", { $0.subject = value }), ("List-Id", { $0.listID = value }),
      ("List-Unsubscribe", { $0.unsubscribeURL = "https://a.example/" + value }),
      ("X-Test", { $0.extraHeaders = [("X-Test", value)] }),
    ]
    for (field, change) in cases {
      #expect(try error(change)?.details["field"] == field)
    }
  }

  @Test func messageIDsDifferByCampaignContactAndVariant() throws {
    let ids = [["a", "b", "c"], ["a", "bc", ""], ["ab", "", "c"], ["a", "b", "d"]]
      .map(MessageID.left)
    #expect(Set(ids).count == 4)
    #expect(ids.allSatisfy { $0.utf8.count == 32 })
    #expect(try message().messageID == "<\(MessageID.left(["spring", "c-1", "a"]))@shop.example>")
  }
}
