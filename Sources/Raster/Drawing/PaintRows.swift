/// The pixels of a paint, row by row.
struct PaintRows {
  private let paint: Paint
  private let width: Int
  private let table: [UInt32]
  private let slope: (base: Int, x: Int, y: Int)

  init(paint: Paint, width: Int, height: Int) {
    self.paint = paint
    self.width = width
    if case .gradient(let gradient) = paint {
      table = gradient.table()
      slope = gradient.slope(width: width, height: height)
    } else {
      table = []
      slope = (0, 0, 0)
    }
  }

  func fill(_ line: inout [UInt32], row: Int) {
    unsafe line.withUnsafeMutableBufferPointer { line in
      switch paint {
      case .color(let color):
        unsafe line.update(repeating: color.pixel)
      case .image(let image):
        guard row < image.height else { return unsafe line.update(repeating: 0) }
        unsafe image.pixels.withUnsafeBufferPointer { pixels in
          for x in 0..<width {
            unsafe line[x] = x < image.width ? pixels[row * image.width + x] : 0
          }
        }
      case .gradient:
        var place = slope.base + slope.y * row
        let last = (LinearGradient.steps - 1) << 16
        unsafe table.withUnsafeBufferPointer { table in
          for x in 0..<width {
            let step = (min(max(0, place), last) + 32_768) >> 16
            unsafe line[x] = table[min(step, LinearGradient.steps - 1)]
            place += slope.x
          }
        }
      }
    }
  }
}
