public import Diagnostics

extension PNGEncoder {
  /// The file of an opaque picture with at most 256 colours, and how far they are from the true
  /// ones: the mean of the squared differences per channel. `nil` when that passes `mostError`.
  public func encodePalette(
    _ bitmap: Bitmap, mostError: Int = .max
  ) throws(GalleyError) -> (bytes: [UInt8], error: Int)? {
    guard bitmap.width > 0, bitmap.height > 0 else {
      throw GalleyError(.internalError, "A picture without pixels cannot be encoded")
    }
    let octree = PaletteOctree(bitmap)
    var rows: [UInt8] = []
    rows.reserveCapacity((bitmap.width + 1) * bitmap.height)
    var difference = 0
    for y in 0..<bitmap.height {
      // Filters do not help where bytes are names of colours.
      rows.append(0)
      for x in 0..<bitmap.width {
        let pixel = bitmap.pixels[y * bitmap.width + x]
        let index = octree.cells[PaletteOctree.cell(pixel)]
        rows.append(index)
        for (channel, shift) in [(0, 0), (1, 8), (2, 16)] as [(Int, UInt32)] {
          let delta = Int(pixel >> shift & 255) - Int(octree.palette[Int(index) * 3 + channel])
          difference += delta * delta
        }
      }
    }
    let error = difference / (bitmap.width * bitmap.height * 3)
    guard error <= mostError else { return nil }
    let bytes = try file(
      width: bitmap.width, height: bitmap.height, colorType: 3, palette: octree.palette,
      rows: rows)
    return (bytes, error)
  }
}
