/// Where the important part of a picture lies, in thousandths of its width and height.
public struct FocusPoint: Sendable, Hashable {
  /// From the left, 0 to 1000.
  public var x: Int
  /// From the top, 0 to 1000.
  public var y: Int

  /// Creates a focus point; the default is the centre.
  public init(x: Int = 500, y: Int = 500) {
    self.x = min(max(x, 0), 1000)
    self.y = min(max(y, 0), 1000)
  }
}

extension Bitmap {
  /// The part of the picture that fills a frame of this shape, as near to the focus as it can be.
  public func coverCrop(aspect width: Int, _ height: Int, focus: FocusPoint = .init()) -> PixelRect
  {
    guard width > 0, height > 0, !bounds.isEmpty else { return bounds }
    var cropWidth = self.width
    var cropHeight = self.height
    if self.width * height > self.height * width {
      cropWidth = max(1, (self.height * width + height / 2) / height)
    } else {
      cropHeight = max(1, (self.width * height + width / 2) / width)
    }
    let place = { (size: Int, crop: Int, focus: Int) in
      min(max(0, size * focus / 1000 - crop / 2), size - crop)
    }
    return PixelRect(
      x: place(self.width, cropWidth, focus.x), y: place(self.height, cropHeight, focus.y),
      width: cropWidth, height: cropHeight)
  }

  /// The picture scaled to fill a size, cut where it is too long.
  public func covering(width: Int, height: Int, focus: FocusPoint = .init()) -> Bitmap {
    resampled(coverCrop(aspect: width, height, focus: focus), width: width, height: height)
  }

  /// The picture scaled to fit into a size with its shape kept.
  public func containing(width: Int, height: Int) -> Bitmap {
    guard !bounds.isEmpty else { return self }
    if self.width * height > self.height * width {
      let scaled = max(1, (self.height * width + self.width / 2) / self.width)
      return resampled(bounds, width: width, height: scaled)
    }
    let scaled = max(1, (self.width * height + self.height / 2) / self.height)
    return resampled(bounds, width: scaled, height: height)
  }

  /// A part of the picture at another size: Lanczos-3 on linear light in whole numbers, so that
  /// neither compilers nor processors change a byte.
  public func resampled(_ part: PixelRect, width: Int, height: Int) -> Bitmap {
    let part = part.intersection(bounds)
    guard !part.isEmpty, width > 0, height > 0 else {
      return Bitmap(width: max(0, width), height: max(0, height), fill: Color.black.withAlpha(0))
    }
    if part.width == width, part.height == height { return cropped(to: part) }
    return Resampler(
      source: self, part: part,
      horizontal: ResampleAxis.shared(length: part.width, outputs: width),
      vertical: ResampleAxis.shared(length: part.height, outputs: height)
    ).run(width: width, height: height)
  }
}
