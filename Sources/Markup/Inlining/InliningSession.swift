internal import Diagnostics
internal import SourceText

/// The state of inlining one document.
struct InliningSession {
  let html: Pieces
  let options: InliningOptions
  let opaque: OpaqueSpans
  let tree: HTMLTree
  var edits: SourceEdits
  var diagnostics: [Diagnostic] = []
  private var rules: [InlineRule] = []
  private var matches: [[(specificity: Int, rule: Int)]]
  private var keptExtra = Pieces()
  private var usesVariables = false
  private var styles: [StyleMerger?]

  private static let invisible: Set<String> = [
    "head", "meta", "title", "base", "link", "script", "style", "noscript", "template", "mjml",
  ]

  init(_ html: Pieces, _ options: InliningOptions) {
    self.html = html
    self.options = options
    opaque = TemplateSpans.find(in: html)
    tree = HTMLTree(HTMLTokenizer.tokenize(html.bytes, opaque: opaque))
    edits = SourceEdits(html)
    matches = Array(repeating: [], count: tree.elements.count)
    styles = Array(repeating: nil, count: tree.elements.count)
  }

  // MARK: Stylesheets

  mutating func collectElements() {
    for (index, element) in tree.elements.enumerated() {
      if element.name == "style", options.inlinesStyleElements { collectStyle(index) }
      if element.name == "link" { collectLink(index) }
    }
  }

  private func value(_ name: String, _ element: Int) -> String? {
    guard let attribute = tree.attribute(name, of: element) else { return nil }
    return attribute.valueRange.map {
      String(decoding: HTMLEntities.decode(html.bytes[$0]), as: UTF8.self)
    } ?? ""
  }

  private func wholeRange(_ element: Int) -> Range<Int> {
    let tokens = tree.source.tokens
    let start = tokens[tree.elements[element].startToken].range.lowerBound
    let end = tree.elements[element].endToken
    guard end < tokens.count else { return start..<html.count }
    let token = tokens[end]
    return
      start..<(token.kind == .endTag || end == tree.elements[element].startToken
      ? token.range.upperBound : token.range.lowerBound)
  }

  private mutating func collectStyle(_ element: Int) {
    if let embed = tree.attribute("data-embed", of: element) {
      removeAttribute(embed)
      return
    }
    let media = value("media", element)?.lowercased() ?? "all"
    guard media.isEmpty || media == "all" || media == "screen" else { return }
    let contents = tree.source.tokens.index(after: tree.elements[element].startToken)
    guard contents < tree.source.tokens.count, tree.source.tokens[contents].kind == .rawText else {
      edits.remove(wholeRange(element))
      return
    }
    let range = tree.source.tokens[contents].range
    let split = StylesheetSplit(CSSSource(html, opaque), range: range)
    rules += split.rules
    diagnostics += split.diagnostics
    if split.kept.count == 0 {
      edits.remove(wholeRange(element))
    } else if !split.rules.isEmpty {
      var text = Pieces()
      text.append([ASCII.lineFeed], causedBy: html, at: range.lowerBound)
      text.append(split.kept)
      text.append([ASCII.lineFeed], causedBy: html, at: range.lowerBound)
      edits.replace(range, with: text)
    }
  }

  private mutating func removeAttribute(_ attribute: HTMLAttribute) {
    var start = attribute.range.lowerBound
    while start > 0, ASCII.isSpace(html.bytes[start - 1]) { start -= 1 }
    edits.remove(start..<attribute.range.upperBound)
  }

  private mutating func collectLink(_ element: Int) {
    guard value("rel", element)?.lowercased() == "stylesheet",
      let href = value("href", element), let css = options.loadStylesheet(href)
    else { return }
    let range = wholeRange(element)
    if tree.attribute("data-embed", of: element) != nil {
      var text = Pieces()
      text.append(Array("<style type=\"text/css\">\n".utf8), causedBy: html, at: range.lowerBound)
      text.append(css)
      text.append(Array("\n</style>".utf8), causedBy: html, at: range.lowerBound)
      edits.replace(range, with: text)
      return
    }
    let split = StylesheetSplit(CSSSource(css), range: 0..<css.count)
    rules += split.rules
    diagnostics += split.diagnostics
    edits.replace(range, with: styleElement(split.kept, at: range.lowerBound))
  }

  private func styleElement(_ css: Pieces, at offset: Int) -> Pieces {
    var text = Pieces()
    guard css.count > 0 else { return text }
    text.append(Array("<style>\n".utf8), causedBy: html, at: offset)
    text.append(css)
    text.append(Array("\n</style>\n".utf8), causedBy: html, at: offset)
    return text
  }

