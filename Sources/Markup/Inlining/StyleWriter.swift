internal import Diagnostics
internal import SourceText

/// Merges the rules of each element with its `style` attribute and writes the result.
///
/// Elements with the same rules and the same attribute get the same text, which is made once.
struct StyleWriter {
  private(set) var edits: SourceEdits
  private(set) var diagnostics: [Diagnostic]
  private let session: InliningSession
  private let html: Pieces
  private let tree: HTMLTree
  private let options: InliningOptions
  private var names = CSSWords(ignoresCase: true)
  private var outlookNames: [Int] = []
  // The bytes of the sources: the document, then one per rule.
  private var sources: [Pieces]
  private var declarations: [[StyleEntry]] = []
  private var usesVariables = false
  // By place among the session's hits, and by rule.
  private let hitRules: [Int32]
  private let hasTemplate: [Bool]
  private var styles: [Int: StyleMerger] = [:]
  private var made: [Key: Merged] = [:]
  private var scopes: TemplateScopes?
  private var reportedScopes: Set<Range<Int>> = []

  private struct Key: Hashable {
    var rules: [Int32]
    var style: ArraySlice<UInt8>?
    var quote: UInt8
    /// The element, where that decides about Outlook's attributes.
    var tag: HTMLName
  }

  /// What becomes of an element: the text of its attribute, and values for Outlook's attributes.
  private struct Merged {
    var style: [UInt8] = []
    /// The same as a whole attribute.
    var attribute: [UInt8] = []
    var outlook: [String?] = []
    /// Outlook's attributes for an element that has none of them itself.
    var outlookText: [UInt8] = []
  }

  init(_ session: InliningSession) {
    self.session = session
    edits = session.edits
    diagnostics = session.diagnostics
    html = session.html
    tree = session.tree
    options = session.options
    hitRules = session.hits.map { Int32(truncatingIfNeeded: $0.rule) }
    hasTemplate = session.rules.map(\.hasTemplate)
    sources = [session.html]
    for property in OutlookAttributes.properties {
      let bytes = Array("\(property)".utf8)
      outlookNames.append(names.add(bytes, 0..<bytes.count))
    }
    for (number, rule) in session.rules.enumerated() {
      sources.append(rule.source.pieces)
      let bytes = rule.source.pieces.bytes
      declarations.append(
        rule.declarations.map { declaration in
          if declaration.isCustom { usesVariables = true }
          return StyleEntry(
            name: propertyNumber(of: declaration, bytes), source: number + 1,
            value: declaration.value,
            resolved: nil, isImportant: declaration.isImportant,
            group: number * 2 + (declaration.isImportant ? 1 : 0),
            hasTemplate: declaration.hasTemplate, isEscaped: false)
        })
    }
  }

  // Custom properties keep their case: their numbers come from a name that no other has.
  private mutating func propertyNumber(of declaration: CSSDeclaration, _ bytes: [UInt8]) -> Int {
    guard declaration.isCustom else { return names.add(bytes, declaration.nameRange) }
    var key: [UInt8] = []
    for byte in bytes[declaration.nameRange] {
      if byte != ASCII.lower(byte) { key.append(UInt8(ascii: "^")) }
      key.append(byte)
    }
    return names.add(key, 0..<key.count)
  }

  /// Writes the `style` attributes of all elements that rules mean.
  mutating func writeAll() {
    var merger = StyleMerger()
    for element in tree.elements.indices {
      let first = session.firstHit[element]
      let last = session.firstHit[element + 1]
      guard first < last || usesVariables else { continue }
      write(element, first..<last, &merger)
    }
  }

