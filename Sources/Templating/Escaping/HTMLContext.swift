/// Where in an HTML document the compiler stands: a small tokenizer fed with literal bytes.
///
/// It follows the HTML tokenizer as far as escaping needs it. What Outlook reads inside
/// `<!--[if mso]>` is HTML as well and is followed as such.
struct HTMLContext: Sendable, Equatable {
  enum State: Sendable, Equatable {
    case text, tagOpen, tagName, endTag, beforeAttribute, attributeName, afterAttributeName
    case beforeValue, unquoted, comment, markup
    case quoted(UInt8)
    case rawText
  }

  /// How much of a URL stands before this place.
  enum URLProgress: Sendable, Equatable {
    case start, afterSlot, undecided, decided
  }

  private(set) var state = State.text
  private(set) var element: [UInt8] = []
  private(set) var attribute: [UInt8] = []
  private(set) var url = URLProgress.start
  private(set) var isInCSSURL = false
  private var isScriptJSON = false
  private var recent: [UInt8] = []

  /// What stands at a slot.
  enum Place: Equatable {
    case text
    case attribute
    case url(URLProgress)
    case cssURL(URLProgress)
    case css
    case script(isJSON: Bool)
    case eventHandler
    case unquoted
    case tag
  }

  var place: Place {
    switch state {
    case .text, .comment, .markup: .text
    case .rawText:
      switch element {
      case Array("script".utf8): .script(isJSON: isScriptJSON)
      case Array("style".utf8): isInCSSURL ? .cssURL(url) : .css
      default: .text
      }
    case .unquoted, .beforeValue: .unquoted
    case .quoted: attributePlace
    default: .tag
    }
  }

  private var attributePlace: Place {
    let name = String(decoding: attribute, as: UTF8.self)
    if name.hasPrefix("on") { return .eventHandler }
    switch name {
    case "style": return isInCSSURL ? .cssURL(url) : .css
    case "srcdoc": return .eventHandler
    case "href", "src", "action", "formaction", "background", "cite", "poster", "data", "longdesc",
      "usemap", "manifest", "ping", "xlink:href", "srcset", "icon", "codebase", "profile":
      return .url(url)
    default: return .attribute
    }
  }

  /// Whether a value stands between the start of the URL and this place without a scheme's end.
  private(set) var schemeComesFromValue = false

  /// Notes that a value stands here.
  mutating func passSlot() {
    switch url {
    case .start, .afterSlot: url = .afterSlot
    case .undecided: url = .afterSlot
    case .decided: break
    }
    recent = []
  }

