internal import Diagnostics

extension TemplateCompiler {
  /// Takes off the filters that the escaping of a slot replaces, and says whether it is raw.
  func unwrapped(_ expression: Expression) -> (expression: Expression, isRaw: Bool) {
    guard case .filtered(let base, var calls) = expression.kind, options.autoescape else {
      return (expression, false)
    }
    var isRaw = false
    while let last = calls.last, last.arguments.isEmpty, last.named.isEmpty {
      if last.name == "raw", options.filters["raw"] == nil {
        isRaw = true
      } else if tracksHTML, !isRaw, ["escape", "h"].contains(last.name) {
      } else {
        break
      }
      calls.removeLast()
    }
    if calls.isEmpty { return (base, isRaw) }
    return (Expression(kind: .filtered(base, calls), range: expression.range), isRaw)
  }

  /// How a value is written where the compiler stands; reports places where none may stand.
  mutating func escape(_ expression: Expression, _ range: Range<Int>) -> SlotEscape {
    guard options.autoescape else { return .none }
    switch options.kind {
    case .text, .none: return .none
    case .header: return .header
    case .json: return isInJSONString ? .jsonString : .jsonValue
    case .html: break
    }
    defer { html.passSlot() }
    switch html.place {
    case .text: return .html
    case .attribute: return .attribute
    case .url(let progress): return urlEscape(progress, inCSS: false)
    case .cssURL(let progress): return urlEscape(progress, inCSS: true)
    case .css: return .css
    case .script(let isJSON):
      if case .filtered(_, let calls) = expression.kind, calls.last?.name == "json" { return .none }
      if isJSON { return .jsonString }
      refuse(
        "unsafe-script", "a value must not stand inside a script", range,
        hint: "write it as data with the `json` filter")
      return .jsonString
    case .eventHandler:
      refuse(
        "unsafe-attribute", "a value must not stand inside an attribute that is run as code", range)
      return .attribute
    case .unquoted:
      refuse(
        "unquoted-attribute", "a value must not stand in an attribute without quotes", range,
        hint: "put quotes around the attribute's value")
      return .attribute
    case .tag:
      refuse(
        "unsafe-tag", "a value must not stand for a tag or an attribute's name", range,
        hint: "write the attribute out and put the value between its quotes")
      return .attribute
    }
  }

  private func urlEscape(_ progress: HTMLContext.URLProgress, inCSS: Bool) -> SlotEscape {
    switch progress {
    case .start: inCSS ? .cssURLStart : .urlStart
    case .afterSlot, .undecided: inCSS ? .cssURLUndecided : .urlUndecided
    case .decided: inCSS ? .cssURLRest : .urlRest
    }
  }

  private mutating func refuse(
    _ identifier: String, _ summary: String, _ range: Range<Int>, hint: String? = nil
  ) {
    report(options.isStrict ? .error : .warning, identifier, summary, range, hint: hint)
  }

  mutating func feed(_ bytes: ArraySlice<UInt8>, _ range: Range<Int>) {
    if tracksHTML {
      html.feed(bytes)
      if html.takeSchemeFault(), options.isStrict {
        report(
          .error, "unsafe-url", "a value must not decide the scheme of a URL", range,
          hint: "write the scheme out, as in `https://`")
      }
    } else if options.kind == .json {
      var index = bytes.startIndex
      while index < bytes.endIndex {
        if bytes[index] == UInt8(ascii: "\\") {
          index += 1
        } else if bytes[index] == UInt8(ascii: "\"") {
          isInJSONString.toggle()
        }
        index += 1
      }
    }
  }

  /// Goes on after branches that started at one place and may end at several.
  mutating func join(_ ends: [HTMLContext], _ range: Range<Int>, _ what: String) {
    guard tracksHTML, var result = ends.first else { return }
    for end in ends.dropFirst() {
      guard let joined = HTMLContext.joined(result, end) else {
        refuse(
          "html-context", "\(what) must leave the HTML as they found it", range,
          hint: "open and close tags, quotes and comments in the same branch")
        break
      }
      result = joined
    }
    html = result
  }
}