  private mutating func write(
    _ element: Int, _ hits: Range<Int>, _ merger: inout StyleMerger
  ) {
    let token = tree.elements[element].startToken
    guard !tree.source.tokens[token].isUnterminated else { return }
    let style = tree.attribute(.style, of: element)
    let hasOutlook = OutlookAttributes.apply(to: tree.elements[element].tag, options)
    var isShared = !usesVariables
    if let style, style.hasTemplate { isShared = false }
    var rules: [Int32] = []
    rules.reserveCapacity(hits.count)
    for index in hits {
      let rule = hitRules[index]
      rules.append(rule)
      if hasTemplate[Int(rule)] { isShared = false }
    }
    guard isShared else {
      merge(element, hits, style, &merger)
      guard !merger.entries.isEmpty else { return }
      return writeAlone(element, style, merger, hasOutlook)
    }
    let key = Key(
      rules: rules,
      style: style?.valueRange.map { html.bytes[$0] }, quote: style?.quote ?? ASCII.quote,
      tag: hasOutlook ? tree.elements[element].tag : .other)
    let result: Merged
    if let known = made[key] {
      result = known
    } else {
      merge(element, hits, style, &merger)
      result = text(merger, quote: quote(of: style), key.tag)
      made[key] = result
    }
    guard !result.style.isEmpty else { return }
    splice(result, element, style)
  }

  private func quote(of style: HTMLAttribute?) -> UInt8 {
    style.map { $0.quote == 0 ? ASCII.quote : $0.quote } ?? ASCII.quote
  }

  // MARK: Merging

  private mutating func merge(
    _ element: Int, _ hits: Range<Int>, _ style: HTMLAttribute?, _ merger: inout StyleMerger
  ) {
    merger.removeAll()
    let items = style.flatMap { $0.valueRange }.map { attributeItems($0) }
    // Template tags among declarations: the attribute's text stays whole, after what is added.
    let hasOpaqueStyle = Self.hasTemplateItem(items)
    for isImportant in [false, true] {
      for index in hits {
        let rule = session.hits[index].rule
        guard !isImportant || session.rules[rule].hasImportant else { continue }
        for entry in declarations[rule] where entry.isImportant == isImportant { merger.add(entry) }
      }
      guard !hasOpaqueStyle, let items else { continue }
      for case .declaration(let declaration) in items
      where declaration.isImportant == isImportant {
        merger.add(
          StyleEntry(
            name: propertyNumber(of: declaration, html.bytes), source: 0, value: declaration.value,
            resolved: nil, isImportant: isImportant, group: isImportant ? -1 : -2,
            hasTemplate: declaration.hasTemplate, isEscaped: true))
      }
    }
    if hasOpaqueStyle, let items { dropOverridden(items, &merger) }
    if usesVariables, options.resolvesVariables {
      styles[element] = merger
      resolveVariables(element, &merger)
    }
  }

  private static func hasTemplateItem(_ items: [CSSBlockItem]?) -> Bool {
    for case .template in items ?? [] { return true }
    return false
  }

  // Declarations that the attribute sets for everybody, outside all conditions.
  private mutating func dropOverridden(_ items: [CSSBlockItem], _ merger: inout StyleMerger) {
    var depth = 0
    for item in items {
      switch item {
      case .template(let range, let isControl):
        let span = OpaqueSpans.Span(range: range, isControl: isControl)
        depth = max(0, depth + TemplateBlock.change(html.bytes, span))
      case .declaration(let declaration) where depth == 0:
        merger.remove(propertyNumber(of: declaration, html.bytes))
      default: break
      }
    }
  }

  private func attributeItems(_ range: Range<Int>) -> [CSSBlockItem] {
    CSSParser(bytes: html.bytes, opaque: session.opaque, isAttribute: true).items(in: range)
  }

  // MARK: Writing

  private func value(_ entry: StyleEntry) -> [UInt8] {
    entry.resolved ?? Array(sources[entry.source].bytes[entry.value])
  }

  private func appendName(_ entry: StyleEntry, isFirst: Bool, to output: inout [UInt8]) {
    if !isFirst { output.append(ASCII.space) }
    for byte in names.texts[entry.name] where byte != UInt8(ascii: "^") { output.append(byte) }
    output.append(UInt8(ascii: ":"))
    output.append(ASCII.space)
  }

