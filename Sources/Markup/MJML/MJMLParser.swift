internal import Diagnostics
internal import SourceText

/// Reads MJML into a tree, with `mj-include` resolved, and checks names, nesting and units.
struct MJMLParser {
  private let options: MJMLOptions
  private(set) var sources: [Pieces] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var includeDepth = 0

  // What is wrong 200 times is wrong once in the tool that wrote it.
  private static let maximumDiagnostics = 200
  // MJML itself needs 8 levels; the rest is room for what is wrong anyway.
  private static let maximumDepth = 32
  private static let maximumIncludes = 8

  init(_ options: MJMLOptions) { self.options = options }

  mutating func parse(_ source: Pieces) -> MJMLNode? {
    let roots = elements(of: source)
    guard
      let root = roots.compactMap({ child -> MJMLNode? in
        if case .element(let node) = child, node.name == "mjml" { node } else { nil }
      }).first
    else {
      diagnostics.append(
        source.diagnostic(
          .error, "not-mjml", "the document has no <mjml> element", range: 0..<1,
          hint: "wrap it: <mjml><mj-body>...</mj-body></mjml>"))
      return nil
    }
    if root.first("mj-body") == nil {
      report(
        .error, "missing-body", "an <mjml> document needs an <mj-body>", root.source, root.range)
    }
    return root
  }

  private mutating func report(
    _ severity: Severity, _ identifier: String, _ summary: String, _ source: Int,
    _ range: Range<Int>, hint: String? = nil
  ) {
    guard diagnostics.count < Self.maximumDiagnostics else { return }
    diagnostics.append(
      sources[source].diagnostic(severity, identifier, summary, range: range, hint: hint))
  }

  // MARK: Elements

  private mutating func elements(of source: Pieces) -> [MJMLNode.Child] {
    sources.append(source)
    let index = sources.count - 1
    let opaque = TemplateSpans.find(in: source)
    let tokens = HTMLTokenizer.tokenize(source.bytes, opaque: opaque)
    // The open elements; the first entry collects what stands at the top.
    var stack = [MJMLNode(name: "", source: index, range: 0..<0)]
    var position = 0
    while position < tokens.tokens.count {
      let token = tokens.tokens[position]
      position += 1
      switch token.kind {
      case .startTag:
        let node = MJMLNode(name: token.name, source: index, range: token.range)
        if token.isUnterminated {
          report(
            .error, "mjml-syntax", "tag `<\(token.name)` is not closed with `>`", index, token.range
          )
          continue
        }
        node.attributes = attributes(of: token, tokens, source, index)
        check(node, inside: stack[stack.count - 1])
        let isEnding = node.element?.isEnding ?? !token.name.hasPrefix("mj")
        if token.isSelfClosing {
          close(node, &stack)
        } else if isEnding {
          let end = endOfContent(token, tokens, &position, source)
          node.content = ASCII.trimmed(source.bytes, end)
          node.contentIsControl = opaque.spans(in: end).contains { $0.isControl }
          close(node, &stack)
        } else if stack.count < Self.maximumDepth {
          stack.append(node)
        } else {
          report(.error, "mjml-depth", "elements are nested too deeply", index, token.range)
        }
      case .endTag: endElement(token, index, &stack)
      case .template:
        stack[stack.count - 1].children.append(
          .template(
            source: index,
            span: OpaqueSpans.Span(range: token.range, isControl: token.isControl)))
      case .comment:
        stack[stack.count - 1].children.append(
          .comment(
            source: index, range: token.range,
            isControl: opaque.spans(in: token.range).contains { $0.isControl }))
        if token.isUnterminated {
          report(.error, "mjml-syntax", "comment is not closed with `-->`", index, token.range)
        }
      case .text, .rawText:
        let text = ASCII.trimmed(source.bytes, token.range)
        if !text.isEmpty {
          report(
            .warning, "stray-text",
            "text between elements is left out", index, text.lowerBound..<text.lowerBound + 1,
            hint: "put it into <mj-text> or <mj-raw>")
        }
      case .declaration: break
      }
    }
    while stack.count > 1, let open = stack.popLast() {
      report(.error, "mjml-syntax", "<\(open.name)> is never closed", index, open.range)
      close(open, &stack)
    }
    return stack[0].children
  }

