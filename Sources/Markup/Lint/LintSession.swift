internal import Diagnostics
internal import SourceText

/// The state of checking one mail.
struct LintSession {
  let html: Pieces
  let options: LintOptions
  let opaque: OpaqueSpans
  let tree: HTMLTree
  private(set) var diagnostics: [Diagnostic] = []
  private var counts: [String: Int] = [:]

  // The same complaint a hundred times helps nobody.
  private static let maximumPerRule = 20

  init(_ html: Pieces, _ options: LintOptions) {
    self.html = html
    self.options = options
    opaque = TemplateSpans.find(in: html)
    tree = HTMLTree(HTMLTokenizer.tokenize(html.bytes, opaque: opaque))
  }

  mutating func report(
    _ rule: LintRule, _ range: Range<Int>, _ summary: String? = nil, hint: String? = nil,
    in pieces: Pieces? = nil, severity: Severity? = nil
  ) {
    guard !options.silenced.contains(rule.name), counts[rule.name, default: 0] < Self.maximumPerRule
    else { return }
    let diagnostic = (pieces ?? html).diagnostic(
      severity ?? rule.severity, rule.name, summary ?? rule.summary, range: range, hint: hint)
    // The text part comes from the same lines as the HTML.
    guard !diagnostics.contains(diagnostic) else { return }
    counts[rule.name, default: 0] += 1
    diagnostics.append(diagnostic)
  }

  func value(_ name: String, _ element: Int) -> String? {
    guard let attribute = tree.attribute(name, of: element) else { return nil }
    return attribute.valueRange.map {
      String(decoding: HTMLEntities.decode(html.bytes[$0]), as: UTF8.self)
    } ?? ""
  }

  func range(_ element: Int) -> Range<Int> { tree.startTag(element).range }

  // MARK: The whole document

  mutating func checkDocument() {
    if html.count >= EmailLint.clipSize {
      report(
        .clipped, 0..<1, "the HTML part is \(html.count / 1024) KB; Gmail clips at 102 KB",
        hint: "shorten the mail, or move styles into classes")
    } else if html.count >= EmailLint.warningSize {
      report(
        .size, 0..<1, "the HTML part is \(html.count / 1024) KB; Gmail clips at 102 KB",
        hint: "links and names of long recipients can push it over")
    }
    let elements = tree.elements
    let root = elements.indices.first { elements[$0].name == "html" }
    if let root {
      if value("lang", root)?.isEmpty ?? true {
        report(.language, range(root), hint: "add lang=\"en\" or the mail's language")
      }
    } else {
      report(.language, 0..<1, hint: "start the document with <html lang=\"en\">")
    }
    let title = elements.indices.first { elements[$0].name == "title" }
    if title.map({ !elements[$0].hasText }) ?? true {
      report(.title, title.map { range($0) } ?? 0..<1, hint: "screen readers read it out")
    }
    checkPreheader()
    let hasUnsubscribe = elements.indices.contains { index in
      guard elements[index].name == "a" else { return false }
      let words = ["unsubscribe", "opt-out", "optout", "preferences", "abmelden", "désinscri"]
      let text = ((value("href", index) ?? "") + " " + self.text(of: index)).lowercased()
      return words.contains { text.contains($0) }
    }
    if !hasUnsubscribe {
      report(.unsubscribe, 0..<1, hint: "add a link to {{ unsubscribe_url }} in the footer")
    }
  }

  private mutating func checkPreheader() {
    guard let body = tree.elements.indices.first(where: { tree.elements[$0].name == "body" })
    else { return }
    for (index, element) in tree.elements.enumerated() where index > body {
      if isHidden(index), element.hasText { return }
      if element.hasText, !isHidden(index) { break }
      if element.startToken > tree.elements[body].startToken + 60 { break }
    }
    report(
      .preheader, range(body),
      hint: "the inbox shows the first words of the mail beside the subject: use <mj-preview>")
  }

