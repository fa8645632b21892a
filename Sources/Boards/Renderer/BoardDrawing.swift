internal import Diagnostics
internal import Raster

/// A board while it is drawn. Lengths are those of scale 1 until they reach the canvas.
struct BoardDrawing {
  private(set) var board: VisionBoard
  let theme: BoardTheme
  let fonts: FontLibrary
  let images: ImageStore
  let grounds: GroundStore
  let scale: Int
  let unit: TypeScale
  var canvas: Bitmap
  var diagnostics: [Diagnostic] = []
  /// The contrast of every text that was drawn over a picture.
  var contrasts: [SectionContrast] = []
  /// The tallest caption of the cards that share a row, by its top and height.
  var captionHeights: [Int: [Int: Int]] = [:]
  var reported: Set<Unicode.Scalar> = []

  init(board: VisionBoard, fonts: FontLibrary, images: ImageStore, grounds: GroundStore, scale: Int)
  {
    self.board = board
    theme = board.theme
    self.fonts = fonts
    self.images = images
    self.grounds = grounds
    self.scale = scale
    unit = TypeScale(width: board.layout.width, height: board.layout.height)
    canvas = Bitmap(
      width: board.layout.width * scale, height: board.layout.height * scale,
      fill: theme.palette.background)
  }

  /// The same drawing for a board with other texts in its headline.
  func with(_ board: VisionBoard) -> BoardDrawing {
    var drawing = self
    drawing.board = board
    return drawing
  }

  var palette: BoardTheme.Palette { theme.palette }
  var radius: Int { unit(theme.radius) }

  /// Everything but the headline, which is drawn last: boards of a batch often differ in it alone.
  mutating func drawBody() {
    drawGround()
    measureCaptions()
    for (index, section) in board.sections.enumerated() {
      let rect = section.position.rect
      guard rect.width >= 8, rect.height >= 8 else { continue }
      switch section.content.style {
      case .card: drawCard(section, rect, index: index)
      case .photo: drawPhoto(section, rect, index: index)
      case .tile: drawTile(section, rect)
      }
    }
    drawFooter()
  }

  /// Background and shadows, which boards of one layout and theme share.
  private mutating func drawGround() {
    let key = GroundStore.Key(
      theme: theme, width: canvas.width, height: canvas.height,
      shadows: board.sections.map {
        GroundStore.Key.Shadow(position: $0.position, isTile: $0.content.style == .tile)
      })
    if let ground = grounds.ground(key) {
      canvas = ground
      return
    }
    drawBackground()
    for section in board.sections {
      let rect = section.position.rect
      guard rect.width >= 8, rect.height >= 8 else { continue }
      var shadow = Shadow(
        blur: unit(theme.shadow.blur) * scale, offsetY: unit(theme.shadow.offsetY) * scale,
        color: theme.shadow.color)
      if section.content.style == .tile {
        shadow.blur /= 2
        shadow.offsetY /= 2
        shadow.color = shadow.color.withAlpha(shadow.color.alpha / 2)
      }
      canvas.drawShadow(of: rect.scaled(by: scale), radius: radius * scale, shadow)
    }
    grounds.keep(canvas, for: key)
  }

  private mutating func measureCaptions() {
    for section in board.sections where section.content.style == .card {
      let rect = section.position.rect
      guard rect.width >= 8, rect.height >= 8, !Self.isWide(rect) else { continue }
      let height = captionHeight(section, rect)
      captionHeights[rect.y, default: [:]][rect.height] = max(
        height, captionHeights[rect.y, default: [:]][rect.height] ?? 0)
    }
  }

  mutating func fill(
    _ rect: PixelRect, radius: Int = 0, corners: RoundedSides = .all, _ paint: Paint
  ) {
    canvas.fill(rect.scaled(by: scale), radius: radius * scale, corners: corners, with: paint)
  }

