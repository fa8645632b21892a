import Diagnostics
import Messages
import Testing

/// Our corpus of malformed messages: a clean one with one thing broken, and the rule that has to
/// catch it.
struct MessageLintTests {
  static let clean = """
    Date: Wed, 15 Apr 2026 09:00:00 +0000
    From: "Shop" <news@shop.example>
    To: "Ana" <ana@mail.example>
    Subject: Hello Ana
    Message-ID: <0123456789abcdef@shop.example>
    List-Unsubscribe: <https://shop.example/u?t=MQ.x>
    List-Unsubscribe-Post: List-Unsubscribe=One-Click
    List-Id: <spring.shop.example>
    MIME-Version: 1.0
    Content-Type: multipart/alternative;
     boundary="=_b1"

    --=_b1
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    Hello Ana, sch=C3=B6n.

    --=_b1
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    <p class=3D"a">Hello <img src=3D"https://shop.example/a.png"></p>

    --=_b1--

    """

  static func findings(_ text: String) -> [Diagnostic] {
    let bytes = Array(text.replacing("\n", with: "\r\n").utf8)
    return MessageLint.check(SourceFile(name: "mail.eml", bytes: bytes))
  }

  @Test func cleanMessageHasNoFindings() {
    #expect(Self.findings(Self.clean) == [])
  }

