internal import SourceText

/// Writes HTML, merging neighbouring Outlook comments, and blames it on the element that made it.
struct MJMLWriter {
  private let sources: [Pieces]
  private(set) var output = Pieces()
  private var buffer: [UInt8] = []
  private var cause: (source: Int, offset: Int) = (0, 0)
  // An Outlook comment that is not closed yet, since the next one may follow at once.
  private var hasOpenEnd = false

  init(_ sources: [Pieces]) {
    self.sources = sources
    buffer.reserveCapacity(4096)
  }

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

  private mutating func closeComment() {
    guard hasOpenEnd else { return }
    hasOpenEnd = false
    buffer += "<![endif]-->".utf8
  }

  mutating func raw(_ text: String) {
    closeComment()
    buffer += text.utf8
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
      buffer += "<!--[if mso | IE]>".utf8
    }
  }

  /// Ends what only Outlook sees.
  mutating func endOutlook() { hasOpenEnd = true }

  mutating func open(
    _ name: String, _ attributes: [(String, String?)] = [], _ style: MJMLStyle = [],
    isPresentation: Bool = false, isVoid: Bool = false
  ) {
    closeComment()
    buffer.append(ASCII.less)
    buffer += name.utf8
    if isPresentation {
      buffer += " border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\"".utf8
    }
    for (name, value) in attributes {
      guard let value else { continue }
      buffer.append(ASCII.space)
      buffer += name.utf8
      buffer += "=\"".utf8
      buffer += value.utf8
      buffer.append(ASCII.quote)
    }
    var hasStyle = false
    for (name, value) in style {
      guard let value, !value.isEmpty else { continue }
      if !hasStyle {
        buffer += " style=\"".utf8
        hasStyle = true
      }
      buffer += name.utf8
      buffer.append(UInt8(ascii: ":"))
      buffer += value.utf8
      buffer.append(ASCII.semicolon)
    }
    if hasStyle { buffer.append(ASCII.quote) }
    if isVoid { buffer += " /".utf8 }
    buffer.append(ASCII.greater)
  }

  mutating func close(_ names: String...) {
    closeComment()
    for name in names {
      buffer += "</".utf8
      buffer += name.utf8
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
