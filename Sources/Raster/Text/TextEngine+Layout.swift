/// Sets paragraphs: itemises, shapes, breaks lines, places glyphs.
extension TextEngine {
  func layout(_ text: String, style: TextStyle, catalog: FontCatalog, maxWidth: Int) -> TextBlock {
    var state = LayoutState(style: style, catalog: catalog, limit: max(1, maxWidth) * 64)
    // The first paragraph decides where all of them start.
    var direction: Bool?
    for piece in text.prefix(Self.longestText).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      if state.lines.count >= style.maxLines {
        state.isTruncated = true
        break
      }
      let paragraph = ParagraphText(piece, isRightToLeft: direction)
      if direction == nil, !piece.isEmpty { direction = paragraph.isRightToLeft }
      breakLines(of: paragraph, &state)
    }
    return state.finish(isRightToLeft: direction ?? false, metrics: metrics(style, catalog))
  }

  // A board shows short texts; the rest of a longer one would be cut anyway.
  private static var longestText: Int { 4000 }

  private func metrics(_ style: TextStyle, _ catalog: FontCatalog) -> (above: Int, below: Int) {
    let file = catalog.face(family: style.family, weight: style.weight, isItalic: style.isItalic)
    guard let face = face(file) else { return (style.size * 58, style.size * 15) }
    return (
      face.ascender * style.size * 64 / face.unitsPerEm,
      face.descender * style.size * 64 / face.unitsPerEm
    )
  }

  private func breakLines(of paragraph: ParagraphText, _ state: inout LayoutState) {
    let count = paragraph.scalars.count
    guard count > 0 else {
      state.lines.append(TextBlock.Line(glyphs: [], x: 0, baseline: 0, width: 0))
      return
    }
    let advances = measure(paragraph, &state)
    let breaker = LineBreaker(text: paragraph.scalars, startsCluster: paragraph.startsCluster)
    var start = 0
    while start < count {
      while start < count, LineBreaker.isSpace(paragraph.scalars[start]) { start += 1 }
      guard start < count else { break }
      var end = start
      var width = 0
      var lastBreak = start
      var isFull = false
      while end < count {
        if end > start, breaker.allowsBreak(before: end) { lastBreak = end }
        let next = paragraph.clusterEnd(end)
        let advance = advances[end..<next].reduce(0, +)
        if width + advance > state.limit, end > start,
          !LineBreaker.isSpace(paragraph.scalars[end])
        {
          isFull = true
          break
        }
        width += advance
        end = next
      }
      let isLast = state.lines.count == state.style.maxLines - 1
      if isFull, isLast {
        state.isTruncated = true
        addEllipsis(paragraph, start, end, advances, &state)
        return
      }
      if isFull {
        if lastBreak > start {
          end = lastBreak
        } else {
          state.hasBrokenWord = true
        }
      }
      var trimmed = end
      while trimmed > start, LineBreaker.isSpace(paragraph.scalars[trimmed - 1]) { trimmed -= 1 }
      state.lines.append(place(paragraph, start..<trimmed, &state))
      start = end
      if state.lines.count >= state.style.maxLines {
        let rest = paragraph.scalars[start...]
        if rest.contains(where: { !LineBreaker.isSpace($0) }) { state.isTruncated = true }
        return
      }
    }
  }

  private func addEllipsis(
    _ paragraph: ParagraphText, _ start: Int, _ end: Int, _ advances: [Int],
    _ state: inout LayoutState
  ) {
    var end = end
    while true {
      while end > start, LineBreaker.isSpace(paragraph.scalars[end - 1]) { end -= 1 }
      var cut = paragraph
      cut.scalars = Array(paragraph.scalars[..<end]) + [0x2026]
      cut.startsCluster = Array(paragraph.startsCluster[..<end]) + [true]
      cut.levels = Array(paragraph.levels[..<end]) + [paragraph.isRightToLeft ? 1 : 0]
      let line = place(cut, start..<end + 1, &state)
      if line.width <= state.limit || end <= start {
        state.lines.append(line)
        return
      }
      end -= 1
      while end > start, !paragraph.startsCluster[end] { end -= 1 }
    }
  }

  /// The width that each character adds, in 64ths of a pixel, at the first character of a cluster.
  private func measure(_ paragraph: ParagraphText, _ state: inout LayoutState) -> [Int] {
    var advances = [Int](repeating: 0, count: paragraph.scalars.count)
    for run in runs(of: paragraph, 0..<paragraph.scalars.count, &state) {
      for glyph in shape(run, paragraph, state.style) {
        advances[glyph.cluster] += glyph.advance
      }
    }
    return advances
  }

  /// The glyphs of a line, in visual order.
  private func place(
    _ paragraph: ParagraphText, _ range: Range<Int>, _ state: inout LayoutState
  ) -> TextBlock.Line {
    var line = paragraph
    line.scalars = Array(paragraph.scalars[range])
    line.startsCluster = Array(paragraph.startsCluster[range])
    line.levels = Array(paragraph.levels[range])
    var glyphs: [TextBlock.Glyph] = []
    var pen = 0
    let ordered = TextRun.visualOrder(runs(of: line, 0..<line.scalars.count, &state))
    for run in ordered {
      for glyph in shape(run, line, state.style) {
        glyphs.append(
          TextBlock.Glyph(
            font: run.font, glyph: glyph.glyph, x: pen + glyph.offsetX, y: glyph.offsetY,
            isColor: run.isColor))
        pen += glyph.advance
      }
    }
    return TextBlock.Line(glyphs: glyphs, x: 0, baseline: 0, width: pen)
  }

  /// Shapes a run; lengths come back in 64ths of a pixel.
  private func shape(
    _ run: TextRun, _ paragraph: ParagraphText, _ style: TextStyle
  ) -> [ShapedGlyph] {
    guard let face = face(run.font) else { return [] }
    let unit = face.unitsPerEm
    let scale = { (length: Int) in
      let product = length * style.size * 128
      return (product + (product < 0 ? -unit : unit)) / (unit * 2)
    }
    let tracking = Self.joining.contains(run.script) ? 0 : style.tracking * style.size * 64 / 1000
    var glyphs = face.shape(
      paragraph.scalars, range: run.range, isRightToLeft: run.isRightToLeft, script: run.script,
      language: style.language)
    for index in glyphs.indices {
      glyphs[index].advance = scale(glyphs[index].advance)
      glyphs[index].offsetX = scale(glyphs[index].offsetX)
      glyphs[index].offsetY = scale(glyphs[index].offsetY)
      if tracking != 0, glyphs[index].advance > 0,
        index + 1 == glyphs.count || glyphs[index + 1].cluster != glyphs[index].cluster
      {
        glyphs[index].advance += tracking
      }
    }
    return glyphs
  }

  // Space between letters would tear these scripts apart.
  private static let joining: Set<UInt32> = [
    ScriptProperty.tag("Arab"), ScriptProperty.tag("Deva"), ScriptProperty.tag("Beng"),
    ScriptProperty.tag("Guru"), ScriptProperty.tag("Syrc"), ScriptProperty.tag("Mong"),
    ScriptProperty.tag("Nkoo"), ScriptProperty.tag("Adlm"),
  ]
}
