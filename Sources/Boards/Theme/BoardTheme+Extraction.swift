public import Diagnostics
internal import Raster

extension BoardTheme {
  /// A theme whose colours are taken from a picture; everything else is this theme's.
  ///
  /// Every pair of text and ground keeps a contrast of at least 4.5. Throws when the picture cannot
  /// be decoded.
  public func colored(byPicture bytes: [UInt8], name: String) throws(GalleyError) -> BoardTheme {
    let picture = try Bitmap.decode(bytes, target: (64, 64)).covering(width: 64, height: 64)
    let colors = picture.dominantColors(12)
    // The accent is the colour that is both lively and frequent.
    let accent = colors.max { Self.weight($0) < Self.weight($1) }?.color ?? palette.accent
    let ground = colors.first?.color ?? palette.background
    let background = Color.white.mixed(with: ground, amount: 22)
    let surface = Color.white.mixed(with: ground, amount: 5)
    var theme = self
    theme.name = name
    theme.summary = "Colours taken from a picture"
    theme.palette.background = background
    theme.palette.backgroundEnd = Color.white.mixed(with: ground, amount: 44)
    theme.palette.surface = surface
    let end = theme.palette.backgroundEnd
    theme.palette.text = Self.darkened(accent.mixed(with: .black, amount: 190), on: end, to: 700)
    theme.palette.muted = Self.darkened(accent.mixed(with: .black, amount: 110), on: end, to: 450)
    theme.palette.accent = Self.darkened(accent, on: end, to: 450)
    theme.palette.accentText = .white
    theme.palette.line = background.mixed(with: theme.palette.text, amount: 36)
    theme.palette.tints = colors.prefix(4).map { Color.white.mixed(with: $0.color, amount: 64) }
    return theme
  }

  private static func weight(_ entry: (color: Color, share: Int)) -> Int {
    let channels = [Int(entry.color.red), Int(entry.color.green), Int(entry.color.blue)]
    let spread = (channels.max() ?? 0) - (channels.min() ?? 0)
    return spread * spread * (entry.share + 40)
  }

  private static func darkened(_ color: Color, on ground: Color, to wanted: Int) -> Color {
    var color = color
    while color.contrast(with: ground) < wanted, color != .black {
      color = color.mixed(with: .black, amount: 24)
      if color.red < 8, color.green < 8, color.blue < 8 { color = .black }
    }
    return color
  }
}
