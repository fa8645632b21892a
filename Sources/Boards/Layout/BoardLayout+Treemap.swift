internal import Raster

extension BoardLayout {
  /// Areas in proportion to scores, as square as they can be: the squarified treemap of Bruls,
  /// Huizing and van Wijk (2000), in whole pixels.
  func treemap(_ inputs: [LayoutInput]) -> LayoutResult {
    let top = max(1, inputs.map(\.score).max() ?? 1)
    // A section below a fifth of the largest could not hold its text.
    let weights = inputs.map { max($0.score, top / 5, 1) }
    let order = inputs.indices.sorted {
      weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1
    }
    var rects = [PixelRect](repeating: area, count: inputs.count)
    let smallest = min(area.width, area.height) / (inputs.count * 2)
    let gap = min(gap, smallest)
    // Every section is given a gap at its right and bottom, which is taken off at the end.
    var room = PixelRect(
      x: area.x, y: area.y, width: area.width + gap, height: area.height + gap)
    var rest = order[...]
    while !rest.isEmpty {
      let total = rest.reduce(0) { $0 + weights[$1] }
      let isAcross = room.width >= room.height
      let side = isAcross ? room.height : room.width
      let length = isAcross ? room.width : room.height
      var count = 1
      var best = Self.worst(rest.prefix(1).map { weights[$0] }, side, length, total)
      while count < rest.count {
        let next = Self.worst(rest.prefix(count + 1).map { weights[$0] }, side, length, total)
        if next > best { break }
        best = next
        count += 1
      }
      let strip = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      let sum = strip.reduce(0) { $0 + weights[$1] }
      var thickness = rest.isEmpty ? length : length * sum / total
      thickness = max(gap + 1, min(thickness, length - (rest.isEmpty ? 0 : gap + 1)))
      for (index, part) in zip(
        strip, Split.proportional(side, weights: strip.map { weights[$0] }, gap: 0))
      {
        rects[index] =
          isAcross
          ? PixelRect(x: room.x, y: room.y + part.start, width: thickness, height: part.length)
          : PixelRect(x: room.x + part.start, y: room.y, width: part.length, height: thickness)
        rects[index].width = max(1, rects[index].width - gap)
        rects[index].height = max(1, rects[index].height - gap)
      }
      if isAcross {
        room.x += thickness
        room.width -= thickness
      } else {
        room.y += thickness
        room.height -= thickness
      }
    }
    return LayoutResult(kind: .treemap, rects: rects)
  }

  /// The worst shape in a strip, in thousandths: 1000 is square.
  private static func worst(_ weights: [Int], _ side: Int, _ length: Int, _ total: Int) -> Int {
    let sum = weights.reduce(0, +)
    let thickness = max(1, length * sum / max(1, total))
    return weights.map { weight in
      let part = max(1, side * weight / max(1, sum))
      return max(part, thickness) * 1000 / min(part, thickness)
    }.max() ?? 1000
  }
}
