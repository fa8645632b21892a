internal import Diagnostics
internal import Raster

extension BoardDrawing {
  /// A picture that fills the section, its text at the bottom on a scrim.
  mutating func drawPhoto(_ section: VisionBoardSection, _ rect: PixelRect, index: Int) {
    var tile = imageTile(section, rect, index: index)
    let content = section.content
    let padding = min(unit(content.isHero ? 44 : 28), rect.width / 10)
    let width = rect.width - 2 * padding
    let largest = content.isHero ? unit(64) : unit(38)
    let style = TextStyle(
      family: theme.headingFamily, size: min(largest, max(unit(22), rect.width / 9)),
      weight: max(theme.headingWeight, 500), isItalic: section.type == .inspiration,
      lineHeight: 114, language: board.lang, maxLines: 3)
    let title = fonts.fit(
      content.title, style: style, minSize: unit(18), maxWidth: width,
      maxHeight: rect.height * 3 / 5)
    let chip = chip(section, title: title, width: width)
    let gap = unit(14)
    let textHeight = title.height + (chip.map { $0.height + gap } ?? 0)
    let top = rect.height - padding - textHeight
    let text = PixelRect(
      x: padding, y: max(0, top), width: min(width, max(title.width, chip?.width ?? 0)),
      height: textHeight)
    let color = addScrim(
      to: &tile, behind: text, fade: max(unit(120), rect.height / 3), index: index)
    fill(rect, radius: radius, .image(tile))
    var y = rect.y + text.y
    draw(title, x: rect.x + padding, y: y, color)
    y += title.height + gap
    if let chip { draw(chip, x: rect.x + padding, y: y, width: width) }
  }

  /// A price or a word in a rounded box.
  private struct Chip {
    var text: TextBlock
    var width: Int
    var height: Int
    var inset: Int
  }

  private func chip(_ section: VisionBoardSection, title: TextBlock, width: Int) -> Chip? {
    guard !section.content.detail.isEmpty else { return nil }
    let size = max(unit(18), min(unit(28), title.size * 55 / 100))
    let style = TextStyle(
      family: theme.bodyFamily, size: size, weight: 600, lineHeight: 130, language: board.lang,
      maxLines: 1)
    let inset = size * 3 / 4
    let text = fonts.layout(
      section.content.detail, style: style, maxWidth: max(1, width - 2 * inset))
    return Chip(
      text: text, width: text.width + 2 * inset, height: text.height + size * 6 / 10,
      inset: inset)
  }

  private mutating func draw(_ chip: Chip, x: Int, y: Int, width: Int) {
    // In a right-to-left text the block's lines lie at its right end.
    let isRightAligned = chip.text.left > 0
    let left = isRightAligned ? x + width - chip.width : x
    let box = PixelRect(x: left, y: y, width: chip.width, height: chip.height)
    fill(box, radius: min(chip.height / 2, radius), .color(palette.accent))
    let offset = isRightAligned ? chip.text.left : 0
    draw(
      chip.text, x: left + chip.inset - offset, y: y + (chip.height - chip.text.height) / 2,
      readable(palette.accentText, on: palette.accent))
  }

  /// A veil over a picture and the letters that can be read on it.
  private struct Scrim {
    var veil: Color
    var text: Color
    /// Which pixels are hardest to read on: the brightest tenth beneath white letters, the darkest
    /// beneath dark ones.
    var share: Int

    static let dark = Scrim(veil: Color(red: 14, green: 11, blue: 16), text: .white, share: 900)
    static let light = Scrim(
      veil: Color(red: 255, green: 253, blue: 250), text: Color(red: 24, green: 20, blue: 26),
      share: 100)

    /// The WCAG contrast of the letters with the hardest tenth of some drawn pixels.
    func ratio(on picture: Bitmap, _ region: PixelRect) -> Int {
      Color.contrast(text.luminance, picture.brightness(of: region, share: share))
    }

    /// How strong the veil has to be by a first guess.
    func guess(for picture: Bitmap, _ region: PixelRect) -> Int {
      let hardest = picture.brightness(of: region, share: share)
      var strength = 96
      while strength < 240 {
        // Light mixed in bytes, roughly: squares come near the transfer function.
        let rest = (264 - strength) * (264 - strength)
        let mixed = (hardest * rest + veil.luminance * (65_536 - rest)) / 65_536
        if Color.contrast(text.luminance, mixed) >= 450 { break }
        strength += 12
      }
      return strength
    }
  }

  /// Veils the picture behind a text until the letters reach a contrast of 4.5, measured on the
  /// drawn pixels: a pale picture is made paler for dark letters, any other darker for white ones.
  private mutating func addScrim(
    to tile: inout Bitmap, behind text: PixelRect, fade: Int, index: Int
  ) -> Color {
    let region = text.scaled(by: scale)
    let plain = tile
    // Half of a pale picture's pixels are brighter than this.
    let isPale = plain.brightness(of: region, share: 300) > 11_000
    let scrim = isPale ? Scrim.light : Scrim.dark
    var strength = scrim.guess(for: plain, region)
    var ratio = 0
    while true {
      let start = max(0, region.y - fade * scale)
      let box = PixelRect(x: 0, y: start, width: tile.width, height: tile.height - start)
      let full = max(1, (region.y - start) * 1000 / max(1, box.height))
      let veil = scrim.veil
      tile.fill(
        box,
        with: .gradient(
          LinearGradient(
            angle: 180,
            stops: [
              .init(position: 0, color: veil.withAlpha(0)),
              .init(position: full / 4, color: veil.withAlpha(UInt8(strength * 12 / 100))),
              .init(position: full * 6 / 10, color: veil.withAlpha(UInt8(strength * 50 / 100))),
              .init(position: full, color: veil.withAlpha(UInt8(strength * 88 / 100))),
              .init(position: 1000, color: veil.withAlpha(UInt8(strength))),
            ])))
      ratio = scrim.ratio(on: tile, region)
      if ratio >= 450 || strength >= 240 { break }
      strength = min(240, strength + 12)
      tile = plain
    }
    contrasts.append(SectionContrast(section: index, ratio: ratio, scrim: strength))
    if ratio < 450 {
      diagnostics.append(
        Diagnostic(
          .warning, "low-contrast",
          "The text of section \(index + 1) has a contrast of \(ratio / 100).\(ratio / 10 % 10)",
          hint: "Choose a calmer picture, or the style `card`"))
    }
    return scrim.text
  }
}
