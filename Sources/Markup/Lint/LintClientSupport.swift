internal import Diagnostics
internal import SourceText

/// The features of CSS that a mail uses against what mail clients know.
extension LintSession {
  mutating func checkClientSupport() {
    var features = UsedFeatures()
    for index in tree.elements.indices {
      if let range = tree.attribute(.style, of: index)?.valueRange {
        let parser = CSSParser(bytes: html.bytes, opaque: opaque, isAttribute: true)
        features.add(parser.items(in: range), html.bytes)
      }
      guard tree.elements[index].tag == .style else { continue }
      let contents = tree.elements[index].startToken + 1
      guard contents < tree.source.tokens.count, tree.source.tokens[contents].kind == .rawText
      else { continue }
      let parser = CSSParser(bytes: html.bytes, opaque: opaque)
      features.add(rules: parser, tree.source.tokens[contents].range, depth: 0)
    }
    for (feature, range) in features.found {
      let missing = ClientSupport.missing(feature)
      guard !missing.isEmpty else { continue }
      let isGraceful = ClientSupport.isGraceful(feature, missing: missing)
      guard !isGraceful || options.includesNotes else { continue }
      let counts = ClientSupport.counts(feature)
      report(
        .clientSupport, range,
        "`\(UsedFeatures.shown(feature))` is not known to \(missing.joined(separator: ", "))",
        hint: isGraceful
          ? "the mail looks plainer there; \(counts.with) of \(counts.with + counts.without) "
            + "tested clients know it"
          : "find another way, or make sure that the mail reads without it; "
            + "\(counts.with) of \(counts.with + counts.without) tested clients know it",
        severity: isGraceful ? .note : nil)
    }
  }
}

/// The features that stylesheets use, by their names in the caniemail table, with the first place.
struct UsedFeatures {
  private(set) var found: [(feature: String, range: Range<Int>)] = []
  private var known: Set<String> = []

  static func shown(_ feature: String) -> String {
    var text = feature.hasPrefix("css-") ? String(feature.dropFirst(4)) : feature
    for (prefix, shown) in [
      ("display-", "display: "), ("at-media-", "@media "), ("at-", "@"), ("pseudo-class-", ":"),
      ("pseudo-element-", "::"), ("function-", ""), ("unit-", "unit "),
    ] where text.hasPrefix(prefix) {
      text = shown + text.dropFirst(prefix.count)
      break
    }
    return text
  }

  private mutating func add(_ feature: String, _ range: Range<Int>) {
    guard !known.contains(feature), ClientSupport.knows(feature) else { return }
    known.insert(feature)
    found.append((feature, range))
  }

  mutating func add(rules parser: CSSParser, _ range: Range<Int>, depth: Int) {
    guard depth < 4 else { return }
    for rule in parser.rules(in: range) {
      switch rule.kind {
      case .at(let name):
        let place = rule.range.lowerBound..<rule.range.lowerBound + 1 + name.utf8.count
        add("css-at-\(name)", place)
        if name == "media" {
          let condition = ASCII.lowercased(parser.bytes, rule.prelude)
          for word in ["prefers-color-scheme", "prefers-reduced-motion", "orientation", "hover"]
          where condition.contains(word) {
            add("css-at-media-\(word)", place)
          }
        }
      // What stands in a block is only for clients that know the rule around it.
      case .style:
        guard let block = rule.block else { continue }
        add(parser.items(in: block), parser.bytes)
      case .template, .broken: break
      }
    }
  }

  mutating func add(_ items: [CSSBlockItem], _ bytes: [UInt8]) {
    for case .declaration(let declaration) in items {
      add(declaration, declaration.name(in: bytes), bytes)
    }
  }

  private mutating func add(_ declaration: CSSDeclaration, _ name: String, _ bytes: [UInt8]) {
    let range = declaration.range
    if declaration.isCustom { return add("css-variables", range) }
    // What is meant for one client is known to it.
    guard !name.hasPrefix("mso-"), !name.hasPrefix("-") else { return }
    switch name {
    case "left", "right", "top", "bottom": add("css-left-right-top-bottom", range)
    case "row-gap", "column-gap": add("css-gap", range)
    case "display": break
    default: add("css-\(name)", range)
    }
    let value = ASCII.lowercased(bytes, declaration.value)
    switch (name, value) {
    case ("display", "flex"), ("display", "inline-flex"): add("css-display-flex", range)
    case ("display", "grid"), ("display", "inline-grid"): add("css-display-grid", range)
    default: break
    }
    guard value.utf8.contains(UInt8(ascii: "(")) else { return }
    for (text, feature) in [
      ("var(", "css-variables"), ("calc(", "css-unit-calc"), ("clamp(", "css-function-clamp"),
      ("min(", "css-function-min"), ("max(", "css-function-max"), ("rgba(", "css-rgba"),
      ("light-dark(", "css-function-light-dark"), ("conic-gradient(", "css-conic-gradient"),
      ("linear-gradient(", "css-linear-gradient"), ("radial-gradient(", "css-radial-gradient"),
    ] where value.contains(text) {
      add(feature, range)
    }
  }
}
