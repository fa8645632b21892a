internal import SourceText

/// Walks the tokens of a document and writes plain text.
struct TextWalker {
  private let html: Pieces
  private let tree: HTMLTree
  private let opaque: OpaqueSpans
  private var writer: TextWriter
  private var open: [Int] = []
  private var nextElement = 0
  private var links: [(element: Int, start: Int)] = []
  private var lists: [(element: Int, number: Int?)] = []
  private var preDepth = 0
  // Data tables within data tables are flow: one level of recursion is enough.
  private let isCell: Bool

  private static func isSkipped(_ tag: HTMLName) -> Bool {
    switch tag {
    case .head, .style, .script, .title, .template, .noscript, .xml, .select, .textarea, .object,
      .svg, .audio, .video, .map:
      true
    default: false
    }
  }

  init(_ html: Pieces, _ tree: HTMLTree, _ opaque: OpaqueSpans, isCell: Bool = false) {
    self.html = html
    self.tree = tree
    self.opaque = opaque
    self.isCell = isCell
    writer = TextWriter(html)
  }

  mutating func finish() -> Pieces { writer.finish() }

  mutating func walk(_ range: Range<Int>) {
    let tokens = tree.source.tokens
    if range.lowerBound > 0 {
      nextElement =
        tree.elements.firstIndex { $0.startToken >= range.lowerBound }
        ?? tree.elements.count
    }
    var index = range.lowerBound
    while index < range.upperBound {
      closeElements(endingAt: index)
      let token = tokens[index]
      switch token.kind {
      case .startTag:
        let element = nextElement
        nextElement += 1
        if let end = start(element, token) {
          index = end
          while nextElement < tree.elements.count, tree.elements[nextElement].startToken < index {
            nextElement += 1
          }
          continue
        }
        if tree.elements[element].endToken > index { open.append(element) }
      case .text, .rawText:
        writer.text(token.range, keepsBlanks: preDepth > 0)
      case .template:
        writer.template(token.range, isControl: token.isControl)
      case .endTag, .comment, .declaration:
        break
      }
      index += 1
    }
    while let element = open.popLast() { end(element) }
  }

  private mutating func closeElements(endingAt index: Int) {
    while let top = open.last, tree.elements[top].endToken <= index {
      open.removeLast()
      end(top)
    }
  }

  private func value(_ name: HTMLName, _ element: Int) -> Range<Int>? {
    tree.attribute(name, of: element)?.valueRange
  }

  // The token to go on with when the element is left out or written as a whole.
  private mutating func start(_ element: Int, _ token: HTMLToken) -> Int? {
    let tag = token.tag
    if Self.isSkipped(tag) || isHidden(element, token) {
      return max(tree.elements[element].endToken, tree.elements[element].startToken + 1)
    }
    switch tag {
    case .br: writer.lineBreak()
    case .hr:
      writer.block(2)
      writer.generated("------------------------", at: token.range.lowerBound)
      writer.block(2)
    case .img:
      if let alt = value(.alt, element) { writer.attribute(alt, opaque) }
    case .a:
      if value(.href, element) != nil { links.append((element, writer.visibleCount)) }
    case .h1, .h2, .h3, .h4, .h5, .h6:
      writer.block(2)
      let level = Int(token.name.utf8.last ?? 0x31) - 0x30
      writer.prefix(String(repeating: "#", count: level) + " ")
    case .ul, .ol:
      writer.block(lists.isEmpty ? 2 : 1)
      let isFixed = tag == .ol && !tree.elements[element].hasControl
      lists.append((element, isFixed ? 0 : nil))
    case .li: startItem()
    case .blockquote:
      writer.block(2)
      writer.indent("> ")
    case .pre:
      writer.block(2)
      preDepth += 1
    case .p, .dl, .figure: writer.block(2)
    case .table:
      writer.block(isDataTable(element) ? 2 : 1)
      if !isCell, isDataTable(element), let end = alignedTable(element) { return end }
    case .tr: writer.block(isInDataTable(element) ? 1 : 2)
    case .td, .th:
      if isInDataTable(element) {
        if tree.elements[element].position > 1 { writer.separator(" | ") }
      } else {
        writer.block(1)
      }
    default:
      if HTMLElementTable.isBlock(tag) { writer.block(1) }
    }
    return nil
  }

  private mutating func startItem() {
    writer.block(1)
    var mark = "- "
    if let number = lists.last?.number {
      lists[lists.count - 1].number = number + 1
      mark = "\(number + 1). "
    }
    writer.prefix(mark)
    writer.indent(String(repeating: " ", count: mark.utf8.count))
  }

