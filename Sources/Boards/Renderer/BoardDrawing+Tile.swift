internal import Raster

extension BoardDrawing {
  /// Large type on a coloured ground.
  mutating func drawTile(_ section: VisionBoardSection, _ rect: PixelRect) {
    let ground = tint(section)
    var tile = Bitmap(width: rect.width * scale, height: rect.height * scale, fill: ground)
    tile.fill(
      tile.bounds,
      with: .gradient(
        LinearGradient(
          angle: 145, colors: [ground, ground.mixed(with: palette.accent, amount: 26)])))
    drawMotif(section, on: &tile, rect)
    fill(rect, radius: radius, .image(tile))
    drawTileText(section, rect, ground: ground)
  }

  /// Rings that grow out of a corner; which one depends on the section.
  private func drawMotif(_ section: VisionBoardSection, on tile: inout Bitmap, _ rect: PixelRect) {
    let size = min(rect.width, rect.height)
    let centerX = rect.width - size / 10
    let centerY = section.content.tint % 2 == 0 ? size / 10 : rect.height - size / 10
    for (share, alpha) in [(52, 26), (36, 26), (20, 34)] {
      let reach = size * share / 100
      let disc = PixelRect(
        x: centerX - reach, y: centerY - reach, width: 2 * reach, height: 2 * reach)
      tile.fill(
        disc.scaled(by: scale), radius: reach * scale,
        with: .color(palette.accent.withAlpha(UInt8(alpha))))
    }
  }

  private mutating func drawTileText(
    _ section: VisionBoardSection, _ rect: PixelRect, ground: Color
  ) {
    let padding = min(unit(30), rect.width / 9, rect.height / 6)
    let width = rect.width - 2 * padding
    let isQuote = section.type == .inspiration
    var room = rect.height - 2 * padding
    var detail: TextBlock?
    if !section.content.detail.isEmpty {
      let style = TextStyle(
        family: theme.bodyFamily, size: unit(isQuote ? 22 : 19), weight: 600,
        tracking: isQuote ? 0 : 110, language: board.lang, maxLines: 1)
      let text = isQuote ? section.content.detail : section.content.detail.uppercased()
      let block = fonts.layout(text, style: style, maxWidth: width)
      detail = block
      room -= block.height + unit(10)
    }
    let largest = min(unit(isQuote ? 60 : 76), max(unit(24), rect.width / (isQuote ? 6 : 7)))
    let style = TextStyle(
      family: theme.headingFamily, size: largest,
      weight: theme.headingWeight, isItalic: isQuote, lineHeight: 112,
      tracking: theme.headingTracking, language: board.lang, maxLines: isQuote ? 6 : 3)
    let title = fonts.fit(
      section.content.title, style: style, minSize: unit(18), maxWidth: width,
      maxHeight: max(1, room))
    let color = readable(palette.text, on: ground)
    let left = rect.x + padding
    let bottom = rect.bottom - padding
    if isQuote {
      // A saying stands in the middle with its source below.
      let total = title.height + (detail.map { $0.height + unit(10) } ?? 0)
      let y = rect.y + (rect.height - total) / 2
      draw(title, x: left, y: y, color)
      if let detail {
        draw(
          detail, x: left, y: y + title.height + unit(10), readable(palette.accent, on: ground))
      }
      return
    }
    if let detail {
      draw(detail, x: left, y: rect.y + padding, readable(palette.accent, on: ground))
    }
    draw(title, x: left, y: bottom - title.height, color)
  }
}
