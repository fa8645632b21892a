/// Chooses at most 256 colours for an opaque picture with an octree (Gervautz and Purgathofer,
/// 1988) over the upper five bits of each channel.
struct PaletteOctree {
  /// Red, green and blue of each colour.
  private(set) var palette: [UInt8] = []
  /// The colour of each of the 32768 cells that pixels fall into.
  private(set) var cells = [UInt8](repeating: 0, count: 32_768)
  /// The number of colours.
  var count: Int { palette.count / 3 }

  private struct Node {
    var code: Int
    var depth: Int
    var count: Int
    var red: Int
    var green: Int
    var blue: Int
  }

  init(_ bitmap: Bitmap, colors: Int = 256) {
    var nodes = Self.leaves(of: bitmap)
    var depth = 5
    // Whole families are merged from the deepest level upwards, the least used first.
    while nodes.count > max(1, min(256, colors)), depth > 0 {
      nodes = Self.merge(nodes, depth: depth, until: max(1, min(256, colors)))
      depth -= 1
    }
    for (index, node) in nodes.enumerated() {
      let divisor = max(1, node.count)
      palette += [node.red, node.green, node.blue].map {
        UInt8(min(255, ($0 + divisor / 2) / divisor))
      }
      let shift = 3 * (5 - node.depth)
      for cell in node.code << shift..<(node.code + 1) << shift { cells[cell] = UInt8(index) }
    }
  }

  /// The cell of a pixel: its bits interleaved, so that neighbours share their upper bits.
  static func cell(_ pixel: UInt32) -> Int {
    var code = 0
    for bit in stride(from: 7, through: 3, by: -1) {
      let red = Int(pixel >> UInt32(bit)) & 1
      let green = Int(pixel >> UInt32(bit + 8)) & 1
      let blue = Int(pixel >> UInt32(bit + 16)) & 1
      code = code << 3 | red << 2 | green << 1 | blue
    }
    return code
  }

  private static func leaves(of bitmap: Bitmap) -> [Node] {
    var sums = [Int](repeating: 0, count: 32_768 * 4)
    for pixel in bitmap.pixels {
      let offset = cell(pixel) * 4
      sums[offset] += 1
      sums[offset + 1] += Int(pixel & 255)
      sums[offset + 2] += Int(pixel >> 8 & 255)
      sums[offset + 3] += Int(pixel >> 16 & 255)
    }
    return (0..<32_768).compactMap { code in
      let offset = code * 4
      guard sums[offset] > 0 else { return nil }
      return Node(
        code: code, depth: 5, count: sums[offset], red: sums[offset + 1],
        green: sums[offset + 2], blue: sums[offset + 3])
    }
  }

  private static func merge(_ nodes: [Node], depth: Int, until wanted: Int) -> [Node] {
    var families: [(parent: Node, members: Int)] = []
    var rest: [Node] = []
    for node in nodes {
      guard node.depth == depth else {
        rest.append(node)
        continue
      }
      if let last = families.indices.last, families[last].parent.code == node.code >> 3 {
        families[last].parent.count += node.count
        families[last].parent.red += node.red
        families[last].parent.green += node.green
        families[last].parent.blue += node.blue
        families[last].members += 1
      } else {
        var parent = node
        parent.code >>= 3
        parent.depth -= 1
        families.append((parent, 1))
      }
    }
    let order = families.indices.sorted {
      (families[$0].parent.count, $0) < (families[$1].parent.count, $1)
    }
    var merged = Set<Int>()
    var total = nodes.count
    for index in order where total > wanted {
      merged.insert(families[index].parent.code)
      total -= families[index].members - 1
    }
    var result = rest
    for family in families where merged.contains(family.parent.code) {
      result.append(family.parent)
    }
    for node in nodes where node.depth == depth && !merged.contains(node.code >> 3) {
      result.append(node)
    }
    // Families are found in the order of their codes, so siblings must stay together.
    return result.sorted {
      ($0.code << (3 * (5 - $0.depth)), $0.depth) < ($1.code << (3 * (5 - $1.depth)), $1.depth)
    }
  }
}