  private func appendEnd(_ entry: StyleEntry, to output: inout [UInt8]) {
    if options.keepsImportant, entry.isImportant { output += " !important".utf8 }
    output.append(ASCII.semicolon)
  }

  private func appendValue(_ entry: StyleEntry, quote: UInt8, to output: inout [UInt8]) {
    if let resolved = entry.resolved {
      StyleMerger.appendEscaped(resolved, 0..<resolved.count, quote: quote, to: &output)
    } else if entry.isEscaped {
      output += sources[entry.source].bytes[entry.value]
    } else {
      StyleMerger.appendEscaped(
        sources[entry.source].bytes, entry.value, quote: quote, to: &output)
    }
  }

  private func text(_ merger: StyleMerger, quote: UInt8, _ tag: HTMLName) -> Merged {
    var merged = Merged()
    for (index, entry) in merger.entries.enumerated() {
      appendName(entry, isFirst: index == 0, to: &merged.style)
      appendValue(entry, quote: quote, to: &merged.style)
      appendEnd(entry, to: &merged.style)
    }
    merged.attribute = Array(" style=\"".utf8) + merged.style + [ASCII.quote]
    if tag != .other {
      merged.outlook = outlook(merger)
      OutlookAttributes.append(merged.outlook, tag, options, to: &merged.outlookText) { _ in false }
    }
    return merged
  }

  private func outlook(_ merger: StyleMerger) -> [String?] {
    outlookNames.enumerated().map { index, name in
      guard let entry = merger.value(name), !entry.hasTemplate else { return nil }
      return OutlookAttributes.attribute(index, value(entry))
    }
  }

  private mutating func splice(_ merged: Merged, _ element: Int, _ style: HTMLAttribute?) {
    let token = tree.elements[element].startToken
    let cause = tree.source.tokens[token].range.lowerBound
    let end = endOfAttributes(token)
    if let style {
      if isConditional(style, element) { return }
      if let value = style.valueRange {
        let text = style.quote == 0 ? [ASCII.quote] + merged.style + [ASCII.quote] : merged.style
        edits.replace(value, with: text, causedBy: cause)
      } else {
        let text = Array("=\"".utf8) + merged.style + [ASCII.quote]
        edits.replace(
          style.range.upperBound..<style.range.upperBound, with: text, causedBy: cause)
      }
    } else {
      edits.replace(end..<end, with: merged.attribute, causedBy: cause)
    }
    guard !merged.outlookText.isEmpty else { return }
    guard OutlookAttributes.hasOwn(tree, token) else {
      return edits.replace(end..<end, with: merged.outlookText, causedBy: cause)
    }
    appendOutlook(merged.outlook, element, at: end, causedBy: cause)
  }

  // Beside attributes of the element's own, which stay.
  private mutating func appendOutlook(
    _ values: [String?], _ element: Int, at end: Int, causedBy cause: Int
  ) {
    var added: [UInt8] = []
    OutlookAttributes.append(values, tree.elements[element].tag, options, to: &added) { name in
      tree.attribute(name, of: element) != nil
    }
    if !added.isEmpty { edits.replace(end..<end, with: added, causedBy: cause) }
  }

  private func endOfAttributes(_ token: Int) -> Int {
    let tag = tree.source.tokens[token]
    return tag.attributes.isEmpty
      ? tag.nameRange.upperBound
      : tree.source.attributes[tag.attributes.upperBound - 1].range.upperBound
  }