  mutating func collectExtra(_ css: Pieces) {
    let split = StylesheetSplit(CSSSource(css), range: 0..<css.count)
    rules += split.rules
    diagnostics += split.diagnostics
    guard options.insertsPreservedExtraCSS, split.kept.count > 0,
      let head = tree.elements.firstIndex(where: { $0.name == "head" })
    else { return }
    let end = tree.elements[head].endToken
    let offset =
      end < tree.source.tokens.count
      ? tree.source.tokens[end].range.lowerBound : html.count
    edits.replace(offset..<offset, with: styleElement(split.kept, at: offset))
  }

  // MARK: Matching

  mutating func match() {
    guard !rules.isEmpty else { return }
    var matcher = CSSMatcher(tree, html.bytes, opaque)
    var isOverBudget = false
    for (index, rule) in rules.enumerated() {
      usesVariables =
        usesVariables || rule.declarations.contains { $0.name.hasPrefix("--") }
      var isReported = false
      for selector in rule.selectors {
        let needsSiblings =
          selector.compounds.contains { $0.isStructural }
          || selector.combinators.contains { $0 == .adjacent || $0 == .sibling }
        let found = matcher.elements(for: selector)
        for element in found where !Self.invisible.contains(tree.elements[element].name) {
          if let last = matches[element].last, last.rule == index {
            if last.specificity < selector.specificity {
              matches[element][matches[element].count - 1].specificity = selector.specificity
            }
          } else {
            matches[element].append((selector.specificity, index))
          }
        }
        if needsSiblings, !isReported {
          isReported = reportDynamic(selector, rule, &matcher, found)
        }
      }
      if matcher.budget <= 0, !isOverBudget {
        isOverBudget = true
        diagnostics.append(
          rule.source.pieces.diagnostic(
            .error, "css-too-complex",
            "selectors need too many comparisons for this document", range: rule.prelude,
            hint: "use class selectors"))
      }
    }
  }

  private mutating func reportDynamic(
    _ selector: CSSSelector, _ rule: InlineRule, _ matcher: inout CSSMatcher, _ found: [Int]
  ) -> Bool {
    for element in found {
      _ = matcher.matches(selector, element)
      guard matcher.usesDynamicStructure else { continue }
      diagnostics.append(
        rule.source.pieces.diagnostic(
          .error, "dynamic-selector",
          "selector depends on siblings that a template tag repeats or hides",
          range: rule.prelude,
          hint: "give the elements a class and select that"))
      return true
    }
    return false
  }

  // MARK: Merging

  mutating func mergeStyles() {
    for element in tree.elements.indices where !matches[element].isEmpty || usesVariables {
      merge(element)
    }
  }

  private mutating func merge(_ element: Int) {
    let tag = tree.startTag(element)
    guard !tag.isUnterminated else { return }
    let style = tree.attribute("style", of: element)
    var merger = StyleMerger()
    let ordered = matches[element].enumerated().sorted {
      ($0.element.specificity, $0.offset) < ($1.element.specificity, $1.offset)
    }.map(\.element)
    let inlineItems = style.flatMap { $0.valueRange }.map { attributeItems($0) }
    // Template tags among declarations: the attribute's text stays whole, after what is added.
    let hasOpaqueStyle =
      inlineItems?.contains { if case .template = $0 { true } else { false } }
      ?? false
    for isImportant in [false, true] {
      for match in ordered {
        let rule = rules[match.rule]
        guard !isImportant || rule.hasImportant else { continue }
        add(rule, group: match.rule, isImportant, &merger)
      }
      guard !hasOpaqueStyle, let inlineItems else { continue }
      for case .declaration(let declaration) in inlineItems
      where declaration.isImportant == isImportant {
        addInline(declaration, &merger)
      }
    }
    if hasOpaqueStyle, let inlineItems { dropOverridden(inlineItems, &merger) }
    if usesVariables, options.resolvesVariables {
      styles[element] = merger
      resolveVariables(element, &merger)
    }
    guard !merger.entries.isEmpty, !matches[element].isEmpty || usesVariables else { return }
    if let style, isConditional(style, tag) { return }
    splice(merger, element, tag, style, keepsText: hasOpaqueStyle)
  }

  // Declarations that the attribute sets for everybody, outside all conditions.
  private func dropOverridden(_ items: [CSSBlockItem], _ merger: inout StyleMerger) {
    var depth = 0
    for item in items {
      switch item {
      case .template(let range, let isControl):
        let span = OpaqueSpans.Span(range: range, isControl: isControl)
        depth = max(0, depth + TemplateBlock.change(html.bytes, span))
      case .declaration(let declaration) where depth == 0:
        merger.remove(declaration.name)
      default: break
      }
    }
  }

