internal import Raster

/// A text that is set, with its place at scale 1.
struct PlacedText: Sendable, Hashable {
  var block: TextBlock
  var x: Int
  var y: Int
  var color: Color
}

extension BoardDrawing {
  mutating func drawHeader() {
    for text in header() {
      fonts.draw(text.block, on: &canvas, x: text.x, y: text.y, color: text.color, scale: scale)
    }
  }
}