  private mutating func endElement(_ token: HTMLToken, _ index: Int, _ stack: inout [MJMLNode]) {
    guard let open = stack.lastIndex(where: { $0.name == token.name }), open > 0 else {
      report(
        .error, "mjml-syntax", "</\(token.name)> closes nothing", index, token.range)
      return
    }
    while stack.count > open + 1, let node = stack.popLast() {
      report(.error, "mjml-syntax", "<\(node.name)> is never closed", index, node.range)
      close(node, &stack)
    }
    if let node = stack.popLast() { close(node, &stack) }
  }

  private mutating func close(_ node: MJMLNode, _ stack: inout [MJMLNode]) {
    if node.name == "mj-include" {
      stack[stack.count - 1].children += include(node, in: stack[stack.count - 1].name)
    } else {
      stack[stack.count - 1].children.append(.element(node))
    }
  }

  // The contents of an element that holds HTML: up to its own end tag, whatever is inside.
  private mutating func endOfContent(
    _ start: HTMLToken, _ tokens: HTMLTokens, _ position: inout Int, _ source: Pieces
  ) -> Range<Int> {
    var depth = 0
    while position < tokens.tokens.count {
      let token = tokens.tokens[position]
      position += 1
      guard token.name == start.name else { continue }
      if token.kind == .startTag, !token.isSelfClosing { depth += 1 }
      if token.kind == .endTag {
        if depth == 0 { return start.range.upperBound..<token.range.lowerBound }
        depth -= 1
      }
    }
    report(
      .error, "mjml-syntax", "<\(start.name)> is never closed", sources.count - 1, start.range)
    return start.range.upperBound..<source.count
  }

  // MARK: Attributes

  private func attributes(
    of token: HTMLToken, _ tokens: HTMLTokens, _ source: Pieces, _ index: Int
  ) -> [MJMLAttribute] {
    token.attributes.map { number in
      let attribute = tokens.attributes[number]
      let known = MJMLAttributeName(source.bytes, attribute.nameRange)
      var value = MJMLValue("")
      if let range = attribute.valueRange, !range.isEmpty {
        value = MJMLValue(String(decoding: source.bytes[range], as: UTF8.self))
        // All attributes are written with double quotes.
        if attribute.quote == ASCII.apostrophe, !attribute.hasTemplate,
          value.text.utf8.contains(ASCII.quote)
        {
          value.text = value.text.replacing("\"", with: "&quot;")
        } else if known?.isColor == true, range.count == 4, source.bytes[range.lowerBound] == 0x23 {
          value.text = Self.longColor(value.text)
        } else if attribute.hasTemplate || known?.isTraced == true, index < Int32.max,
          range.upperBound < Int32.max
        {
          value.origin = MJMLValue.Origin(
            source: Int32(index), start: Int32(range.lowerBound), end: Int32(range.upperBound))
        }
      }
      return MJMLAttribute(
        name: attribute.name, known: known, value: value, range: attribute.range,
        hasTemplate: attribute.hasTemplate)
    }
  }

  // `#abc` is `#aabbcc`: Outlook reads only the long form.
  private static func longColor(_ value: String) -> String {
    "#" + value.dropFirst().map { "\($0)\($0)" }.joined()
  }

  // MARK: Checks

  // What decides about widths in pixels, which Outlook needs and nobody can compute later.
  private static let sizes: Set<String> = [
    "width", "padding", "padding-left", "padding-right", "border", "border-left",
    "border-right", "inner-border", "inner-border-left", "inner-border-right", "inner-padding",
    "icon-size", "icon-height", "background-width", "background-height", "tb-width", "icon-width",
  ]

  // What decides which markup is written at all.
  private static let choices: Set<String> = [
    "full-width", "mode", "fluid-on-mobile", "hamburger", "thumbnails", "icon-position",
    "background-size", "background-repeat", "background-position", "background-position-x",
    "background-position-y", "galley:bulletproof", "mj-class",
  ]

  private mutating func check(_ node: MJMLNode, inside parent: MJMLNode) {
    guard let element = node.element else {
      let near = nearestName(to: node.name, in: MJMLElement.all.keys)
      report(
        .error, "unknown-element", "<\(node.name)> is no MJML element", node.source, node.range,
        hint: near.map { "did you mean <\($0)>?" } ?? "put HTML into <mj-text> or <mj-raw>")
      return
    }
    if let holder = parent.element, !holder.children.contains("*"),
      !holder.children.contains(node.name)
    {
      let homes = MJMLElement.all.filter { $0.value.children.contains(node.name) }.keys.sorted()
      report(
        .error, "wrong-nesting", "<\(node.name)> cannot stand in <\(parent.name)>", node.source,
        node.range, hint: "put it into <\(homes.first ?? "mjml")>")
    }
    guard !element.attributes.contains("*"), parent.name != "mj-attributes",
      parent.name != "mj-class"
    else {
      for attribute in node.attributes where attribute.hasTemplate {
        checkTemplate(attribute, of: node)
      }
      return
    }
    for attribute in node.attributes { check(attribute, of: node, element) }
  }

