internal import Synchronization

extension Bitmap {
  /// Fills a rectangle, whose corners may be round, with a paint; parts outside are left out.
  public mutating func fill(
    _ rect: PixelRect, radius: Int = 0, corners: RoundedSides = .all, with paint: Paint
  ) {
    let visible = rect.intersection(bounds)
    guard !visible.isEmpty else { return }
    let radius = min(max(0, radius), rect.width / 2, rect.height / 2)
    let corner = Self.cornerCache.corner(radius: radius)
    let rows = PaintRows(paint: paint, width: rect.width, height: rect.height)
    var line = [UInt32](repeating: 0, count: rect.width)
    for y in visible.y..<visible.bottom {
      let inside = y - rect.y
      let cornerRow =
        inside < radius && corners.contains(.top)
        ? inside
        : (inside >= rect.height - radius && corners.contains(.bottom)
          ? rect.height - 1 - inside : -1)
      unsafe rows.withRow(inside, line: &line) { source in
        unsafe blend(
          source, y: y, rect: rect, visible: visible, corner: corner, cornerRow: cornerRow,
          isOpaque: rows.isOpaque)
      }
    }
  }

  private mutating func blend(
    _ source: UnsafePointer<UInt32>, y: Int, rect: PixelRect, visible: PixelRect,
    corner: RoundedCorner,
    cornerRow: Int, isOpaque: Bool
  ) {
    let start = y * width
    let radius = cornerRow >= 0 ? corner.radius : 0
    unsafe pixels.withUnsafeMutableBufferPointer { pixels in
      unsafe corner.coverage.withUnsafeBufferPointer { coverage in
        guard let target = pixels.baseAddress else { return }
        let leftEnd = min(max(rect.x + radius, visible.x), visible.right)
        let rightStart = max(min(rect.right - radius, visible.right), leftEnd)
        for x in visible.x..<leftEnd {
          let inside = x - rect.x
          unsafe target[start + x] = Blend.over(
            source[inside], target[start + x],
            coverage: coverage[cornerRow * radius + inside])
        }
        if isOpaque {
          unsafe (target + start + leftEnd).update(
            from: source + (leftEnd - rect.x), count: rightStart - leftEnd)
        } else {
          for x in leftEnd..<rightStart {
            unsafe target[start + x] = Blend.over(source[x - rect.x], target[start + x])
          }
        }
        for x in rightStart..<visible.right {
          let inside = x - rect.x
          unsafe target[start + x] = Blend.over(
            source[inside], target[start + x],
            coverage: coverage[cornerRow * radius + rect.width - 1 - inside])
        }
      }
    }
  }

  /// Fills a mask with a colour; the top left corner of the mask lies at (x, y).
  public mutating func fill(_ mask: CoverageMask, x: Int, y: Int, with color: Color) {
    let visible = PixelRect(x: x, y: y, width: mask.width, height: mask.height)
      .intersection(bounds)
    let source = color.pixel
    let stride = width
    unsafe pixels.withUnsafeMutableBufferPointer { pixels in
      unsafe mask.coverage.withUnsafeBufferPointer { coverage in
        for row in visible.y..<visible.y + visible.height {
          let from = (row - y) * mask.width - x
          for column in visible.x..<visible.x + visible.width {
            let index = row * stride + column
            unsafe pixels[index] = Blend.over(
              source, pixels[index], coverage: coverage[from + column])
          }
        }
      }
    }
  }

  /// Lays a picture over this one.
  public mutating func draw(_ image: Bitmap, x: Int, y: Int) {
    fill(
      PixelRect(x: x, y: y, width: image.width, height: image.height), with: .image(image))
  }

  private static let cornerCache = CornerCache()
}

/// Keeps the corners that were drawn; a board has only a few radii.
private final class CornerCache: Sendable {
  private let kept = Mutex<[Int: RoundedCorner]>([:])

  func corner(radius: Int) -> RoundedCorner {
    kept.withLock { kept in
      if let corner = kept[radius] { return corner }
      if kept.count > 64 { kept = [:] }
      let corner = RoundedCorner(radius: radius)
      kept[radius] = corner
      return corner
    }
  }
}
