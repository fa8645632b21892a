internal import SourceText

extension Renderer {
  // MARK: Cells

  /// Prints a cell for where it stands: most are texts that are written as they are.
  @inline(__always)
  mutating func write(_ cell: Cell, _ step: Instruction) throws(TemplateRenderError) {
    if cell.isText, cell.traits.isDisjoint(with: step.troubles) {
      unsafe output.append(row.text(cell))
    } else {
      try writeSlowly(cell, step)
    }
  }

  @inline(__always)
  mutating func writeOrFallback(
    _ cell: Cell, _ step: Instruction
  ) throws(TemplateRenderError) {
    if !isLost(cell), row.needsDefault(cell) {
      let accessor = program.accessors[Int(step.second)]
      try write(
        program.fallbacks[Int(step.third)], step.escape, accessor.site, accessor.name)
    } else {
      try write(cell, step)
    }
  }

  @inline(never)
  private mutating func writeSlowly(
    _ cell: Cell, _ step: Instruction
  ) throws(TemplateRenderError) {
    switch cell.kind {
    case .text where step.escape != .jsonValue:
      let accessor = program.accessors[Int(step.second)]
      try unsafe writeText(
        row.text(cell), cell.traits, step.escape, accessor.site, accessor.name)
    case .int where step.escape != .css: output.append(cell.payload)
    case .html where step.escape == .html: unsafe output.append(row.text(cell))
    default:
      let accessor = program.accessors[Int(step.second)]
      var value = isLost(cell) ? value(of: accessor) : row.value(cell)
      if isLost(cell), step.kind == .elementOr, value.isNull || value.isEmpty {
        value = program.fallbacks[Int(step.third)]
      }
      try printed(value, accessor, step.escape)
    }
  }

  private mutating func printed(
    _ value: TemplateValue, _ accessor: Accessor, _ escape: SlotEscape
  ) throws(TemplateRenderError) {
    if case .null = value, program.isStrict {
      if accessor.isKnown { return }
      throw missing(accessor)
    }
    try write(value, escape, accessor.site, accessor.name)
  }

  // MARK: Paths and operations

  mutating func writePath(_ step: Instruction) throws(TemplateRenderError) {
    let accessor = program.accessors[Int(step.first)]
    try printed(value(of: accessor), accessor, step.escape)
  }

  mutating func writeOperation(_ step: Instruction) throws(TemplateRenderError) {
    let operation = program.operations[Int(step.first)]
    let value = try evaluate(operation, isRequired: true)
    if case .null = value, program.isStrict, let accessor = operation.accessor {
      throw missing(accessor)
    }
    if case .range(let start, let end) = operation {
      let text = "\(try integer(start))..\(try integer(end))"
      try write(.string(text), step.escape, Int(step.second), nil)
    } else {
      try write(value, step.escape, Int(step.second), operation.accessor?.name)
    }
  }

  /// Prints what filters make of one field, which other recipients may have met before.
  mutating func writeRemembered(
    _ step: Instruction, at place: Int
  ) throws(TemplateRenderError) {
    guard let column = program.accessors[Int(step.third)].column, let cell = self.cell(column),
      column.covers == program.accessors[Int(step.third)].segments.count,
      RememberedOutput.accepts(cell)
    else { return try writeOperation(step) }
    let input = unsafe cell.isText ? row.text(cell) : UnsafeBufferPointer(start: nil, count: 0)
    memory.remembered.use(program)
    if unsafe memory.remembered.copy(place, cell, input, to: &output) { return }
    let start = output.count
    try writeOperation(step)
    unsafe memory.remembered.remember(place, cell, input, output.bytes(from: start))
  }

  // MARK: Values

  /// Prints a value for where it stands.
  mutating func write(
    _ value: TemplateValue, _ escape: SlotEscape, _ site: Int, _ field: String?
  ) throws(TemplateRenderError) {
    switch (value, escape) {
    case (_, .jsonValue):
      memory.escaped.removeAll(keepingCapacity: true)
      value.appendJSON(to: &memory.escaped)
      output.append(memory.escaped)
    case (.null, _): return
    case (.int(let number), .html), (.int(let number), .attribute), (.int(let number), .none):
      output.append(number)
    case (.safeHTML(let text), .html): output.append(text)
    case (.safeHTML(let text), .attribute):
      escaped { Escaper.appendQuotedMarkup(text, to: &$0) }
    case (.array(let elements), .html):
      for element in elements { try write(element, escape, site, field) }
    case (.safeHTML(let text), _):
      try write(text: escape.isURL ? Self.unescaped(text) : text, escape, site, field)
    default: try write(text: value.printed, escape, site, field)
    }
  }

  private mutating func write(
    text: String, _ escape: SlotEscape, _ site: Int, _ field: String?
  ) throws(TemplateRenderError) {
    var text = text
    var failure: TemplateRenderError?
    text.withUTF8 { bytes in
      do throws(TemplateRenderError) {
        try unsafe writeText(bytes, TextTraits.of(bytes), escape, site, field)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Writes text as the place of the slot needs it.
  private mutating func writeText(
    _ text: UnsafeBufferPointer<UInt8>, _ traits: TextTraits, _ escape: SlotEscape, _ site: Int,
    _ field: String?
  ) throws(TemplateRenderError) {
    guard !traits.isDisjoint(with: escape.troubles) else {
      return unsafe output.append(text)
    }
    switch escape {
    case .none: unsafe output.append(text)
    case .html, .attribute: escaped { unsafe Escaper.appendHTML(text, to: &$0) }
    case .header:
      escaped { unsafe Escaper.appendHeader(String(decoding: text, as: UTF8.self), to: &$0) }
    case .css:
      escaped { unsafe Escaper.appendCSS(String(decoding: text, as: UTF8.self), to: &$0) }
    case .jsonString, .jsonValue:
      escaped { unsafe Escaper.appendJSON(String(decoding: text, as: UTF8.self), to: &$0) }
    case .urlStart, .cssURLStart:
      if traits.contains(.scheme),
        let scheme = unsafe Escaper.scheme(of: String(decoding: text, as: UTF8.self)),
        !Self.schemes.contains(scheme)
      {
        guard program.isStrict else { return output.append(UInt8(ascii: "#")) }
        throw TemplateRenderError(
          code: "unsafe-url",
          message: "a URL must start with http, https, mailto, tel or cid, or be relative",
          location: program.sites[site], field: field)
      }
      escaped { unsafe Escaper.appendURL(text, inCSS: escape.isInCSSURL, to: &$0) }
    case .urlUndecided, .cssURLUndecided:
      escaped {
        unsafe Escaper.appendURL(text, encodingColons: true, inCSS: escape.isInCSSURL, to: &$0)
      }
    case .urlRest, .cssURLRest:
      escaped { unsafe Escaper.appendURL(text, inCSS: escape.isInCSSURL, to: &$0) }
    }
  }

  private static let schemes: Set<String> = ["http", "https", "mailto", "tel", "cid"]

  /// Writes what an escaper makes, by way of a buffer that is used again.
  private mutating func escaped(_ body: (inout [UInt8]) -> Void) {
    memory.escaped.removeAll(keepingCapacity: true)
    body(&memory.escaped)
    output.append(memory.escaped)
  }

  /// Safe HTML in a URL was escaped as text before; the references that escaping makes are undone
  /// so that the URL is escaped once, as a URL.
  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}

extension SlotEscape {
  var isURL: Bool {
    switch self {
    case .urlStart, .urlUndecided, .urlRest, .cssURLStart, .cssURLUndecided, .cssURLRest: true
    default: false
    }
  }
}