  private func isHidden(_ element: Int) -> Bool {
    guard let style = value("style", element) else { return false }
    let text = style.lowercased().filter { !$0.isWhitespace }
    return text.contains("display:none") || text.contains("mso-hide:all")
      || text.contains("max-height:0")
  }

  /// The text directly and indirectly in an element, at most 200 bytes of it.
  func text(of element: Int) -> String {
    var output: [UInt8] = []
    let tokens = tree.source.tokens
    var index = tree.elements[element].startToken + 1
    while index < tree.elements[element].endToken, index < tokens.count, output.count < 200 {
      if tokens[index].kind == .text { output += html.bytes[tokens[index].range] }
      index += 1
    }
    return String(decoding: HTMLEntities.decode(output), as: UTF8.self)
  }

  // MARK: Elements

  private static let unsupported: Set<String> = [
    "script", "form", "iframe", "object", "embed", "video", "audio", "applet", "frameset",
  ]

  mutating func checkElements() {
    for index in tree.elements.indices {
      let name = tree.elements[index].name
      if Self.unsupported.contains(name) {
        report(
          .element, range(index), "<\(name)> is removed or shown as nothing by mail clients",
          hint: "link to a page that has it")
      }
      if name == "img" { checkImage(index) }
      if name == "a" { checkLink(index) }
    }
    checkContrast()
    checkClientSupport()
  }

  private mutating func checkImage(_ element: Int) {
    if tree.attribute("alt", of: element) == nil {
      report(
        .imageAlt, range(element), hint: "say what it shows; alt=\"\" for a decoration")
    }
    let style = value("style", element) ?? ""
    if tree.attribute("width", of: element) == nil, !style.contains("width:") {
      report(.imageSize, range(element), hint: "Outlook shows images at their full size")
    }
    let source = value("src", element) ?? ""
    let place = tree.attribute(.src, of: element)?.valueRange ?? range(element)
    if source.isEmpty {
      report(.imageSource, range(element), "image has no source")
    } else if source.hasPrefix("cid:"), let known = options.contentIDs,
      !known.contains(String(source.dropFirst(4)))
    {
      report(.imageSource, place, "no attachment has the Content-ID of this image")
    } else if source.hasPrefix("http:") {
      report(.insecureLink, place, "image is loaded over http", hint: "use https")
    }
  }

  private static let shorteners: Set<String> = [
    "bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "buff.ly", "rb.gy", "cutt.ly",
  ]

