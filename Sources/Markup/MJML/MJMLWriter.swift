internal import SourceText

/// Writes HTML, merging neighbouring Outlook comments, and blames it on the element that made it.
struct MJMLWriter {
  private let sources: [Pieces]
  private(set) var output = Pieces()
  private var buffer: [UInt8] = []
  private var cause: (source: Int, offset: Int) = (0, 0)
  // An Outlook comment that is not closed yet, since the next one may follow at once.
  private var hasOpenEnd = false
  private var hasStyle = false
  private var lastFamily = ""
  /// The fonts that styles name.
  private(set) var families: Set<String> = []

  init(_ sources: [Pieces]) {
    self.sources = sources
    buffer.reserveCapacity(4096)
    output.reserveCapacity((sources.first?.count ?? 0) * 4 + 4096)
  }

  mutating func reserveCapacity(_ count: Int) { output.reserveCapacity(count) }

  mutating func blame(_ node: MJMLNode) {
    guard cause.source != node.source || cause.offset != node.range.lowerBound else { return }
    flush()
    cause = (node.source, node.range.lowerBound)
  }

  private mutating func flush() {
    guard !buffer.isEmpty else { return }
    if cause.source < sources.count {
      output.append(buffer, causedBy: sources[cause.source], at: cause.offset)
    } else {
      output.append(generated: buffer)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func closeComment() {
    if hasOpenEnd {
      hasOpenEnd = false
      add("<![endif]-->")
    }
  }

  @inline(__always)
  private mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { unsafe buffer.append(contentsOf: $0) }
  }

  @inline(__always)
  private mutating func add(text: String) {
    var text = text
    text.withUTF8 { unsafe buffer.append(contentsOf: $0) }
  }

  private mutating func add(value: MJMLValue) {
    guard let origin = value.origin else { return add(text: value.text) }
    flush()
    output.append(sources[Int(origin.source)], range: Int(origin.start)..<Int(origin.end))
  }

  mutating func raw(_ text: String) {
    closeComment()
    add(text: text)
  }

  /// Bytes of a source as they stand.
  mutating func source(_ index: Int, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    closeComment()
    flush()
    output.append(sources[index], range: range)
  }

  /// Starts what only Outlook sees.
  mutating func outlook() {
    if hasOpenEnd {
      hasOpenEnd = false
    } else {
      add("<!--[if mso | IE]>")
    }
  }

  /// Ends what only Outlook sees.
  mutating func endOutlook() { hasOpenEnd = true }

  // MARK: Tags, part by part

  /// Starts a tag: attributes, then styles, then `end()`.
  mutating func begin(_ name: StaticString, isPresentation: Bool = false) {
    closeComment()
    buffer.append(ASCII.less)
    add(name)
    hasStyle = false
    if isPresentation {
      add(" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\"")
    }
  }

  mutating func attribute(_ name: StaticString, _ value: MJMLValue?) {
    guard let value else { return }
    beginAttribute(name)
    add(value: value)
    endAttribute()
  }

  mutating func attribute(_ name: StaticString, text: String) {
    beginAttribute(name)
    add(text: text)
    endAttribute()
  }

  /// Starts an attribute whose value is written in parts.
  mutating func beginAttribute(_ name: StaticString) {
    buffer.append(ASCII.space)
    add(name)
    add("=\"")
  }

  mutating func part(_ value: MJMLValue?) {
    if let value { add(value: value) }
  }

  mutating func part(_ text: StaticString) { add(text) }

  mutating func part(text: String) { add(text: text) }

  mutating func endAttribute() { buffer.append(ASCII.quote) }

  mutating func style(_ name: StaticString, _ value: MJMLValue?) {
    guard let value, !value.isEmpty else { return }
    beginStyle(name)
    add(value: value)
    endStyle()
  }

  mutating func style(_ name: StaticString, text: String) {
    beginStyle(name)
    add(text: text)
    endStyle()
  }

  /// Declarations that are named like their attributes.
  mutating func styles(_ attributes: MJMLAttributes, _ names: [MJMLAttributeName]) {
    for name in names {
      let value = attributes[name]
      if name == .fontFamily, let value { addFamily(value.text) }
      styled(name.text, value)
    }
  }

  /// Declarations whose values come from other attributes, such as `inner-padding` as `padding`.
  mutating func styles(
    _ attributes: MJMLAttributes, _ names: [MJMLAttributeName], as shown: [MJMLAttributeName]
  ) {
    for (name, shown) in zip(names, shown) { styled(shown.text, attributes[name]) }
  }

  private mutating func styled(_ name: String, _ value: MJMLValue?) {
    guard let value, !value.isEmpty else { return }
    startStyle()
    add(text: name)
    buffer.append(UInt8(ascii: ":"))
    add(value: value)
    endStyle()
  }

  private mutating func addFamily(_ family: String) {
    guard family != lastFamily else { return }
    lastFamily = family
    families.insert(family)
  }

  private mutating func startStyle() {
    guard !hasStyle else { return }
    add(" style=\"")
    hasStyle = true
  }

  /// Starts a declaration whose value is written in parts.
  mutating func beginStyle(_ name: StaticString) {
    startStyle()
    add(name)
    buffer.append(UInt8(ascii: ":"))
  }

  mutating func endStyle() { buffer.append(ASCII.semicolon) }

  mutating func end(isVoid: Bool = false) {
    if hasStyle { buffer.append(ASCII.quote) }
    hasStyle = false
    if isVoid { add(" /") }
    buffer.append(ASCII.greater)
  }

  // MARK: Whole tags

  mutating func open(
    _ name: StaticString, _ attributes: [(String, MJMLValue?)] = [], _ style: MJMLStyle = [],
    isPresentation: Bool = false, isVoid: Bool = false
  ) {
    begin(name, isPresentation: isPresentation)
    for (name, value) in attributes {
      guard let value else { continue }
      buffer.append(ASCII.space)
      add(text: name)
      add("=\"")
      add(value: value)
      endAttribute()
    }
    for (name, value) in style {
      if name == "font-family", let value { addFamily(value.text) }
      styled(name, value)
    }
    end(isVoid: isVoid)
  }

  mutating func close(_ names: StaticString...) {
    closeComment()
    for name in names {
      add("</")
      add(name)
      buffer.append(ASCII.greater)
    }
  }

  mutating func append(_ pieces: Pieces) {
    closeComment()
    flush()
    output.append(pieces)
  }

  mutating func finish() -> Pieces {
    closeComment()
    flush()
    return output
  }
}
