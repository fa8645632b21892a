/// Draws placed glyphs.
extension TextEngine {
  func draw(
    _ line: TextBlock.Line, size: Int, on bitmap: inout Bitmap, x: Int, y: Int, color: Color,
    scale: Int
  ) {
    let pixelSize = size * 64 * scale
    let baseline = y * scale + (line.baseline * scale + 32) >> 6
    for glyph in line.glyphs {
      let pen = (x * 64 + line.x + glyph.x) * scale
      let rise = (glyph.y * scale + 32) >> 6
      if glyph.isColor {
        guard let scaled = colorGlyph(glyph.font, glyph: glyph.glyph, size: pixelSize) else {
          continue
        }
        bitmap.draw(
          scaled.bitmap, x: ((pen + 32) >> 6) + scaled.left, y: baseline - rise - scaled.top)
        continue
      }
      // To the nearest quarter of a pixel.
      let quarters = (pen + 8) >> 4
      let column = quarters >> 2
      guard
        let mask = mask(
          glyph.font, glyph: glyph.glyph, size: pixelSize, quarter: quarters & 3)
      else { continue }
      bitmap.fill(mask.mask, x: column + mask.left, y: baseline - rise - mask.top, with: color)
    }
  }
}
