internal import CFreeType

/// Owns FreeType, the open faces and the drawn glyphs; used by one thread at a time.
@safe final class TextEngine {
  private let library: FT_Library
  private var faces: [FontFile: FontFace] = [:]
  private var absent: Set<FontFile> = []
  private var masks: [MaskKey: GlyphMask?] = [:]
  private var colors: [ColorKey: ScaledGlyph?] = [:]
  private var bytesKept = 0

  private struct MaskKey: Hashable {
    var font: FontFile
    var glyph: UInt32
    var size: Int32
    var phase: Int8
  }

  private struct ColorKey: Hashable {
    var font: FontFile
    var glyph: UInt32
    var size: Int32
  }

  /// An emoji at the size it is shown at.
  struct ScaledGlyph {
    var bitmap: Bitmap
    var left: Int
    var top: Int
  }

  // Glyphs that are kept may use this much memory; then all are forgotten at once.
  private static let cacheLimit = 16 << 20

  init?() {
    var made: FT_Library?
    guard unsafe FT_Init_FreeType(&made) == 0, let library = unsafe made else { return nil }
    unsafe self.library = library
  }

  deinit {
    // Faces go before the library that made them.
    faces = [:]
    unsafe FT_Done_FreeType(library)
  }

  func face(_ file: FontFile) -> FontFace? {
    if let face = faces[file] { return face }
    if absent.contains(file) { return nil }
    guard let face = unsafe FontFace(library: library, path: file.path, index: file.index) else {
      absent.insert(file)
      return nil
    }
    faces[file] = face
    return face
  }

  /// The coverage of a glyph, drawn once per size and quarter of a pixel.
  func mask(_ font: FontFile, glyph: UInt32, size: Int, quarter: Int) -> GlyphMask? {
    let key = MaskKey(font: font, glyph: glyph, size: Int32(clamping: size), phase: Int8(quarter))
    if let kept = masks[key] { return kept }
    let mask = face(font)?.mask(glyph: glyph, size: size, phase: quarter * 16)
    makeRoom(for: mask.map { $0.mask.coverage.count } ?? 0)
    masks[key] = .some(mask)
    return mask
  }

  /// The picture of an emoji at a size in 64ths of a pixel per em.
  func colorGlyph(_ font: FontFile, glyph: UInt32, size: Int) -> ScaledGlyph? {
    let key = ColorKey(font: font, glyph: glyph, size: Int32(clamping: size))
    if let kept = colors[key] { return kept }
    let scaled = face(font)?.colorGlyph(glyph).map { drawn -> ScaledGlyph in
      let unit = drawn.pixelsPerEm * 64
      let scale = { (length: Int) in (length * size * 2 + (length < 0 ? -unit : unit)) / (unit * 2)
      }
      let width = max(1, scale(drawn.bitmap.width))
      let height = max(1, scale(drawn.bitmap.height))
      return ScaledGlyph(
        bitmap: drawn.bitmap.resampled(drawn.bitmap.bounds, width: width, height: height),
        left: scale(drawn.left), top: scale(drawn.top))
    }
    makeRoom(for: scaled.map { $0.bitmap.pixels.count * 4 } ?? 0)
    colors[key] = .some(scaled)
    return scaled
  }

  private func makeRoom(for bytes: Int) {
    if bytesKept > Self.cacheLimit {
      masks = [:]
      colors = [:]
      bytesKept = 0
    }
    // The key and the tables cost about as much as a small glyph.
    bytesKept += bytes + 128
  }
}
