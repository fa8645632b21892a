internal import Raster

extension BoardLayout {
  /// Columns of equal width; each section goes to the shortest one, and every column is stretched
  /// to end at the bottom.
  func masonry(_ inputs: [LayoutInput], columns: Int?) -> LayoutResult {
    let wanted = columns ?? (area.width > area.height ? 4 : (inputs.count > 12 ? 4 : 3))
    let count = min(inputs.count, max(1, wanted))
    let xs = Split.even(area.width, parts: count, gap: min(gap, area.width / (count * 2)))
    var heights = [Int](repeating: 0, count: count)
    var members = [[Int]](repeating: [], count: count)
    for (index, input) in inputs.enumerated() {
      let shortest = heights.indices.min { heights[$0] < heights[$1] } ?? 0
      members[shortest].append(index)
      heights[shortest] += 1_000_000 / max(200, min(5000, input.aspect))
    }
    var rects = [PixelRect](repeating: area, count: inputs.count)
    for (column, indexes) in members.enumerated() where !indexes.isEmpty {
      let weights = indexes.map { 1_000_000 / max(200, min(5000, inputs[$0].aspect)) }
      let fitting = min(gap, area.height / (indexes.count * 2))
      for (index, row) in zip(
        indexes, Split.proportional(area.height, weights: weights, gap: fitting))
      {
        rects[index] = PixelRect(
          x: area.x + xs[column].start, y: area.y + row.start, width: xs[column].length,
          height: row.length)
      }
    }
    return LayoutResult(kind: .masonry, rects: rects, columns: count)
  }

  /// Rows filled from edge to edge: widths follow the shapes, heights follow how full a row is.
  func justified(_ inputs: [LayoutInput]) -> LayoutResult {
    let aspects = inputs.map { max(200, min(5000, $0.aspect)) }
    let total = aspects.reduce(0, +)
    // rows x height = area height and total width / rows = area width give rows squared.
    let square = total * area.height / max(1, area.width * 1000)
    var rowCount = 1
    while (rowCount + 1) * (rowCount + 1) <= square + rowCount { rowCount += 1 }
    rowCount = min(rowCount, inputs.count)
    var rows: [[Int]] = []
    var sum = 0
    for index in inputs.indices {
      // A section belongs to the row that holds its middle.
      let middle = sum + aspects[index] / 2
      let row = min(rowCount - 1, middle * rowCount / total)
      while rows.count <= row, rows.last?.isEmpty != true { rows.append([]) }
      rows[rows.count - 1].append(index)
      sum += aspects[index]
    }
    let weights = rows.map { row in
      max(1, 1_000_000 / max(1, row.reduce(0) { $0 + aspects[$1] }))
    }
    let ys = Split.proportional(
      area.height, weights: weights, gap: min(gap, area.height / (rows.count * 2)))
    var rects: [PixelRect] = []
    for (row, y) in zip(rows, ys) {
      let xs = Split.proportional(
        area.width, weights: row.map { aspects[$0] }, gap: min(gap, area.width / (row.count * 2)))
      rects += xs.map {
        PixelRect(x: area.x + $0.start, y: area.y + y.start, width: $0.length, height: y.length)
      }
    }
    return LayoutResult(kind: .justified, rects: rects, rows: rows.count)
  }
}
