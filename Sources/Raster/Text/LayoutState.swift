/// What grows while a text is set.
struct LayoutState {
  let style: TextStyle
  let catalog: FontCatalog
  /// The widest line allowed, in 64ths of a pixel.
  let limit: Int
  var lines: [TextBlock.Line] = []
  var isTruncated = false
  var hasBrokenWord = false
  var missing: [UInt32] = []

  init(style: TextStyle, catalog: FontCatalog, limit: Int) {
    self.style = style
    self.catalog = catalog
    self.limit = limit
  }

  mutating func addMissing(_ scalar: UInt32) {
    if !missing.contains(scalar), missing.count < 32 { missing.append(scalar) }
  }

  /// Aligns the lines and stacks them.
  func finish(isRightToLeft: Bool, metrics: (above: Int, below: Int)) -> TextBlock {
    let step = style.size * 64 * style.lineHeight / 100
    // The line's middle is the middle between the tallest and the lowest letters.
    let first = (step - metrics.above - metrics.below) / 2 + metrics.above
    var placed: [TextBlock.Line] = []
    for (index, line) in lines.enumerated() {
      var line = line
      let slack = limit - line.width
      switch style.alignment {
      case .start: line.x = isRightToLeft ? slack : 0
      case .center: line.x = slack / 2
      case .end: line.x = isRightToLeft ? 0 : slack
      }
      line.baseline = first + index * step
      placed.append(line)
    }
    let widest = lines.map(\.width).max() ?? 0
    return TextBlock(
      lines: placed, size: style.size, width: (widest + 63) / 64,
      height: (lines.count * step + 63) / 64, isTruncated: isTruncated,
      hasBrokenWord: hasBrokenWord, missing: missing.compactMap(Unicode.Scalar.init))
  }
}