  /// Follows literal bytes.
  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    switch state {
    case .text:
      if byte == UInt8(ascii: "<") {
        state = .tagOpen
        recent = []
      }
    case .tagOpen: tagOpen(byte)
    case .tagName:
      if byte == UInt8(ascii: ">") {
        openElement()
      } else if isSpace(byte) || byte == UInt8(ascii: "/") {
        state = .beforeAttribute
      } else {
        element.append(lower(byte))
      }
    case .endTag:
      if byte == UInt8(ascii: ">") { state = .text }
    case .beforeAttribute: beforeAttribute(byte)
    case .attributeName:
      switch byte {
      case UInt8(ascii: "="): state = .beforeValue
      case UInt8(ascii: ">"): openElement()
      case _ where isSpace(byte): state = .afterAttributeName
      case UInt8(ascii: "/"): state = .beforeAttribute
      default: attribute.append(lower(byte))
      }
    case .afterAttributeName:
      if byte == UInt8(ascii: "=") {
        state = .beforeValue
      } else if !isSpace(byte) {
        beforeAttribute(byte)
      }
    case .beforeValue:
      if isSpace(byte) { return }
      startValue()
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): state = .quoted(byte)
      case UInt8(ascii: ">"): openElement()
      default:
        state = .unquoted
        value(byte)
      }
    case .quoted(let quote):
      if byte == quote { endValue() } else { value(byte) }
    case .unquoted:
      if byte == UInt8(ascii: ">") {
        endValue()
        openElement()
      } else if isSpace(byte) {
        endValue()
      } else {
        value(byte)
      }
    case .comment: comment(byte)
    case .markup:
      if byte == UInt8(ascii: ">") { state = .text }
    case .rawText: rawText(byte)
    }
  }

  private mutating func tagOpen(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "!"):
      state = .comment
      recent = []
    case UInt8(ascii: "/"): state = .endTag
    case UInt8(ascii: "?"): state = .markup
    case _ where (byte | 0x20) >= 97 && (byte | 0x20) <= 122:
      state = .tagName
      element = [lower(byte)]
      isScriptJSON = false
    case UInt8(ascii: "<"): break
    default: state = .text
    }
  }

  private mutating func beforeAttribute(_ byte: UInt8) {
    if byte == UInt8(ascii: ">") {
      openElement()
    } else if !isSpace(byte), byte != UInt8(ascii: "/") {
      attribute = [lower(byte)]
      state = .attributeName
    }
  }

  private mutating func comment(_ byte: UInt8) {
    // `recent` holds what follows `<!`; only its start and end matter.
    recent.append(byte)
    let isComment = recent.starts(with: [45, 45])
    if byte == UInt8(ascii: ">") {
      let isConditional = recent.starts(with: "--[if".utf8) || recent.starts(with: "[".utf8)
      let closes =
        recent == Array("-->".utf8) || recent == Array("--->".utf8)
        || (recent.count >= 5 && recent.suffix(3) == [45, 45, 62])
      if (isComment && closes)
        || (recent.count >= 2 && recent[recent.count - 2] == 93 && isConditional)
        || (recent.count >= 2 && !isComment)
      {
        state = .text
        recent = []
      }
    }
    if recent.count > 64 { recent.removeSubrange(8..<40) }
  }

  private mutating func openElement() {
    state = .text
    recent = []
    switch element {
    case Array("script".utf8), Array("style".utf8), Array("title".utf8), Array("textarea".utf8):
      state = .rawText
      isInCSSURL = false
    default: break
    }
  }

  private mutating func rawText(_ byte: UInt8) {
    recent.append(lower(byte))
    followCSS(byte)
    if byte == UInt8(ascii: ">") {
      let close = Array("</".utf8) + element
      if let slash = recent.lastIndex(of: UInt8(ascii: "<")), recent[slash...].starts(with: close) {
        state = .text
        recent = []
      }
    }
    if recent.count > 64 { recent.removeFirst(32) }
  }

  private mutating func startValue() {
    url = .start
    schemeComesFromValue = false
    isInCSSURL = false
    recent = []
  }

  private mutating func value(_ byte: UInt8) {
    recent.append(lower(byte))
    if recent.count > 64 { recent.removeFirst(32) }
    if attribute == Array("style".utf8) {
      followCSS(byte)
    } else {
      followURL(byte)
    }
  }

  private mutating func followURL(_ byte: UInt8) {
    if attribute == Array("srcset".utf8), byte == UInt8(ascii: ",") || isSpace(byte) {
      url = .start
      return
    }
    switch byte {
    case UInt8(ascii: ":"):
      if url == .afterSlot { schemeComesFromValue = true }
      url = .decided
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): url = .decided
    case _ where isSpace(byte) && url == .start: break
    default: if url == .start { url = .undecided }
    }
  }

  private mutating func followCSS(_ byte: UInt8) {
    if isInCSSURL {
      switch byte {
      case UInt8(ascii: ")"): isInCSSURL = false
      case UInt8(ascii: "'"), UInt8(ascii: "\""): break
      default: followURL(byte)
      }
    } else if byte == UInt8(ascii: "("), recent.suffix(4) == Array("url(".utf8)[...] {
      isInCSSURL = true
      url = .start
    }
  }

  private mutating func endValue() {
    state = .beforeAttribute
    if element == Array("script".utf8), attribute == Array("type".utf8) {
      isScriptJSON = recent.suffix(4) == Array("json".utf8)[...]
    }
    recent = []
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
  private func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }

  /// Where two branches of a condition lead when both are followed by the same text, or `nil` when
  /// they end in places that nothing can follow safely.
  static func joined(_ a: HTMLContext, _ b: HTMLContext) -> HTMLContext? {
    if a == b { return a }
    var result = a
    result.recent = a.recent.count >= b.recent.count ? a.recent : b.recent
    switch (a.state, b.state) {
    case (.quoted(let left), .quoted(let right)) where left == right && a.attribute == b.attribute:
      guard a.isInCSSURL == b.isInCSSURL else { return nil }
      result.url = weaker(a.url, b.url)
      return result
    case (.rawText, .rawText): return a.element == b.element ? result : nil
    case _ where a.state == b.state:
      return a.isInTag && a.element != b.element ? nil : result
    case _ where a.isBetweenAttributes && b.isBetweenAttributes:
      result.state = .beforeAttribute
      return a.element == b.element ? result : nil
    default: return nil
    }
  }

  private var isInTag: Bool {
    switch state {
    case .text, .comment, .markup, .endTag: false
    default: true
    }
  }

  private var isBetweenAttributes: Bool {
    switch state {
    case .beforeAttribute, .afterAttributeName, .tagName, .attributeName: true
    default: false
    }
  }

  private static func weaker(_ a: URLProgress, _ b: URLProgress) -> URLProgress {
    if a == .start || b == .start { return .start }
    if a == .afterSlot || b == .afterSlot { return .afterSlot }
    if a == .undecided || b == .undecided { return .undecided }
    return .decided
  }
}
