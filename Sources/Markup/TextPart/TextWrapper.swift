internal import SourceText

/// Breaks lines at a display width.
struct TextWrapper {
  private let width: Int
  private var output: [UInt8] = []

  init(width: Int) { self.width = width }

  mutating func wrap(_ text: [UInt8]) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(text.count + text.count / 16)
    var start = 0
    var emptyLines = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != ASCII.lineFeed { end += 1 }
      var last = end
      while last > start, ASCII.isSpace(text[last - 1]) { last -= 1 }
      if last == start {
        emptyLines += 1
      } else {
        if emptyLines > 0, !output.isEmpty { output.append(ASCII.lineFeed) }
        emptyLines = 0
        wrapLine(text, start..<last)
      }
      start = end + 1
    }
    return output
  }

  private mutating func wrapLine(_ text: [UInt8], _ range: Range<Int>) {
    // A line with no more bytes than columns fits whatever it holds.
    guard range.count > width else {
      output += text[range]
      output.append(ASCII.lineFeed)
      return
    }
    let lead = leadEnd(text, range)
    let isQuote = text[range.lowerBound..<lead].contains(ASCII.greater)
    let indent =
      isQuote
      ? Array(text[range.lowerBound..<lead])
      : [UInt8](repeating: ASCII.space, count: lead - range.lowerBound)
    output += text[range.lowerBound..<lead]
    var column = lead - range.lowerBound
    var isEmptyLine = true
    var index = lead
    while index < range.upperBound {
      var blankEnd = index
      while blankEnd < range.upperBound, text[blankEnd] == ASCII.space { blankEnd += 1 }
      var wordEnd = blankEnd
      while wordEnd < range.upperBound, text[wordEnd] != ASCII.space { wordEnd += 1 }
      let blanks = blankEnd - index
      for unit in units(text[blankEnd..<wordEnd]) {
        let gap = unit.isFirst ? blanks : 0
        if !isEmptyLine, column + gap + unit.width > width {
          output.append(ASCII.lineFeed)
          output += indent
          column = indent.count
        } else if gap > 0 {
          output += [UInt8](repeating: ASCII.space, count: gap)
          column += gap
        }
        output += unit.bytes
        column += unit.width
        isEmptyLine = false
      }
      index = wordEnd
    }
    output.append(ASCII.lineFeed)
  }

  // Blanks, then `> `, `- ` or `12. `.
  private func leadEnd(_ text: [UInt8], _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    let limit = min(range.upperBound, range.lowerBound + width / 2)
    while index < limit, text[index] == ASCII.space || text[index] == ASCII.greater { index += 1 }
    var mark = index
    if mark < limit, text[mark] == UInt8(ascii: "-") {
      mark += 1
    } else {
      while mark < limit, ASCII.isDigit(text[mark]) { mark += 1 }
      guard mark > index, mark < limit, text[mark] == UInt8(ascii: ".") else { return index }
      mark += 1
    }
    return mark < limit && text[mark] == ASCII.space ? mark + 1 : index
  }

  private struct Unit {
    var bytes: [UInt8]
    var width: Int
    var isFirst: Bool
  }

  // A word, or its parts where it holds wide characters, which break anywhere but before
  // closing punctuation.
  private func units(_ word: ArraySlice<UInt8>) -> [Unit] {
    guard word.contains(where: { $0 >= 0x80 }) else {
      return [Unit(bytes: Array(word), width: word.count, isFirst: true)]
    }
    var units: [Unit] = []
    var lastIsWide = false
    for character in String(decoding: word, as: UTF8.self) {
      let width = DisplayWidth.of(character)
      let isWide = width == 2
      let closes = "、。，．！？」』）】：；".contains(character)
      if units.isEmpty || ((isWide || lastIsWide) && !closes) {
        units.append(
          Unit(bytes: Array(character.utf8), width: width, isFirst: units.isEmpty))
      } else {
        units[units.count - 1].bytes += Array(character.utf8)
        units[units.count - 1].width += width
      }
      lastIsWide = isWide
    }
    return units
  }
}
