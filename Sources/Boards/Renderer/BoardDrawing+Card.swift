internal import Diagnostics
internal import Raster

extension BoardDrawing {
  /// A picture above its text on a raised card; beside it when the section is wide.
  mutating func drawCard(_ section: VisionBoardSection, _ rect: PixelRect, index: Int) {
    fill(rect, radius: radius, .color(palette.surface))
    if Self.isWide(rect) {
      drawWideCard(section, rect, index: index)
    } else {
      drawTallCard(section, rect, index: index)
    }
  }

  static func isWide(_ rect: PixelRect) -> Bool { rect.width * 2 > rect.height * 3 }

  private func titleStyle(_ width: Int) -> TextStyle {
    let size = min(max(width * 8 / 100, unit(20)), unit(34))
    return TextStyle(
      family: theme.headingFamily, size: size, weight: max(600, theme.headingWeight - 100),
      lineHeight: 118, language: board.lang, maxLines: 2)
  }

  private func detailStyle(_ title: TextStyle) -> TextStyle {
    TextStyle(
      family: theme.bodyFamily, size: max(unit(18), title.size * 78 / 100), weight: 600,
      lineHeight: 130, language: board.lang, maxLines: 1)
  }

  private mutating func drawTallCard(
    _ section: VisionBoardSection, _ rect: PixelRect, index: Int
  ) {
    let padding = min(unit(26), rect.width / 10)
    let width = rect.width - 2 * padding
    let style = titleStyle(rect.width)
    let title = fonts.layout(section.content.title, style: style, maxWidth: width)
    let detail =
      section.content.detail.isEmpty
      ? nil
      : fonts.layout(section.content.detail, style: detailStyle(style), maxWidth: width)
    let gap = unit(6)
    // Cards side by side have their pictures end at one height.
    let textHeight = max(
      captionHeight(section, rect),
      captionHeights[rect.y, default: [:]][rect.height] ?? 0)
    let imageHeight = max(rect.height * 2 / 5, rect.height - textHeight)
    let frame = PixelRect(x: rect.x, y: rect.y, width: rect.width, height: imageHeight)
    drawImage(section, frame, index: index, corners: .top)
    var y = frame.bottom + padding * 3 / 4
    draw(title, x: rect.x + padding, y: y, readable(palette.text, on: palette.surface))
    y += title.height + gap
    if let detail {
      draw(detail, x: rect.x + padding, y: y, readable(palette.accent, on: palette.surface))
    }
  }

  /// The height that the texts of a card need, with the space around them.
  func captionHeight(_ section: VisionBoardSection, _ rect: PixelRect) -> Int {
    let padding = min(unit(26), rect.width / 10)
    let style = titleStyle(rect.width)
    let width = rect.width - 2 * padding
    let title = fonts.layout(section.content.title, style: style, maxWidth: width)
    var height = padding * 3 / 4 + title.height + padding * 3 / 4
    if !section.content.detail.isEmpty {
      let detail = fonts.layout(
        section.content.detail, style: detailStyle(style), maxWidth: width)
      height += unit(6) + detail.height
    }
    return height
  }

  private mutating func drawWideCard(
    _ section: VisionBoardSection, _ rect: PixelRect, index: Int
  ) {
    let inset = min(unit(14), rect.height / 12)
    let side = min(rect.height - 2 * inset, rect.width / 2)
    let frame = PixelRect(
      x: rect.x + inset, y: rect.y + inset, width: side, height: rect.height - 2 * inset)
    drawImage(
      section, frame, index: index, corners: .all, radius: max(0, radius - inset))
    let padding = min(unit(28), rect.width / 20)
    let left = frame.right + padding
    let width = max(1, rect.right - padding - left)
    let style = titleStyle(width * 5 / 4)
    var fitted = style
    fitted.maxLines = 3
    let title = fonts.layout(section.content.title, style: fitted, maxWidth: width)
    let detail =
      section.content.detail.isEmpty
      ? nil
      : fonts.layout(section.content.detail, style: detailStyle(style), maxWidth: width)
    let gap = unit(8)
    let total = title.height + (detail.map { $0.height + gap } ?? 0)
    var y = rect.y + max(0, rect.height - total) / 2
    draw(title, x: left, y: y, readable(palette.text, on: palette.surface))
    y += title.height + gap
    if let detail {
      draw(detail, x: left, y: y, readable(palette.accent, on: palette.surface))
    }
  }

  /// Draws the section's picture into a frame, or a placeholder.
  mutating func drawImage(
    _ section: VisionBoardSection, _ frame: PixelRect, index: Int, corners: RoundedSides,
    radius: Int? = nil
  ) {
    let tile = imageTile(section, frame, index: index)
    fill(frame, radius: radius ?? self.radius, corners: corners, .image(tile))
  }

  /// The pixels of a frame: the picture, or a drawn stand-in when there is none to be had.
  mutating func imageTile(
    _ section: VisionBoardSection, _ frame: PixelRect, index: Int
  ) -> Bitmap {
    let width = frame.width * scale
    let height = frame.height * scale
    guard let path = section.content.image else {
      return placeholder(section, width: frame.width, height: frame.height)
    }
    do throws(GalleyError) {
      let tile = try images.tile(
        path, width: width, height: height,
        focus: FocusPoint(x: section.content.focusX, y: section.content.focusY))
      if tile.isOpaque { return tile }
      var ground = Bitmap(width: width, height: height, fill: palette.surface)
      ground.draw(tile, x: 0, y: 0)
      return ground
    } catch {
      diagnostics.append(
        Diagnostic(
          .warning, "unreadable-image",
          "The picture `\(path)` cannot be drawn: \(error.message)"
            + (error.underlying.map { " (\($0))" } ?? ""),
          hint: "A placeholder was drawn instead; correct the file or the path"))
      return placeholder(section, width: frame.width, height: frame.height)
    }
  }

  /// A quiet ground with the first letter of the title.
  private mutating func placeholder(
    _ section: VisionBoardSection, width: Int, height: Int
  ) -> Bitmap {
    let tint = tint(section)
    var tile = Bitmap(width: width * scale, height: height * scale, fill: tint)
    let whole = tile.bounds
    tile.fill(
      whole,
      with: .gradient(
        LinearGradient(
          angle: 150, colors: [tint, tint.mixed(with: palette.accent, amount: 44)])))
    let disc = min(width, height) * 11 / 20
    let place = PixelRect(
      x: (width - disc) / 2, y: (height - disc) / 2, width: disc, height: disc)
    tile.fill(
      place.scaled(by: scale), radius: disc * scale / 2,
      with: .color(palette.surface.withAlpha(120)))
    guard let letter = section.content.title.first(where: { $0.isLetter || $0.isNumber }) else {
      return tile
    }
    let style = TextStyle(
      family: theme.headingFamily, size: max(1, disc / 2), weight: theme.headingWeight,
      lineHeight: 100, language: board.lang, alignment: .center, maxLines: 1)
    let block = fonts.layout(letter.uppercased(), style: style, maxWidth: width)
    fonts.draw(
      block, on: &tile, x: 0, y: (height - block.height) / 2,
      color: readable(palette.accent, on: tint), scale: scale)
    return tile
  }

  func tint(_ section: VisionBoardSection) -> Color {
    palette.tints[abs(section.content.tint) % palette.tints.count]
  }
}