  mutating func draw(_ block: TextBlock, x: Int, y: Int, _ color: Color) {
    fonts.draw(block, on: &canvas, x: x, y: y, color: color, scale: scale)
    report(block)
  }

  mutating func report(_ block: TextBlock) {
    for scalar in block.missing where !reported.contains(scalar) {
      reported.insert(scalar)
      let code = String(scalar.value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      diagnostics.append(
        Diagnostic(
          .warning, "missing-glyph", "No font has the character U+\(padded)",
          hint: "Replace it, or install a font of its script"))
    }
  }

  private mutating func drawBackground() {
    let whole = PixelRect(x: 0, y: 0, width: board.layout.width, height: board.layout.height)
    if palette.background != palette.backgroundEnd {
      fill(
        whole,
        .gradient(
          LinearGradient(
            angle: theme.gradientAngle, colors: [palette.background, palette.backgroundEnd])))
    }
    // A bright accent is grey when it is thin on a dark ground; a tint is not.
    let isDark = palette.background.luminance < 6000
    let soft = isDark ? palette.tints[0].withAlpha(120) : palette.accent.withAlpha(20)
    switch theme.decoration {
    case .none: break
    case .circles:
      let large = unit(620)
      fill(
        PixelRect(x: whole.width - large * 3 / 5, y: -large / 2, width: large, height: large),
        radius: large / 2, .color(soft))
      let small = unit(380)
      fill(
        PixelRect(
          x: -small / 2, y: whole.height - small * 3 / 5, width: small, height: small),
        radius: small / 2, .color(palette.tints[0].withAlpha(110)))
    case .arcs:
      for step in 0..<4 {
        let size = unit(300 + step * 190)
        fill(
          PixelRect(x: whole.width - size / 2, y: -size / 2, width: size, height: size),
          radius: size / 2,
          .color((isDark ? palette.tints[0] : palette.accent).withAlpha(UInt8(16 - step * 3))))
      }
    case .band:
      fill(
        PixelRect(x: 0, y: 0, width: whole.width, height: unit(14)), .color(palette.accent))
    }
  }

  /// The texts of the headline with their places.
  mutating func header() -> [PlacedText] {
    let place = board.layout.header
    guard place.height > 0 else { return [] }
    let header = HeaderSetting(
      eyebrow: board.eyebrow, title: board.title, subtitle: board.subtitle, lang: board.lang,
      theme: theme, width: place.width, unit: unit, fonts: fonts)
    var texts: [PlacedText] = []
    var y = place.y
    for (block, x, color) in [
      (header.eyebrow, 0, palette.accent), (header.title, 0, palette.text),
      (header.subtitle, header.subtitleX, palette.muted),
    ] {
      guard let block else { continue }
      texts.append(
        PlacedText(
          block: block, x: place.x + x, y: y, color: readable(color, on: palette.background)))
      y += block.height + header.gap
      report(block)
    }
    return texts
  }

  private mutating func drawFooter() {
    let place = board.layout.footer
    guard place.height > 0, !board.footer.isEmpty else { return }
    let style = TextStyle(
      family: theme.bodyFamily, size: unit(22), weight: 500, tracking: 10, language: board.lang,
      alignment: theme.alignment == .center ? .center : .start, maxLines: 1)
    let block = fonts.layout(board.footer, style: style, maxWidth: place.width)
    draw(
      block, x: place.x, y: place.y + place.height - block.height,
      readable(palette.muted, on: palette.backgroundEnd))
  }

  /// A colour if it can be read on a ground (WCAG AA for text, 4.5), else the theme's text colour,
  /// else black or white.
  func readable(_ color: Color, on ground: Color) -> Color {
    for candidate in [color, palette.text, palette.surface]
    where candidate.contrast(with: ground) >= 450 {
      return candidate
    }
    return Color.black.contrast(with: ground) >= Color.white.contrast(with: ground)
      ? .black : .white
  }
}
