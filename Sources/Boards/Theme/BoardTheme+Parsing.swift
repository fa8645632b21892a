public import Diagnostics
public import JSONText
internal import Raster

extension BoardTheme {
  /// Reads a theme; a theme with an error is `nil`.
  public static func parse(_ value: PositionedValue) -> Parsed<BoardTheme?> {
    var reader = SettingReader(value, context: "the theme")
    let name = reader.text("name")
    if name == nil { reader.missing("name") }
    let summary = reader.text("description") ?? ""
    let palette = reader.inner("palette", readPalette)
    if palette == nil { reader.missing("palette") }
    let fonts =
      reader.inner("fonts") { fonts in
        (
          heading: fonts.choice("heading", among: FontCatalog.families) ?? "Inter Display",
          weight: fonts.int("heading_weight", in: 100...900) ?? 700,
          tracking: fonts.int("heading_tracking", in: -60...200) ?? 0,
          body: fonts.choice("body", among: FontCatalog.families) ?? "Inter"
        )
      } ?? (heading: "Inter Display", weight: 700, tracking: 0, body: "Inter")
    let text = palette?.text ?? .black
    let shadow =
      reader.inner("shadow") { shadow in
        let opacity = shadow.int("opacity", in: 0...100) ?? 16
        let color = shadow.color("color") ?? text
        return Shadow(
          blur: shadow.int("blur", in: 0...96) ?? 32,
          offsetY: shadow.int("offset_y", in: -64...64) ?? 12,
          color: color.withAlpha(UInt8(opacity * 255 / 100)))
      } ?? Shadow(blur: 32, offsetY: 12, color: text.withAlpha(40))
    let theme = BoardTheme(
      name: name ?? "", summary: summary, palette: palette ?? .plain,
      headingFamily: fonts.heading, headingWeight: fonts.weight, headingTracking: fonts.tracking,
      bodyFamily: fonts.body, radius: reader.int("radius", in: 0...80) ?? 28,
      spacing: reader.int("spacing", in: 0...120) ?? 28,
      margin: reader.int("margin", in: 0...200) ?? 56, shadow: shadow,
      gradientAngle: reader.int("gradient_angle", in: 0...360) ?? 160,
      decoration: reader.choice("decoration", Decoration.self) ?? .none,
      alignment: reader.choice("header", HeaderAlignment.self) ?? .start)
    reader.finish()
    return Parsed(reader.diagnostics.hasErrors ? nil : theme, reader.diagnostics)
  }

  private static func readPalette(_ reader: inout SettingReader) -> Palette {
    func color(_ key: String) -> Color? {
      let color = reader.color(key)
      if color == nil { reader.missing(key) }
      return color
    }
    let background = color("background") ?? .white
    let end = reader.color("background_end") ?? background
    let surface = color("surface") ?? .white
    let text = color("text") ?? .black
    let muted = color("muted") ?? text
    let accent = color("accent") ?? text
    let accentText = color("accent_text") ?? surface
    let line = reader.color("line") ?? background.mixed(with: text, amount: 32)
    let tints = reader.colors("tints") ?? []
    return Palette(
      background: background, backgroundEnd: end, surface: surface, text: text, muted: muted,
      accent: accent, accentText: accentText, line: line,
      tints: tints.isEmpty ? [surface.mixed(with: accent, amount: 40)] : tints)
  }

  /// The theme as the map it is read from.
  public var json: JSONValue {
    [
      "name": .string(name), "description": .string(summary),
      "palette": [
        "background": .string(palette.background.hex),
        "background_end": .string(palette.backgroundEnd.hex),
        "surface": .string(palette.surface.hex), "text": .string(palette.text.hex),
        "muted": .string(palette.muted.hex), "accent": .string(palette.accent.hex),
        "accent_text": .string(palette.accentText.hex), "line": .string(palette.line.hex),
        "tints": .array(palette.tints.map { .string($0.hex) }),
      ],
      "fonts": [
        "heading": .string(headingFamily), "heading_weight": .number(JSONNumber(headingWeight)),
        "heading_tracking": .number(JSONNumber(headingTracking)), "body": .string(bodyFamily),
      ],
      "radius": .number(JSONNumber(radius)), "spacing": .number(JSONNumber(spacing)),
      "margin": .number(JSONNumber(margin)),
      "shadow": [
        "blur": .number(JSONNumber(shadow.blur)),
        "offset_y": .number(JSONNumber(shadow.offsetY)),
        "opacity": .number(JSONNumber((Int(shadow.color.alpha) * 100 + 254) / 255)),
        "color": .string(shadow.color.withAlpha(255).hex),
      ],
      "gradient_angle": .number(JSONNumber(gradientAngle)),
      "decoration": .string(decoration.rawValue), "header": .string(alignment.rawValue),
    ]
  }

  /// The theme that is used when none is named.
  public static let standard = BoardTheme(
    name: "standard", summary: "Warm paper and terracotta", palette: .plain,
    headingFamily: "EB Garamond", headingWeight: 500, headingTracking: -8, bodyFamily: "Inter",
    radius: 28, spacing: 28, margin: 56,
    shadow: Shadow(blur: 32, offsetY: 12, color: Color(red: 58, green: 38, blue: 24, alpha: 40)),
    gradientAngle: 165, decoration: .circles, alignment: .start)
}

extension BoardTheme.Palette {
  static let plain = BoardTheme.Palette(
    background: Color(red: 248, green: 243, blue: 235),
    backgroundEnd: Color(red: 240, green: 228, blue: 213), surface: .white,
    text: Color(red: 43, green: 33, blue: 27), muted: Color(red: 110, green: 92, blue: 79),
    accent: Color(red: 184, green: 84, blue: 48), accentText: .white,
    line: Color(red: 228, green: 214, blue: 198),
    tints: [
      Color(red: 244, green: 221, blue: 207), Color(red: 222, green: 229, blue: 214),
      Color(red: 234, green: 224, blue: 236), Color(red: 248, green: 231, blue: 196),
    ])
}