  private mutating func checkLink(_ element: Int) {
    guard let attribute = tree.attribute("href", of: element) else { return }
    // The value keeps its own place through MJML; the name is blamed on the element.
    let range = attribute.valueRange.flatMap { $0.isEmpty ? nil : $0 } ?? attribute.range
    let href = (value("href", element) ?? "").trimmingBlanks()
    if href.isEmpty || href == "#" {
      report(.emptyLink, range)
      return
    }
    // An address that starts with a tag is checked when it is filled.
    if let value = attribute.valueRange, opaque.span(at: value.lowerBound) != nil { return }
    let lower = href.lowercased()
    if let colon = lower.firstIndex(of: ":"), !lower.hasPrefix("#") {
      let scheme = String(lower[..<colon])
      if scheme == "http" {
        report(.insecureLink, range, "link uses http", hint: "use https")
      } else if !["https", "mailto", "tel", "sms"].contains(scheme),
        scheme.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) })
      {
        report(.unsafeLink, range, "link uses `\(scheme):`, which clients refuse")
      }
    }
    let host = Self.host(lower)
    if Self.shorteners.contains(host)
      || (!host.isEmpty && host.allSatisfy { $0.isNumber || $0 == "." })
    {
      report(.shortLink, range, hint: "filters distrust addresses that hide where they lead")
    }
    let shown = Self.host(text(of: element).trimmingBlanks().lowercased())
    if !shown.isEmpty, !host.isEmpty, shown != host, !host.hasSuffix("." + shown),
      !shown.hasSuffix("." + host)
    {
      report(.misleadingLink, range, "link shows \(shown) and leads to \(host)")
    }
  }

  /// The host of a text that is an address, or nothing.
  private static func host(_ text: String) -> String {
    var rest = Substring(text)
    if rest.hasPrefix("https://") {
      rest = rest.dropFirst(8)
    } else if rest.hasPrefix("http://") {
      rest = rest.dropFirst(7)
    } else if !rest.hasPrefix("www.") {
      return ""
    }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" && $0 != " " }
    return host.hasPrefix("www.") ? String(host.dropFirst(4)) : String(host)
  }

  // MARK: Words

  private static let leftovers: [(text: StaticString, hint: String)] = [
    ("{{", "a template tag was not filled"), ("{%", "a template tag was not filled"),
    ("%7b%7b", "a template tag was percent-encoded before it was filled"),
    ("optional(", "a missing value was printed"), ("[object object]", "a value was printed raw"),
    ("lorem ipsum", "replace the placeholder text"), ("undefined", "a missing value was printed"),
  ]
  private static let spam: [StaticString] = [
    "100% free", "act now", "click here now", "!!!", "$$$", "risk free", "no obligation",
    "winner!", "congratulations!", "once in a lifetime", "make money",
  ]

  mutating func checkWords(in pieces: Pieces, isHTML: Bool) {
    let bytes = pieces.bytes
    let spans = isHTML ? opaque : TemplateSpans.find(in: pieces)
    for index in bytes.indices {
      let lower = ASCII.lower(bytes[index])
      guard Self.firstBytes.contains(lower) else { continue }
      for (word, hint) in Self.leftovers where ASCII.matches(bytes, at: index, word) {
        let isTag = word.utf8CodeUnitCount == 2
        if isTag, options.allowsTemplateTags || isStyle(index, pieces, isHTML) { continue }
        if !isTag, spans.touches(index..<index + 1) || !isWord(bytes, index, word) { continue }
        report(
          .leftover, index..<index + word.utf8CodeUnitCount, "`\(word)` is left in the mail",
          hint: hint, in: pieces)
      }
      for word in Self.spam where ASCII.matches(bytes, at: index, word) {
        if index > 0, bytes[index - 1] == bytes[index], word.utf8CodeUnitCount == 3 { continue }
        if spans.touches(index..<index + 1) || isStyle(index, pieces, isHTML) { continue }
        report(
          .spam, index..<index + word.utf8CodeUnitCount, "filters count `\(word)` against a mail",
          in: pieces)
      }
    }
  }

  private static let firstBytes: Set<UInt8> = {
    var bytes: Set<UInt8> = []
    for word in leftovers.map(\.text) + spam {
      word.withUTF8Buffer { if let first = unsafe $0.first { bytes.insert(first) } }
    }
    return bytes
  }()

  // `undefined` and its like count as words of the text, not as parts of names in code.
  private func isWord(_ bytes: [UInt8], _ start: Int, _ word: StaticString) -> Bool {
    func isPart(_ index: Int) -> Bool {
      guard index >= 0, index < bytes.count else { return false }
      let byte = bytes[index]
      return ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x2D || byte == 0x5F
    }
    let end = start + word.utf8CodeUnitCount
    if bytes[start] == UInt8(ascii: "%") { return true }
    return !isPart(start - 1) && (bytes[end - 1] == UInt8(ascii: "(") || !isPart(end))
  }

  // `}}` and `{{` may stand in CSS and comments without being tags.
  private func isStyle(_ offset: Int, _ pieces: Pieces, _ isHTML: Bool) -> Bool {
    guard isHTML else { return false }
    var low = 0
    var high = tree.source.tokens.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if tree.source.tokens[middle].range.lowerBound <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    guard low < tree.source.tokens.count else { return false }
    let token = tree.source.tokens[low]
    if token.kind == .comment || token.kind == .declaration { return true }
    guard token.kind == .rawText, low > 0 else { return false }
    return tree.source.tokens[low - 1].name != "title"
  }
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