  /// What to replace, by what, and the identifier of the finding.
  static let malformed: [(String, String, String)] = [
    ("Date: Wed, 15 Apr 2026 09:00:00 +0000\n", "", "missing-date"),
    ("Date: Wed, 15 Apr 2026", "Date: Wed, 31 Apr 2026", "bad-date"),
    ("Date: Wed, 15 Apr 2026 09:00:00 +0000", "Date: 2026-04-15T09:00:00Z", "bad-date"),
    ("Wed, 15 Apr 2026 09:00:00", "Wed, 15 Apr 2026 25:00:00", "bad-date"),
    ("From: \"Shop\" <news@shop.example>\n", "", "missing-from"),
    ("<news@shop.example>", "<news@shop>", "bad-address"),
    ("<news@shop.example>", "news@shop.example", "bad-address"),
    ("\"Shop\" <", "\"Shop <", "bad-address"),
    ("\"Shop\" <news@shop.example>", "a@b.example, c@d.example", "many-senders"),
    ("To: \"Ana\" <ana@mail.example>\n", "", "missing-to"),
    ("<ana@mail.example>", "<ana@@mail.example>", "bad-address"),
    ("<ana@mail.example>", "<ana@mail.example>, ", "bad-address"),
    ("\"Ana\" <", "Ana, B. <", "bad-address"),
    ("Subject: Hello Ana\n", "", "missing-subject"),
    ("Subject: Hello Ana", "Subject: ", "empty-subject"),
    ("Subject: Hello Ana", "Subject: Hello\nSubject: Ana", "duplicate-header"),
    ("Subject: Hello Ana", "Subject: Schön", "raw-header"),
    ("Subject: Hello Ana", "Subject: a\u{1}b", "control-in-header"),
    ("Subject: Hello Ana", "Subject: =?utf-8?B?SGVsbG8=", "bad-encoded-word"),
    ("Subject: Hello Ana", "Subject: =?utf-8?X?SGVsbG8=?=", "bad-encoded-word"),
    ("Subject: Hello Ana", "Subject: =?utf-8?B?SGVsbG8?=", "bad-encoded-word"),
    ("Subject: Hello Ana", "Subject: =?utf-8?Q?=C3?=", "split-character"),
    (
      "Subject: Hello Ana", "Subject: =?utf-8?Q?\(String(repeating: "a", count: 80))?=",
      "long-encoded-word"
    ),
    ("Subject: Hello Ana", "Subject: =?utf-8?B?4oCuYWJj?=", "hidden-character"),
    ("Subject: Hello Ana", "Subject: =?utf-8?Q?a=0D=0Ab?=", "control-in-header"),
    ("Subject: Hello Ana", "Subject: =?koi8-r?Q?abc?=", "unknown-charset"),
    ("Subject: Hello Ana", "Subject : Hello Ana", "bad-header-name"),
    ("Subject: Hello Ana", "Subject: Hello Ana\nno colon here", "no-colon"),
    ("Subject: Hello Ana", "Subject: Hello Ana\n  \n Ana", "blank-fold"),
    (
      "Subject: Hello Ana", "Subject: \(String(repeating: "word ", count: 30))end",
      "long-header-line"
    ),
    ("Message-ID: <0123456789abcdef@shop.example>\n", "", "missing-message-id"),
    ("<0123456789abcdef@shop.example>", "0123456789abcdef@shop.example", "bad-message-id"),
    ("<0123456789abcdef@shop.example>", "<0123 456@shop.example>", "bad-message-id"),
    ("<https://shop.example/u?t=MQ.x>", "https://shop.example/u?t=MQ.x", "bad-unsubscribe"),
    ("<https://shop.example", "<http://shop.example", "unsubscribe-not-https"),
    ("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n", "", "no-unsubscribe-post"),
    ("Post: List-Unsubscribe=One-Click", "Post: One-Click", "bad-unsubscribe-post"),
    ("List-Unsubscribe: <https://shop.example/u?t=MQ.x>\n", "", "unsubscribe-post-alone"),
    ("MIME-Version: 1.0", "X-Galley-Preview: yes\nMIME-Version: 1.0", "preview-key"),
    ("List-Id: <spring.shop.example>", "List-Id: spring", "bad-list-id"),
    ("MIME-Version: 1.0\n", "", "missing-mime-version"),
    ("MIME-Version: 1.0", "MIME-Version: 2.0", "bad-mime-version"),
    ("multipart/alternative;\n boundary=\"=_b1\"", "multipart alternative", "bad-content-type"),
    ("multipart/alternative;\n boundary=\"=_b1\"", "multipart/alternative", "no-boundary"),
    ("boundary=\"=_b1\"", "boundary=\"=_other\"", "no-parts"),
    ("boundary=\"=_b1\"", "boundary=\"\(String(repeating: "b", count: 71))\"", "bad-boundary"),
    ("\n--=_b1--\n", "\n", "unclosed-multipart"),
    (
      " boundary=\"=_b1\"\n", " boundary=\"=_b1\"\nContent-Transfer-Encoding: base64\n",
      "encoded-multipart"
    ),
    ("text/plain; charset=utf-8", "text/html; charset=utf-8", "alternative-order"),
    (
      "charset=utf-8\nContent-Transfer-Encoding: quoted",
      "charset=utf-8\nContent-Transfer-Encoding: uu", "unknown-encoding"
    ),
    ("text/plain; charset=utf-8", "text/plain", "no-charset"),
    ("sch=C3=B6n", "sch=F6n", "invalid-utf8"),
    ("sch=C3=B6n", "sch=C3=6n", "bad-quoted-printable"),
    ("sch=C3=B6n", "schön", "bad-quoted-printable"),
    ("Hello Ana, sch=C3=B6n.", String(repeating: "x", count: 90), "long-encoded-line"),
    ("Hello Ana, sch=C3=B6n.", "Hello \nthere", "trailing-blank"),
    ("Hello Ana, sch=C3=B6n.", "a=00b", "nul-byte"),
    ("Hello Ana, sch=C3=B6n.", "Hello {{ name }}", "template-tag"),
    ("Hello Ana, sch=C3=B6n.", "", "empty-part"),
    ("https://shop.example/a.png", "cid:hero", "unknown-content-id"),
    (
      "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
      "text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", "bad-base64"
    ),
    (
      "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHello Ana, sch=C3=B6n.",
      "text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nschön", "eight-bit"
    ),
    (
      "text/plain; charset=utf-8", "text/plain; charset=utf-8; name=\"../etc/passwd\"",
      "unsafe-file-name"
    ),
    (
      "Content-Type: text/plain; charset=utf-8",
      "Content-ID: hero\nContent-Type: text/plain; charset=utf-8", "bad-content-id"
    ),
    ("Hello Ana, sch", String(repeating: "x", count: 1100), "line-too-long"),
  ]