  private mutating func end(_ element: Int) {
    let tag = tree.elements[element].tag
    switch tag {
    case .a: endLink(element)
    case .h1, .h2, .h3, .h4, .h5, .h6, .p, .dl, .figure: writer.block(2)
    case .ul, .ol:
      if lists.last?.element == element { lists.removeLast() }
      writer.block(lists.isEmpty ? 2 : 1)
    case .li:
      writer.outdent()
      writer.block(1)
    case .blockquote:
      writer.outdent()
      writer.block(2)
    case .pre:
      preDepth -= 1
      writer.block(2)
    case .table: writer.block(isDataTable(element) ? 2 : 1)
    case .tr: writer.block(isInDataTable(element) ? 1 : 2)
    case .td, .th:
      if !isInDataTable(element) { writer.block(1) }
    default:
      if HTMLElementTable.isBlock(tag) { writer.block(1) }
    }
  }

  private mutating func endLink(_ element: Int) {
    guard let link = links.last, link.element == element, let href = value(.href, element) else {
      return
    }
    links.removeLast()
    let range = ASCII.trimmed(html.bytes, href)
    guard !range.isEmpty, html.bytes[range.lowerBound] != UInt8(ascii: "#") else { return }
    if writer.visibleCount == link.start {
      // An image that says nothing (alt="") links nothing worth reading.
      if !hasSilentImage(element) { writer.attribute(range, opaque) }
      return
    }
    writer.linkTarget(range, opaque, textStart: link.start)
  }

  private func hasSilentImage(_ element: Int) -> Bool {
    var child = tree.elements[element].firstChild
    while child >= 0 {
      if tree.elements[child].tag == .img, value(.alt, child) != nil { return true }
      child = tree.elements[child].nextSibling
    }
    return false
  }

  // MARK: Hidden blocks

  private func isHidden(_ element: Int, _ token: HTMLToken) -> Bool {
    guard !token.attributes.isEmpty else { return false }
    if tree.attribute(.hidden, of: element) != nil { return true }
    guard let range = value(.style, element) else { return false }
    return HiddenStyle.hides(html.bytes, range)
  }

  // MARK: Data tables

  private func isDataTable(_ element: Int) -> Bool {
    if let role = value(.role, element), html.bytes[role].elementsEqual("presentation".utf8) {
      return false
    }
    var row = firstRow(element)
    var count = 0
    while row >= 0, count < 4 {
      var cell = tree.elements[row].firstChild
      while cell >= 0 {
        if tree.elements[cell].tag == .th { return true }
        cell = tree.elements[cell].nextSibling
      }
      row = tree.elements[row].nextSibling
      count += 1
    }
    return false
  }

  private func firstRow(_ table: Int) -> Int {
    var child = tree.elements[table].firstChild
    while child >= 0 {
      let tag = tree.elements[child].tag
      if tag == .tr { return child }
      if tag == .thead || tag == .tbody { return tree.elements[child].firstChild }
      child = tree.elements[child].nextSibling
    }
    return -1
  }

  private func isInDataTable(_ element: Int) -> Bool {
    var ancestor = tree.elements[element].parent
    while ancestor >= 0 {
      if tree.elements[ancestor].tag == .table { return isDataTable(ancestor) }
      ancestor = tree.elements[ancestor].parent
    }
    return false
  }

  // Columns can only be aligned when their widths are known: not with template tags inside.
  private mutating func alignedTable(_ table: Int) -> Int? {
    let last = tree.elements[table].endToken
    let tokens = tree.source.tokens
    let first = tree.elements[table].startToken
    guard last < tokens.count,
      !opaque.touches(tokens[first].range.lowerBound..<tokens[last].range.upperBound)
    else { return nil }
    var rows: [[String]] = []
    var element = table + 1
    while element < tree.elements.count, tree.elements[element].startToken < last {
      let tag = tree.elements[element].tag
      if tag == .tr {
        rows.append([])
      } else if tag == .td || tag == .th, !rows.isEmpty, rows[rows.count - 1].count < 64 {
        var walker = TextWalker(html, tree, opaque, isCell: true)
        let start = tree.elements[element].startToken + 1
        walker.walk(start..<max(start, tree.elements[element].endToken))
        let text = walker.finish().text.split(whereSeparator: \.isNewline)
        rows[rows.count - 1].append(text.joined(separator: " "))
        let end = tree.elements[element].endToken
        while element + 1 < tree.elements.count, tree.elements[element + 1].startToken < end {
          element += 1
        }
      }
      element += 1
    }
    let columns = rows.map(\.count).max() ?? 0
    var widths = [Int](repeating: 0, count: columns)
    for row in rows {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], DisplayWidth.of(cell))
      }
    }
    for row in rows where !row.isEmpty {
      writer.block(1)
      var line = ""
      for (index, cell) in row.enumerated() {
        line += cell
        if index + 1 < row.count {
          line += String(repeating: " ", count: widths[index] - DisplayWidth.of(cell) + 2)
        }
      }
      writer.generated(line, at: tokens[first].range.lowerBound)
    }
    writer.block(2)
    return last + (tokens[last].kind == .endTag ? 1 : 0)
  }
}