  // A style attribute between `{% if %}` and `{% endif %}` exists for some recipients only.
  private mutating func isConditional(_ style: HTMLAttribute, _ element: Int) -> Bool {
    var depth = 0
    for index in tree.source.tokens[tree.elements[element].startToken].attributes {
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

  // Template tags in values keep their own place: the text is put together from pieces.
  private mutating func writeAlone(
    _ element: Int, _ style: HTMLAttribute?, _ merger: StyleMerger, _ hasOutlook: Bool
  ) {
    checkScope(merger, element)
    let keepsText = Self.hasTemplateItem(style.flatMap { $0.valueRange }.map { attributeItems($0) })
    if let style, isConditional(style, element) { return }
    let token = tree.elements[element].startToken
    let cause = tree.source.tokens[token].range.lowerBound
    let quote = quote(of: style)
    var text = Pieces()
    func add(_ bytes: [UInt8]) { text.append(bytes, causedBy: html, at: cause) }
    let valueRange = style?.valueRange
    if valueRange == nil {
      add(Array((style == nil ? " style=\"" : "=\"").utf8))
    } else if style?.quote == 0 {
      add([quote])
    }
    for (index, entry) in merger.entries.enumerated() {
      var bytes: [UInt8] = []
      appendName(entry, isFirst: index == 0, to: &bytes)
      if entry.hasTemplate, entry.resolved == nil {
        add(bytes)
        text.append(sources[entry.source], range: entry.value)
        bytes = []
      } else {
        appendValue(entry, quote: quote, to: &bytes)
      }
      appendEnd(entry, to: &bytes)
      add(bytes)
    }
    if keepsText, let valueRange {
      add([ASCII.space])
      text.append(html, range: valueRange)
    }
    if valueRange == nil || style?.quote == 0 { add([ASCII.quote]) }
    let offset = style?.range.upperBound ?? endOfAttributes(token)
    edits.replace(valueRange ?? offset..<offset, with: text)
    guard hasOutlook else { return }
    appendOutlook(outlook(merger), element, at: endOfAttributes(token), causedBy: cause)
  }

  // Inside `{{#each}}` and `{{#with}}` names mean something else than in a stylesheet.
  private mutating func checkScope(_ merger: StyleMerger, _ element: Int) {
    let isMoved = { (entry: StyleEntry) in entry.source > 0 && entry.hasTemplate }
    guard merger.entries.contains(where: isMoved) else { return }
    if scopes == nil { scopes = TemplateScopes(html, session.opaque) }
    let offset = tree.source.tokens[tree.elements[element].startToken].range.lowerBound
    guard let scopes, scopes.depth(at: offset) > 0 else { return }
    for entry in merger.entries where isMoved(entry) && !reportedScopes.contains(entry.value) {
      let source = sources[entry.source]
      guard !TemplateScopes.namesRoot(source.bytes, entry.value) else { continue }
      reportedScopes.insert(entry.value)
      diagnostics.append(
        source.diagnostic(
          .error, "dynamic-scope",
          "a template tag in CSS moves into a block in which its name means something else",
          range: entry.value, hint: "name it from the root: {{@root.color}}"))
    }
  }

  // MARK: Variables

  private mutating func resolveVariables(_ element: Int, _ merger: inout StyleMerger) {
    for (index, entry) in merger.entries.enumerated() where !entry.hasTemplate {
      let bytes = value(entry)
      guard ASCII.find("var(", in: bytes, from: 0) != nil else { continue }
      let writer = self
      var resolver = VariableResolver { name in writer.lookUp(name, element) }
      if let value = resolver.resolve(bytes) { merger.resolve(index, to: value) }
    }
    let names = names
    merger.removeAll { names.texts[$0.name].starts(with: "--".utf8) }
  }

  private func lookUp(_ name: String, _ element: Int) -> [UInt8]? {
    var key: [UInt8] = []
    for byte in name.utf8 {
      if byte != ASCII.lower(byte) { key.append(UInt8(ascii: "^")) }
      key.append(byte)
    }
    let number = names.find(key, 0..<key.count)
    guard number >= 0 else { return nil }
    var current = element
    while current >= 0 {
      if let found = styles[current]?.value(number) { return value(found) }
      current = tree.elements[current].parent
    }
    return nil
  }
}
