/// Cuts lines into runs: script by script, face by face.
extension TextEngine {
  func runs(
    of paragraph: ParagraphText, _ range: Range<Int>, _ state: inout LayoutState
  ) -> [TextRun] {
    var runs: [TextRun] = []
    var start = range.lowerBound
    var script = firstScript(paragraph)
    while start < range.upperBound {
      let end = paragraph.clusterEnd(start)
      let cluster = paragraph.scalars[start..<end]
      let own = clusterScript(cluster)
      if own != ScriptProperty.common, own != ScriptProperty.inherited { script = own }
      let choice = font(for: cluster, script: script, previous: runs.last, &state)
      let run = TextRun(
        range: start..<end, font: choice.file, script: script, level: paragraph.levels[start],
        isColor: choice.isColor)
      if let last = runs.last, last.font == run.font, last.script == run.script,
        last.level == run.level, last.isColor == run.isColor
      {
        runs[runs.count - 1].range = last.range.lowerBound..<end
      } else {
        runs.append(run)
      }
      start = end
    }
    return runs
  }

  private func firstScript(_ paragraph: ParagraphText) -> UInt32 {
    for scalar in paragraph.scalars {
      let script = ScriptProperty.script(of: scalar)
      if script != ScriptProperty.common, script != ScriptProperty.inherited { return script }
    }
    return ScriptProperty.tag("Latn")
  }

  private func clusterScript(_ cluster: ArraySlice<UInt32>) -> UInt32 {
    for scalar in cluster {
      let script = ScriptProperty.script(of: scalar)
      if script != ScriptProperty.common, script != ScriptProperty.inherited { return script }
    }
    return ScriptProperty.common
  }

  private func font(
    for cluster: ArraySlice<UInt32>, script: UInt32, previous: TextRun?,
    _ state: inout LayoutState
  ) -> (file: FontFile, isColor: Bool) {
    let style = state.style
    let catalog = state.catalog
    if EmojiProperty.isEmoji(cluster), let first = cluster.first {
      let emoji = catalog.emoji
      if let face = face(emoji), face.covers(first) { return (emoji, true) }
    }
    let primary = catalog.face(
      family: style.family, weight: style.weight, isItalic: style.isItalic)
    if covers(primary, cluster) { return (primary, false) }
    // Spaces and punctuation stay with the word before them, so that a run is not torn.
    if let previous, !previous.isColor, covers(previous.font, cluster) {
      return (previous.font, false)
    }
    let isSerif = style.family == "EB Garamond" || style.family.hasPrefix("Noto Serif")
    for file in catalog.fallbacks(
      script: script, isSerif: isSerif, isBold: style.weight >= 600, language: style.language)
    where covers(file, cluster) {
      return (file, false)
    }
    for scalar in cluster where !Self.isIgnorable(scalar) { state.addMissing(scalar) }
    return (primary, false)
  }

  private func covers(_ file: FontFile, _ cluster: ArraySlice<UInt32>) -> Bool {
    guard let face = face(file) else { return false }
    return cluster.allSatisfy { Self.isIgnorable($0) || face.covers($0) }
  }

  private static func isIgnorable(_ value: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(value) else { return true }
    return scalar.properties.isDefaultIgnorableCodePoint
      || scalar.properties.generalCategory == .control
  }
}
