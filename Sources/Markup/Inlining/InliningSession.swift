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
  var rules: [InlineRule] = []
  /// The rules that mean element n are `hits[firstHit[n]..<firstHit[n + 1]]`, weakest first.
  private(set) var hits: [Hit] = []
  private(set) var firstHit: [Int] = []

  /// That a rule means an element.
  struct Hit {
    var rule: Int
    var specificity: Int
  }

  private static func isInvisible(_ tag: HTMLName) -> Bool {
    switch tag {
    case .head, .meta, .title, .base, .link, .script, .style, .noscript, .template, .mjml: true
    default: false
    }
  }

  init(_ html: Pieces, _ options: InliningOptions) {
    self.html = html
    self.options = options
    opaque = TemplateSpans.find(in: html)
    tree = HTMLTree(HTMLTokenizer.tokenize(html.bytes, opaque: opaque))
    edits = SourceEdits(html)
    diagnostics = HTMLSyntax.check(tree.source, html)
  }

  // MARK: Stylesheets

  mutating func collectElements() {
    for index in tree.elements.indices {
      if tree.elements[index].tag == .style, options.inlinesStyleElements { collectStyle(index) }
      if tree.elements[index].tag == .link { collectLink(index) }
    }
  }

  private func value(_ name: HTMLName, _ element: Int) -> String? {
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
    if let embed = tree.attribute(.dataEmbed, of: element) {
      removeAttribute(embed)
      return
    }
    let media = value(.media, element)?.lowercased() ?? "all"
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
    guard value(.rel, element)?.lowercased() == "stylesheet",
      let href = value(.href, element), let css = options.loadStylesheet(href)
    else { return }
    let range = wholeRange(element)
    if tree.attribute(.dataEmbed, of: element) != nil {
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
      let head = tree.elements.firstIndex(where: { $0.tag == .head })
    else { return }
    let end = tree.elements[head].endToken
    let offset =
      end < tree.source.tokens.count
      ? tree.source.tokens[end].range.lowerBound : html.count
    edits.replace(offset..<offset, with: styleElement(split.kept, at: offset))
  }

  // MARK: Matching

  /// Finds the rules that mean each element.
  mutating func match() {
    var matcher = CSSMatcher(tree, html.bytes, opaque)
    let index = RuleIndex(rules, matcher)
    var isReported = [Bool](repeating: false, count: rules.count)
    var isOverBudget = false
    var candidates: [RuleIndex.Candidate] = []
    firstHit.reserveCapacity(tree.elements.count + 1)
    hits.reserveCapacity(tree.elements.count * 2)
    for element in tree.elements.indices {
      firstHit.append(hits.count)
      guard !rules.isEmpty, !Self.isInvisible(tree.elements[element].tag) else { continue }
      candidates.removeAll(keepingCapacity: true)
      index.candidates(element, matcher, into: &candidates)
      for candidate in candidates {
        let entry = index.entries[Int(candidate.entry)]
        let found: CSSMatch =
          entry.isSimple && candidate.isCertain ? .yes : matcher.match(entry.selector, element)
        switch found {
        case .no: continue
        case .maybe:
          if !isReported[entry.rule] { reportDynamic(entry) }
          isReported[entry.rule] = true
        case .yes:
          addHit(Hit(rule: entry.rule, specificity: entry.specificity), element)
        }
        if matcher.budget <= 0, !isOverBudget {
          isOverBudget = true
          reportBudget(rules[entry.rule])
        }
      }
    }
    firstHit.append(hits.count)
  }

  // Keeps an element's few hits in the order of the cascade; a rule counts once, with the most
  // specific of its selectors.
  private mutating func addHit(_ hit: Hit, _ element: Int) {
    var hit = hit
    for index in firstHit[element]..<hits.count where hits[index].rule == hit.rule {
      hit.specificity = max(hit.specificity, hits[index].specificity)
      hits.remove(at: index)
      break
    }
    var index = hits.count
    while index > firstHit[element],
      (hits[index - 1].specificity, hits[index - 1].rule) > (hit.specificity, hit.rule)
    {
      index -= 1
    }
    hits.insert(hit, at: index)
  }

  private mutating func reportDynamic(_ entry: RuleIndex.Entry) {
    let rule = rules[entry.rule]
    let isStructural = entry.selector.compounds.contains { $0.isStructural }
    let hasSibling = entry.selector.combinators.contains { $0 == .adjacent || $0 == .sibling }
    let isClass = !isStructural && !hasSibling
    diagnostics.append(
      rule.source.pieces.diagnostic(
        .error, "dynamic-selector",
        isClass
          ? "selector needs a class that a template tag sets or leaves out"
          : "selector depends on siblings that a template tag repeats or hides",
        range: rule.prelude,
        hint: isClass
          ? "put the condition inside a style attribute, or around two versions of the element"
          : "give the elements a class and select that"))
  }

  private mutating func reportBudget(_ rule: InlineRule) {
    diagnostics.append(
      rule.source.pieces.diagnostic(
        .error, "css-too-complex",
        "selectors need too many comparisons for this document", range: rule.prelude,
        hint: "use class selectors"))
  }
}