  private func attributeItems(_ range: Range<Int>) -> [CSSBlockItem] {
    CSSParser(bytes: html.bytes, opaque: opaque, isAttribute: true).items(in: range)
  }

  private func add(
    _ rule: InlineRule, group: Int, _ isImportant: Bool, _ merger: inout StyleMerger
  ) {
    for declaration in rule.declarations where declaration.isImportant == isImportant {
      merger.add(
        StyleEntry(
          name: declaration.name, value: Array(rule.source.pieces.bytes[declaration.value]),
          isImportant: isImportant, group: group * 2 + (isImportant ? 1 : 0),
          origin: declaration.hasTemplate ? (rule.source.pieces, declaration.value) : nil,
          isEscaped: false))
    }
  }

  private func addInline(_ declaration: CSSDeclaration, _ merger: inout StyleMerger) {
    merger.add(
      StyleEntry(
        name: declaration.name, value: Array(html.bytes[declaration.value]),
        isImportant: declaration.isImportant,
        group: declaration.isImportant ? -1 : -2,
        origin: declaration.hasTemplate ? (html, declaration.value) : nil, isEscaped: true))
  }

  // A style attribute between `{% if %}` and `{% endif %}` exists for some recipients only.
  private mutating func isConditional(_ style: HTMLAttribute, _ tag: HTMLToken) -> Bool {
    var depth = 0
    for index in tag.attributes {
      let attribute = tree.source.attributes[index]
      if attribute.range == style.range { break }
      guard attribute.isTemplate else { continue }
      depth += TemplateBlock.change(
        html.bytes, OpaqueSpans.Span(range: attribute.range, isControl: attribute.isControl))
    }
    guard depth > 0 else { return false }
    diagnostics.append(
      html.diagnostic(
        .error, "conditional-style", "a style attribute inside a condition cannot be merged",
        range: style.range, hint: "put the condition inside the attribute's value"))
    return true
  }

  private mutating func splice(
    _ merger: StyleMerger, _ element: Int, _ tag: HTMLToken, _ style: HTMLAttribute?,
    keepsText: Bool
  ) {
    var text = Pieces()
    let cause = tag.range.lowerBound
    let quote = style.map { $0.quote == 0 ? ASCII.quote : $0.quote } ?? ASCII.quote
    if let style, let value = style.valueRange {
      if style.quote == 0 { text.append([quote], causedBy: html, at: cause) }
      merger.write(
        into: &text, cause: html, at: cause, quote: quote, important: options.keepsImportant)
      if keepsText {
        if text.count > 0 { text.append([ASCII.space], causedBy: html, at: cause) }
        text.append(html, range: value)
      }
      if style.quote == 0 { text.append([quote], causedBy: html, at: cause) }
      edits.replace(value, with: text)
    } else {
      let offset = style?.range.upperBound ?? endOfAttributes(tag)
      text.append(Array((style == nil ? " style=\"" : "=\"").utf8), causedBy: html, at: cause)
      merger.write(
        into: &text, cause: html, at: cause, quote: quote, important: options.keepsImportant)
      text.append([ASCII.quote], causedBy: html, at: cause)
      edits.replace(offset..<offset, with: text)
    }
    guard let added = OutlookAttributes.text(merger, tree, element, options) else { return }
    edits.insert(added, at: endOfAttributes(tag), causedBy: cause)
  }

  private func endOfAttributes(_ tag: HTMLToken) -> Int {
    tag.attributes.isEmpty
      ? tag.nameRange.upperBound
      : tree.source.attributes[tag.attributes.upperBound - 1].range.upperBound
  }

  // MARK: Variables

  private func resolveVariables(_ element: Int, _ merger: inout StyleMerger) {
    for index in merger.entries.indices
    where ASCII.find("var(", in: merger.entries[index].value, from: 0) != nil
      && merger.entries[index].origin == nil
    {
      var resolver = VariableResolver { name in lookUp(name, element) }
      if let value = resolver.resolve(merger.entries[index].value) {
        merger.replaceValue(at: index, with: value)
      }
    }
    merger.removeCustomProperties()
  }

  private func lookUp(_ name: String, _ element: Int) -> [UInt8]? {
    var current = element
    while current >= 0 {
      if let found = styles[current]?.value(name) { return found.value }
      current = tree.elements[current].parent
    }
    return nil
  }
}