  private mutating func check(
    _ attribute: MJMLAttribute, of node: MJMLNode, _ element: MJMLElement
  ) {
    let name = attribute.name
    if name == "mj-class", attribute.hasTemplate { return checkTemplate(attribute, of: node) }
    guard name != "css-class", name != "mj-class", !attribute.hasTemplate || !name.contains("{")
    else { return }
    guard element.has(attribute) else {
      let near = nearestName(to: name, in: element.attributes)
      report(
        .warning, "unknown-attribute", "<\(node.name)> has no attribute `\(name)`", node.source,
        attribute.range, hint: near.map { "did you mean `\($0)`?" })
      return
    }
    if attribute.hasTemplate {
      checkTemplate(attribute, of: node)
    } else if let known = attribute.known, !MJMLUnits.isValid(attribute.value.text, for: known) {
      report(
        .warning, "bad-unit", "`\(name)` takes \(MJMLUnits.expectation(for: name))",
        node.source, attribute.range)
    }
  }

  // A template tag is carried along wherever its value only has to be written, and refused where
  // the layout has to be computed from it.
  private mutating func checkTemplate(_ attribute: MJMLAttribute, of node: MJMLNode) {
    let name = attribute.name
    let fix = "write it out, or put {% if %} around two versions of the element"
    if Self.sizes.contains(name) || (name == "height" && node.name == "mj-hero") {
      guard node.name != "mj-spacer" else { return }
      report(
        .error, "dynamic-size",
        "`\(name)` of <\(node.name)> decides the layout and cannot be a template tag",
        node.source, attribute.range, hint: fix)
    } else if Self.choices.contains(name) || (name == "name" && node.name == "mj-social-element")
      || (name == "align" && node.name == "mj-divider")
    {
      report(
        .error, "dynamic-choice",
        "`\(name)` of <\(node.name)> decides which markup is written and cannot be a template tag",
        node.source, attribute.range, hint: fix)
    } else if name.hasPrefix("galley:dark-"), name != "galley:dark-src" {
      report(
        .error, "dynamic-dark-mode",
        "`\(name)` is a rule in the head of the mail and cannot be a template tag", node.source,
        attribute.range, hint: fix)
    }
  }

  // MARK: Includes

  private mutating func include(_ node: MJMLNode, in parent: String) -> [MJMLNode.Child] {
    guard let path = node.attribute("path"), !path.isEmpty else {
      report(.error, "include-path", "<mj-include> needs a path", node.source, node.range)
      return []
    }
    let parts = path.split(separator: "/")
    guard !path.hasPrefix("/"), !path.contains("\\"), !parts.contains(".."),
      !path.contains("\0")
    else {
      report(
        .error, "include-path", "<mj-include> reads files of the workspace only", node.source,
        node.range, hint: "use a path below the including file, without `..`")
      return []
    }
    guard includeDepth < Self.maximumIncludes, sources.count < 256 else {
      report(.error, "include-depth", "<mj-include> includes itself", node.source, node.range)
      return []
    }
    guard let pieces = options.include(path) else {
      report(.error, "include-missing", "file `\(path)` is not found", node.source, node.range)
      return []
    }
    let type = node.attribute("type") ?? "mjml"
    if type == "html" || type == "css" {
      sources.append(pieces)
      let made = MJMLNode(
        name: type == "css" ? "mj-style" : "mj-raw", source: sources.count - 1, range: 0..<0)
      made.content = 0..<pieces.count
      if type == "css", node.attribute("css-inline") == "inline" {
        made.attributes = [
          MJMLAttribute(
            name: "inline", known: nil, value: "inline", range: 0..<0, hasTemplate: false)
        ]
      }
      return [.element(made)]
    }
    includeDepth += 1
    defer { includeDepth -= 1 }
    let children = elements(of: pieces)
    // A whole document gives its body, or its head when the include stands in the head.
    let wanted = parent == "mj-head" ? "mj-head" : "mj-body"
    for case .element(let root) in children where root.name == "mjml" {
      return root.first(wanted)?.children ?? []
    }
    return children
  }
}
