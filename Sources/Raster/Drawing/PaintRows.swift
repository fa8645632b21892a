/// The pixels of a paint, row by row.
struct PaintRows {
  private let paint: Paint
  private let width: Int
  private let table: [UInt32]
  /// Whether every pixel hides what is below it.
  let isOpaque: Bool
  private let slope: (base: Int, x: Int, y: Int)

  init(paint: Paint, width: Int, height: Int) {
    self.paint = paint
    self.width = width
    if case .gradient(let gradient) = paint {
      table = gradient.table()
      slope = gradient.slope(width: width, height: height)
      isOpaque = table.allSatisfy { $0 >= 0xFF00_0000 }
    } else {
      table = []
      slope = (0, 0, 0)
      switch paint {
      case .color(let color): isOpaque = color.alpha == 255
      case .image(let image):
        isOpaque = image.width >= width && image.height >= height && image.isOpaque
      case .gradient: isOpaque = false
      }
    }
  }

  /// Gives the pixels of a row: a picture's own where it is wide enough, else made in `line`.
  func withRow(
    _ row: Int, line: inout [UInt32], _ body: (UnsafePointer<UInt32>) -> Void
  ) {
    if case .image(let image) = paint, image.width >= width, row < image.height {
      return unsafe image.pixels.withUnsafeBufferPointer { pixels in
        guard let base = pixels.baseAddress else { return }
        unsafe body(base + row * image.width)
      }
    }
    fill(&line, row: row)
    unsafe line.withUnsafeBufferPointer { line in
      guard let base = line.baseAddress else { return }
      unsafe body(base)
    }
  }

  private func fill(_ line: inout [UInt32], row: Int) {
    unsafe line.withUnsafeMutableBufferPointer { line in
      switch paint {
      case .color(let color):
        unsafe line.update(repeating: color.pixel)
      case .image(let image):
        guard row < image.height else { return unsafe line.update(repeating: 0) }
        unsafe image.pixels.withUnsafeBufferPointer { pixels in
          let shared = min(width, image.width)
          for x in 0..<shared { unsafe line[x] = pixels[row * image.width + x] }
          for x in shared..<width { unsafe line[x] = 0 }
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