  @Test func corpusIsLargeEnough() {
    #expect(Self.malformed.count >= 40)
    #expect(Set(Self.malformed.map(\.2)).count >= 40)
  }

  @Test(arguments: malformed.indices)
  func malformedMessageIsCaught(index: Int) {
    let (old, new, identifier) = Self.malformed[index]
    #expect(Self.clean.contains(old), "the corpus no longer fits the clean message: \(old)")
    let found = Self.findings(Self.clean.replacing(old, with: new, maxReplacements: 1))
    #expect(found.contains { $0.identifier == identifier }, "\(found.map(\.identifier))")
    #expect(found.allSatisfy { $0.location?.file == "mail.eml" })
  }

  @Test(arguments: [
    ("Subject: a\r\n\r\nbody\rmore\r\n", "bare-cr"), ("Subject: a\n\nbody\n", "bare-lf"),
    ("Subject: a\r\n\r\nbo\u{0}dy\r\n", "nul-byte"), ("Subject: a\r\n", "no-body"),
    ("", "empty-file"), (" folded\r\n\r\nx\r\n", "orphan-fold"),
    (
      "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
      "one-alternative"
    ),
  ])
  func brokenBytesAreCaught(text: String, identifier: String) {
    let found = MessageLint.check(SourceFile(name: "m", text: text))
    #expect(found.contains { $0.identifier == identifier }, "\(found.map(\.identifier))")
  }

  @Test func duplicateContentIDsAreCaught() {
    let part =
      "--b\r\nContent-Type: image/png\r\nContent-ID: <a>\r\n"
      + "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    let found = MessageLint.check(
      SourceFile(
        name: "m",
        text: "Content-Type: multipart/related; boundary=b\r\n\r\n\(part)\(part)--b--\r\n"))
    #expect(found.contains { $0.identifier == "duplicate-content-id" })
  }

  @Test func deepNestingAndRandomBytesEndInFindings() {
    var text = ""
    for level in 0..<60 {
      text += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n"
    }
    let found = MessageLint.check(SourceFile(name: "m", text: text))
    #expect(found.contains { $0.identifier == "too-deep" })
    var random = SystemlessRandom(state: 7)
    for round in 0..<200 {
      var bytes = Array(Self.clean.replacing("\n", with: "\r\n").utf8)
      for _ in 0..<20 {
        let place = Int(random.next() % UInt64(bytes.count))
        if round % 2 == 0 {
          bytes[place] = UInt8(truncatingIfNeeded: random.next())
        } else {
          bytes.remove(at: place)
        }
      }
      _ = MessageLint.check(SourceFile(name: "m", bytes: bytes))
    }
  }

  @Test func mailboxIsReadMessageByMessageWithLinesOfTheFile() {
    let one = Self.clean.replacing("Hello Ana, sch", with: "Hello Ana,\n>>From sch")
    let two = Self.clean.replacing("Subject: Hello Ana", with: "Subject: ")
    let text =
      "From a@b.example Wed Apr 15 09:00:00 2026\n\(one)\n"
      + "From a@b.example Wed Apr 15 09:00:00 2026\n\(two)\n"
    let found = MessageLint.check(SourceFile(name: "all.mbox", text: text))
    #expect(found.map(\.identifier) == ["empty-subject"])
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0 == "Subject: " }
    #expect(found.first?.location?.line == line.map { $0 + 1 })
  }
}

/// SplitMix64 with a fixed seed.
struct SystemlessRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
