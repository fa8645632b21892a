internal import Diagnostics

extension MessageLint {
  /// One header field.
  struct Field {
    var name: String
    /// The unfolded value.
    var value: String
    var offset: Int
  }

  /// The headers of a message or part, and where its body is.
  struct Part {
    var fields: [Field] = []
    var start: Int
    var body: Range<Int>

    func value(_ name: String) -> String? { field(name)?.value }
    func field(_ name: String) -> Field? { fields.first { $0.name == name } }
    func all(_ name: String) -> [Field] { fields.filter { $0.name == name } }
  }

  /// Reads the header lines from `start` and checks their form.
  mutating func readHeaders(from start: Int, to end: Int) -> Part {
    var part = Part(start: start, body: end..<end)
    var index = start
    while index < end {
      let lineEnd = endOfLine(index, end)
      let next = min(end, afterLine(lineEnd, end))
      if lineEnd == index {
        part.body = next..<end
        return part
      }
      readLine(index..<lineEnd, into: &part)
      index = next
    }
    report("no-body", "an empty line has to end the headers", at: max(start, end - 1))
    return part
  }

  private mutating func readLine(_ range: Range<Int>, into part: inout Part) {
    let line = bytes[range]
    checkHeaderBytes(range)
    if line.first == 32 || line.first == 9 {
      guard !part.fields.isEmpty else {
        report("orphan-fold", "a folded line needs a header before it", at: range.lowerBound)
        return
      }
      if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
        report("blank-fold", "a folded line may not be blank", at: range.lowerBound)
      }
      // A space in place of the line end and the white space it is folded with.
      part.fields[part.fields.count - 1].value += String(decoding: line, as: UTF8.self)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      report("no-colon", "a header line needs a name and a colon", at: range.lowerBound)
      return
    }
    let name = line[..<colon]
    if name.isEmpty || name.contains(where: { $0 <= 32 || $0 >= 127 }) {
      report(
        "bad-header-name", "a header's name is printable ASCII without blanks, up to the colon",
        at: range.lowerBound)
    }
    var value = line[(colon + 1)...]
    if value.first == 32 || value.first == 9 { value = value.dropFirst() }
    part.fields.append(
      Field(
        name: String(decoding: name, as: UTF8.self).lowercased(),
        value: String(decoding: value, as: UTF8.self), offset: range.lowerBound))
  }

  private mutating func checkHeaderBytes(_ range: Range<Int>) {
    if let bad = bytes[range].firstIndex(where: { ($0 < 32 && $0 != 9 && $0 != 13) || $0 == 127 }) {
      report("control-in-header", "a header holds no control characters", at: bad)
    }
    if let raw = bytes[range].firstIndex(where: { $0 > 127 }) {
      report(
        "raw-header", "a header is ASCII; other text is written as encoded words", at: raw)
    }
    if range.count > 78 {
      // A word that cannot be folded, such as a URL, may pass 78 (RFC 5322 section 2.1.1).
      let words = bytes[range].split(separator: 32)
      if words.count > 2 || (words.count == 2 && bytes[range].first != 32 && words[1].count < 60) {
        report(
          "long-header-line", "a header line should be folded at 78 bytes, this has \(range.count)",
          at: range.lowerBound, .warning)
      }
    }
  }

  /// Checks the headers that a message as a whole has to have.
  mutating func checkMessageHeaders(_ part: Part) {
    for name in Self.required where part.field(name) == nil {
      report("missing-\(name)", "the message has no \(Self.title(name))", at: 0)
    }
    for name in Self.single {
      let fields = part.all(name)
      if fields.count > 1 {
        report(
          "duplicate-header", "\(Self.title(name)) may stand there once only", at: fields[1].offset)
      }
    }
    if let date = part.field("date"), !MailDate.isValid(date.value) {
      report("bad-date", "Date is no date of RFC 5322", at: date.offset)
    }
    if let id = part.field("message-id"), !Self.isMessageID(id.value) {
      report("bad-message-id", "Message-ID is `<left@right>` in one piece", at: id.offset)
    }
    for name in ["from", "to", "reply-to", "cc", "sender"] {
      if let field = part.field(name) { checkAddresses(field) }
    }
    if let version = part.field("mime-version"), version.value.trimmedBlanks != "1.0" {
      report("bad-mime-version", "MIME-Version is 1.0", at: version.offset)
    }
    if let subject = part.field("subject"), subject.value.trimmedBlanks.isEmpty {
      report("empty-subject", "Subject is empty", at: subject.offset)
    }
    for field in part.fields { checkEncodedWords(field) }
    checkList(part)
  }

  private mutating func checkList(_ part: Part) {
    if let id = part.field("list-id"), !Self.isListID(id.value) {
      report("bad-list-id", "List-Id ends with a name in angle brackets", at: id.offset)
    }
    guard let list = part.field("list-unsubscribe") else {
      if let post = part.field("list-unsubscribe-post") {
        report(
          "unsubscribe-post-alone", "List-Unsubscribe-Post needs List-Unsubscribe", at: post.offset)
      }
      return
    }
    let links = list.value.split(separator: ",").map { String($0).trimmedBlanks }
    let isBracketed = links.allSatisfy { $0.hasPrefix("<") && $0.hasSuffix(">") }
    let secure = links.count { $0.lowercased().hasPrefix("<https://") }
    if !isBracketed || links.isEmpty {
      report("bad-unsubscribe", "List-Unsubscribe holds links in angle brackets", at: list.offset)
    } else if secure != 1 {
      report(
        "unsubscribe-not-https", "one click (RFC 8058) needs exactly one https link",
        at: list.offset)
    }
    guard let post = part.field("list-unsubscribe-post") else {
      report(
        "no-unsubscribe-post", "List-Unsubscribe needs List-Unsubscribe-Post (RFC 8058)",
        at: list.offset)
      return
    }
    if post.value.trimmedBlanks != "List-Unsubscribe=One-Click" {
      report(
        "bad-unsubscribe-post", "List-Unsubscribe-Post is `List-Unsubscribe=One-Click`",
        at: post.offset)
    }
    if let preview = part.field("x-galley-preview") {
      report(
        "preview-key", "the unsubscribe link is signed with the preview key and works nowhere",
        at: preview.offset, .warning, hint: "set GALLEY_UNSUBSCRIBE_KEY before sending")
    }
  }

  private mutating func checkAddresses(_ field: Field) {
    let addresses = AddressList.addresses(in: field.value)
    guard let addresses, !addresses.isEmpty else {
      report("bad-address", "\(Self.title(field.name)) is no list of addresses", at: field.offset)
      return
    }
    if let bad = addresses.first(where: { MailAddress.ascii($0) != $0 }) {
      _ = bad
      report(
        "bad-address", "\(Self.title(field.name)) holds an address that is none", at: field.offset)
    }
    if field.name == "from", addresses.count > 1 {
      report("many-senders", "From names more than one sender", at: field.offset)
    }
  }

  private static let required = ["date", "from", "to", "subject", "message-id", "mime-version"]
  private static let single = [
    "date", "from", "sender", "reply-to", "to", "cc", "subject", "message-id", "mime-version",
    "content-type", "content-transfer-encoding", "list-unsubscribe", "list-unsubscribe-post",
    "list-id",
  ]

  private static func title(_ name: String) -> String {
    switch name {
    case "message-id": "Message-ID"
    case "mime-version": "MIME-Version"
    default:
      name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        .joined(separator: "-")
    }
  }

  private static func isMessageID(_ value: String) -> Bool {
    let id = value.trimmedBlanks
    guard id.hasPrefix("<"), id.hasSuffix(">") else { return false }
    let parts = id.dropFirst().dropLast().split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && id.dropFirst().dropLast().utf8.allSatisfy {
        $0 > 32 && $0 < 127 && $0 != 60 && $0 != 62
      }
  }

  private static func isListID(_ value: String) -> Bool {
    let id = value.trimmedBlanks
    guard id.hasSuffix(">"), let open = id.lastIndex(of: "<") else { return false }
    let name = id[id.index(after: open)...].dropLast()
    return name.contains(".") && !name.hasPrefix(".") && !name.hasSuffix(".")
      && name.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }
}

extension String {
  /// The text without blanks around it.
  var trimmedBlanks: String {
    var view = self[...]
    while let first = view.first, first == " " || first == "\t" { view = view.dropFirst() }
    while let last = view.last, last == " " || last == "\t" { view = view.dropLast() }
    return String(view)
  }
}
