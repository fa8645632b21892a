internal import Diagnostics
internal import Raster
internal import Synchronization

/// A board drawn but for its headline, with the compressed bands of its file.
///
/// Another headline draws and compresses the bands anew that its changed texts touch; the others
/// are taken as they are. The file has the same bytes as one that is made from nothing, because a
/// band is always the same rows, and its bytes depend on their pixels alone.
final class DrawnBoard: Sendable {
  private let drawing: BoardDrawing
  private let channels: Int
  private let bandHeight: Int
  private let kept: Mutex<[Band?]>

  private struct Band: Sendable {
    /// The texts of the headline that touch it.
    var texts: [PlacedText]
    var data: PNGBand
  }

  init(_ drawing: BoardDrawing) {
    self.drawing = drawing
    channels = drawing.canvas.isOpaque ? 3 : 4
    bandHeight = PNGEncoder.bandHeight(width: drawing.canvas.width)
    kept = Mutex(
      [Band?](
        repeating: nil, count: (drawing.canvas.height + bandHeight - 1) / bandHeight))
  }

  var pixels: Int { drawing.canvas.width * drawing.canvas.height }

  /// The file of a board that differs from this one in its headline at most.
  func file(for board: VisionBoard, fonts: FontLibrary) -> Parsed<[UInt8]> {
    var drawing = drawing.with(board)
    var bands = kept.withLock { $0 }
    var wanted = [[PlacedText]](repeating: [], count: bands.count)
    for text in drawing.header() {
      let rows = fonts.inkRows(of: text.block, y: text.y, scale: drawing.scale)
        .clamped(to: 0..<drawing.canvas.height)
      guard !rows.isEmpty else { continue }
      for band in rows.lowerBound / bandHeight...(rows.upperBound - 1) / bandHeight {
        wanted[band].append(text)
      }
    }
    let encoder = PNGEncoder()
    var changed: [Int] = []
    for (index, texts) in wanted.enumerated() where bands[index]?.texts != texts {
      let data = encode(index, texts, encoder, fonts)
      bands[index] = Band(texts: texts, data: data)
      changed.append(index)
    }
    if !changed.isEmpty {
      kept.withLock { kept in
        for index in changed { kept[index] = bands[index] }
      }
    }
    let file = encoder.file(
      width: drawing.canvas.width, height: drawing.canvas.height, channels: channels,
      bands: bands.compactMap { $0?.data })
    return Parsed(file, drawing.diagnostics)
  }

  private func encode(
    _ index: Int, _ texts: [PlacedText], _ encoder: PNGEncoder, _ fonts: FontLibrary
  ) -> PNGBand {
    let top = index * bandHeight
    var strip = drawing.canvas.cropped(
      to: PixelRect(x: 0, y: top, width: drawing.canvas.width, height: bandHeight))
    for text in texts {
      fonts.draw(
        text.block, on: &strip, x: text.x, y: text.y, color: text.color, scale: drawing.scale,
        top: top)
    }
    return encoder.band(of: strip, channels: channels)
  }
}
