/// A glyph as HarfBuzz placed it, in font units.
struct ShapedGlyph: Sendable, Hashable {
  var glyph: UInt32
  /// The first character that it stands for.
  var cluster: Int
  var advance: Int
  var offsetX: Int
  var offsetY: Int
}

/// The coverage of a glyph with the place of its top left corner from the pen.
struct GlyphMask: Sendable {
  var mask: CoverageMask
  var left: Int
  var top: Int
}

/// The picture of an emoji with the place of its top left corner from the pen.
struct ColorGlyph: Sendable {
  var bitmap: Bitmap
  var left: Int
  var top: Int
  var pixelsPerEm: Int
}
