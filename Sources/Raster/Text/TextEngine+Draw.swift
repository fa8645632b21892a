/// Draws placed glyphs.
extension TextEngine {
  func draw(
    _ line: TextBlock.Line, size: Int, on bitmap: inout Bitmap, x: Int, y: Int, color: Color,
    scale: Int, top: Int
  ) {
    let pixelSize = size * 64 * scale
    let baseline = y * scale + (line.baseline * scale + 32) >> 6 - top
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
  /// The rows that the glyphs of a line touch.
  func inkRows(of line: TextBlock.Line, size: Int, y: Int, scale: Int) -> Range<Int>? {
    let pixelSize = size * 64 * scale
    let baseline = y * scale + (line.baseline * scale + 32) >> 6
    var rows: Range<Int>?
    for glyph in line.glyphs {
      let bottom = baseline - (glyph.y * scale + 32) >> 6
      let ink: (top: Int, height: Int)
      if glyph.isColor {
        guard let scaled = colorGlyph(glyph.font, glyph: glyph.glyph, size: pixelSize) else {
          continue
        }
        ink = (bottom - scaled.top, scaled.bitmap.height)
      } else {
        // Quarters of a pixel change the columns only.
        guard let mask = mask(glyph.font, glyph: glyph.glyph, size: pixelSize, quarter: 0) else {
          continue
        }
        ink = (bottom - mask.top, mask.mask.height)
      }
      let own = ink.top..<ink.top + ink.height
      rows =
        rows.map { min($0.lowerBound, own.lowerBound)..<max($0.upperBound, own.upperBound) } ?? own
    }
    return rows
  }
}
