extension Bitmap {
  /// The colours that an octree finds in the picture, the most frequent first, each with its share
  /// of the pixels in thousandths.
  public func dominantColors(_ count: Int) -> [(color: Color, share: Int)] {
    guard !pixels.isEmpty else { return [] }
    let octree = PaletteOctree(self, colors: count)
    var uses = [Int](repeating: 0, count: octree.count)
    for pixel in pixels { uses[Int(octree.cells[PaletteOctree.cell(pixel)])] += 1 }
    let order = uses.indices.sorted { (uses[$0], $1) > (uses[$1], $0) }
    return order.map { index in
      let color = Color(
        red: octree.palette[index * 3], green: octree.palette[index * 3 + 1],
        blue: octree.palette[index * 3 + 2])
      return (color, uses[index] * 1000 / pixels.count)
    }
  }
}
