internal import Diagnostics
internal import SourceText

/// CSS text with the template tags in it.
struct CSSSource: Sendable {
  let pieces: Pieces
  let opaque: OpaqueSpans

  init(_ pieces: Pieces) {
    self.pieces = pieces
    opaque = TemplateSpans.find(in: pieces)
  }

  init(_ pieces: Pieces, _ opaque: OpaqueSpans) {
    self.pieces = pieces
    self.opaque = opaque
  }

  var parser: CSSParser { CSSParser(bytes: pieces.bytes, opaque: opaque) }
}

/// A rule that moves into `style` attributes.
struct InlineRule {
  var source: CSSSource
  var declarations: [CSSDeclaration]
  var selectors: [CSSSelector]
  /// The rule's place, for diagnostics.
  var prelude: Range<Int>
  var hasImportant: Bool
  /// Whether a value has template tags.
  var hasTemplate: Bool
}

/// What becomes of a stylesheet: the rules to inline and the text that stays.
struct StylesheetSplit {
  private(set) var rules: [InlineRule] = []
  private(set) var kept = Pieces()
  private(set) var diagnostics: [Diagnostic] = []
  private let source: CSSSource
  private var nesting = 0

  init(_ source: CSSSource, range: Range<Int>) {
    self.source = source
    var depth = 0
    for rule in source.parser.rules(in: range) {
      switch rule.kind {
      case .template(let isControl):
        let span = OpaqueSpans.Span(range: rule.range, isControl: isControl)
        let change = TemplateBlock.change(source.pieces.bytes, span)
        if depth == 0, change > 0 {
          report(
            source.pieces.diagnostic(
              .warning, "conditional-css",
              "CSS rules inside a template block stay in the head and are not inlined",
              range: rule.range,
              hint: "put the condition inside a value, or style the elements with a class"))
        }
        depth = max(0, depth + change)
        keep(rule.range)
      case .broken:
        report(
          source.pieces.diagnostic(
            .warning, "css-syntax", "CSS rule has no block and is ignored", range: rule.range))
      case .at:
        keep(rule.range)
      case .style:
        if depth > 0 {
          keep(rule.range)
        } else {
          let bytes = source.pieces.bytes
          let parts = CSSSelectorParser.splitList(bytes, rule.prelude)
          add(rule, selectorTexts: parts.map { Array(bytes[$0]) }, isNested: false)
        }
      }
    }
  }

  // A file that is no CSS at all has as many errors as lines.
  private mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < 100 { diagnostics.append(diagnostic) }
  }

  private mutating func keep(_ range: Range<Int>) {
    if kept.count > 0 { kept.append(generated: [ASCII.lineFeed]) }
    kept.append(source.pieces, range: range)
  }

  private mutating func add(_ rule: CSSRule, selectorTexts: [[UInt8]], isNested: Bool) {
    guard let block = rule.block, nesting < 8 else { return }
    var selectors: [CSSSelector] = []
    var keptTexts: [[UInt8]] = []
    for text in selectorTexts {
      let parsed = CSSSelectorParser.parseList(text, 0..<text.count)
      if parsed.count == 1, let selector = parsed[0].selector, selector.isStatic {
        selectors.append(selector)
      } else {
        if parsed.contains(where: { $0.selector == nil }) {
          report(
            source.pieces.diagnostic(
              .warning, "css-selector",
              "selector `\(String(decoding: text.prefix(60), as: UTF8.self))` is not understood "
                + "and stays in the head", range: rule.prelude))
        }
        keptTexts.append(text)
      }
    }
    var declarations: [CSSDeclaration] = []
    var nested: [CSSRule] = []
    for item in source.parser.items(in: block) {
      switch item {
      case .declaration(let declaration): declarations.append(declaration)
      case .rule(let rule): nested.append(rule)
      case .template(let range, _):
        // A tag among declarations cannot be merged: the whole rule stays as it is.
        report(
          source.pieces.diagnostic(
            .warning, "conditional-css",
            "a template tag among declarations keeps the rule in the head",
            range: range, hint: "put the condition inside a value"))
        if !isNested { keep(rule.range) }
        return
      case .broken(let range):
        report(
          source.pieces.diagnostic(
            .warning, "css-syntax", "CSS declaration needs `property: value` and is ignored",
            range: range))
      }
    }
    if !selectors.isEmpty, !declarations.isEmpty {
      rules.append(
        InlineRule(
          source: source, declarations: declarations, selectors: selectors,
          prelude: rule.prelude,
          hasImportant: declarations.contains { $0.isImportant },
          hasTemplate: declarations.contains { $0.hasTemplate }))
    }
    if !keptTexts.isEmpty, !declarations.isEmpty {
      keepRule(keptTexts, rule, declarations, hasNested: !nested.isEmpty)
    }
    nesting += 1
    for inner in nested { addNested(inner, parents: selectorTexts) }
    nesting -= 1
  }

  private mutating func keepRule(
    _ selectors: [[UInt8]], _ rule: CSSRule, _ declarations: [CSSDeclaration], hasNested: Bool
  ) {
    if kept.count > 0 { kept.append(generated: [ASCII.lineFeed]) }
    kept.append(
      Array(selectors.joined(separator: Array(", ".utf8))), causedBy: source.pieces,
      at: rule.range.lowerBound)
    if let block = rule.block, !hasNested {
      kept.append(generated: Array(" {".utf8))
      kept.append(source.pieces, range: block)
      kept.append(generated: Array("}".utf8))
    } else {
      keepBlock(declarations)
    }
  }

  private mutating func keepBlock(_ declarations: [CSSDeclaration]) {
    kept.append(generated: Array(" {".utf8))
    for declaration in declarations {
      kept.append(generated: Array(" ".utf8))
      kept.append(source.pieces, range: declaration.range)
      kept.append(generated: Array((declaration.isImportant ? " !important;" : ";").utf8))
    }
    kept.append(generated: Array(" }".utf8))
  }

  private mutating func addNested(_ rule: CSSRule, parents: [[UInt8]]) {
    let bytes = source.pieces.bytes
    switch rule.kind {
    case .style:
      var texts: [[UInt8]] = []
      for parent in parents {
        for part in CSSSelectorParser.splitList(bytes, rule.prelude) where texts.count < 256 {
          texts.append(Self.combine(parent, Array(bytes[part])))
        }
      }
      add(rule, selectorTexts: texts, isNested: true)
    case .at:
      guard let block = rule.block else { return }
      let declarations = source.parser.items(in: block).compactMap { item in
        if case .declaration(let declaration) = item { declaration } else { nil }
      }
      guard !declarations.isEmpty else { return }
      if kept.count > 0 { kept.append(generated: [ASCII.lineFeed]) }
      kept.append(source.pieces, range: rule.range.lowerBound..<block.lowerBound)
      kept.append(generated: Array(" ".utf8) + parents.joined(separator: Array(", ".utf8)))
      keepBlock(declarations)
      kept.append(generated: Array(" }".utf8))
    case .template, .broken:
      break
    }
  }

  // `&` is the parent; without one the nested selector is a descendant (CSS Nesting 1).
  private static func combine(_ parent: [UInt8], _ nested: [UInt8]) -> [UInt8] {
    let mark = UInt8(ascii: "&")
    guard nested.contains(mark) else { return parent + [ASCII.space] + nested }
    return nested.flatMap { $0 == mark ? parent : [$0] }
  }
}
