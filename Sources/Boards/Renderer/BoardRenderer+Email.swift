public import Diagnostics
internal import Raster

/// A board's picture made small enough for an e-mail.
public struct EmailPicture: Sendable, Hashable {
  /// The file.
  public var bytes: [UInt8]
  /// `png` or `jpg`.
  public var fileExtension: String
  /// What was done to reach the size, in words, such as `JPEG of quality 82`.
  public var choice: String
}

extension BoardRenderer {
  /// Draws a board for an e-mail in at most `maxBytes`: the full PNG if it is small enough, else
  /// one of 256 colours if the eye hardly sees the difference, else the best JPEG that fits.
  ///
  /// The picture for sharing, which `draw` makes, is never reduced.
  public func drawForEmail(
    _ board: VisionBoard, maxBytes: Int = 200_000
  ) throws(GalleyError) -> Parsed<EmailPicture> {
    let drawing = try drawing(of: board, scale: 1)
    // The fast encoder's file is never twice as large as the smallest one.
    if try PNGEncoder().encode(drawing.canvas).count <= maxBytes * 2 {
      let full = try PNGEncoder(level: 9).encode(drawing.canvas)
      if full.count <= maxBytes {
        return Parsed(
          EmailPicture(bytes: full, fileExtension: "png", choice: "full PNG"), drawing.diagnostics)
      }
    }
    // A mean error of two steps per channel is about where bands in a gradient begin to show.
    if let palette = try PNGEncoder(level: 9).encodePalette(drawing.canvas, mostError: 4),
      palette.bytes.count <= maxBytes
    {
      return Parsed(
        EmailPicture(
          bytes: palette.bytes, fileExtension: "png", choice: "PNG of 256 colours"),
        drawing.diagnostics)
    }
    var diagnostics = drawing.diagnostics
    var low = 30
    var high = 93
    var best = try JPEGEncoder.encode(drawing.canvas, quality: low)
    while high - low > 1 {
      let middle = (low + high) / 2
      let bytes = try JPEGEncoder.encode(drawing.canvas, quality: middle)
      if bytes.count <= maxBytes {
        best = bytes
        low = middle
      } else {
        high = middle
      }
    }
    if best.count > maxBytes {
      diagnostics.append(
        Diagnostic(
          .warning, "large-image",
          "The board's picture for e-mails has \(best.count) bytes, more than \(maxBytes)",
          hint: "Make the canvas smaller, or raise max_bytes"))
    }
    return Parsed(
      EmailPicture(bytes: best, fileExtension: "jpg", choice: "JPEG of quality \(low)"),
      diagnostics)
  }

  /// The contrast of every text over a picture, measured on the drawn pixels.
  public func contrasts(of board: VisionBoard) throws(GalleyError) -> [SectionContrast] {
    try drawing(of: board, scale: 1).contrasts
  }
}
