internal import Raster

/// Shares an area between sections, in whole pixels: the same input gives the same rectangles.
struct BoardLayout {
  let area: PixelRect
  let gap: Int

  func place(_ inputs: [LayoutInput], kind: LayoutKind, columns: Int?) -> LayoutResult {
    guard !inputs.isEmpty else { return LayoutResult(kind: kind, rects: []) }
    switch kind == .auto ? Self.choose(inputs, area) : kind {
    case .auto, .grid: return grid(inputs, columns: columns)
    case .hero: return hero(inputs)
    case .masonry: return masonry(inputs, columns: columns)
    case .justified: return justified(inputs)
    case .treemap: return treemap(inputs)
    }
  }

  /// One or two sections share a row; a hero leads up to eight; more are a masonry.
  static func choose(_ inputs: [LayoutInput], _ area: PixelRect) -> LayoutKind {
    if inputs.contains(where: { $0.columns > 1 || $0.rows > 1 }) { return .grid }
    switch inputs.count {
    case 0...2: return .grid
    case 3...8: return .hero
    case 9...12: return .masonry
    default: return .justified
    }
  }

  // A gap that leaves no room for the sections shrinks.
  private func gap(_ parts: Int, in length: Int) -> Int {
    parts <= 1 ? gap : min(gap, max(0, length - parts) / (parts - 1))
  }
}

extension BoardLayout {
  func grid(_ inputs: [LayoutInput], columns: Int?) -> LayoutResult {
    if inputs.contains(where: { $0.columns > 1 || $0.rows > 1 }) {
      return spannedGrid(inputs, columns: columns)
    }
    return balancedGrid(inputs.count, columns: columns, in: area)
  }

  /// Rows that are always full: a last row of fewer sections has wider ones.
  func balancedGrid(_ count: Int, columns: Int?, in area: PixelRect) -> LayoutResult {
    let columns = min(count, columns ?? bestColumns(count, in: area))
    let rowCount = (count + columns - 1) / columns
    var rects: [PixelRect] = []
    let rows = Split.even(area.height, parts: rowCount, gap: gap(rowCount, in: area.height))
    for (index, row) in rows.enumerated() {
      let from = count * index / rowCount
      let to = count * (index + 1) / rowCount
      for column in Split.even(area.width, parts: to - from, gap: gap(to - from, in: area.width)) {
        rects.append(
          PixelRect(
            x: area.x + column.start, y: area.y + row.start, width: column.length,
            height: row.length))
      }
    }
    return LayoutResult(kind: .grid, rects: rects, columns: columns, rows: rowCount)
  }

  // Cards please most when they are a little taller than wide: 6 to 7.
  private func bestColumns(_ count: Int, in area: PixelRect) -> Int {
    var best = 1
    var bestPenalty = Int.max
    for columns in 1...max(1, min(count, 8)) {
      let rows = (count + columns - 1) / columns
      let width = max(1, (area.width - gap * (columns - 1)) / columns)
      let height = max(1, (area.height - gap * (rows - 1)) / rows)
      let ratio = width * 7000 / (height * 6)
      let deviation = ratio >= 1000 ? ratio : 1_000_000 / max(1, ratio)
      let empty = rows * columns - count
      let penalty = deviation + empty * 120
      if penalty < bestPenalty {
        bestPenalty = penalty
        best = columns
      }
    }
    return best
  }

  private func spannedGrid(_ inputs: [LayoutInput], columns: Int?) -> LayoutResult {
    let cells = inputs.reduce(0) { $0 + $1.columns * $1.rows }
    let widest = inputs.map(\.columns).max() ?? 1
    let columns = max(widest, columns ?? bestColumns(cells, in: area))
    var taken: [[Bool]] = []
    var places: [(column: Int, row: Int)] = []
    for input in inputs {
      places.append(Self.firstFree(input, columns: columns, &taken))
    }
    let rowCount = max(1, taken.count)
    let xs = Split.even(area.width, parts: columns, gap: gap(columns, in: area.width))
    let ys = Split.even(area.height, parts: rowCount, gap: gap(rowCount, in: area.height))
    let rects = zip(inputs, places).map { input, place in
      let lastX = xs[place.column + input.columns - 1]
      let lastY = ys[place.row + input.rows - 1]
      return PixelRect(
        x: area.x + xs[place.column].start, y: area.y + ys[place.row].start,
        width: lastX.start + lastX.length - xs[place.column].start,
        height: lastY.start + lastY.length - ys[place.row].start)
    }
    return LayoutResult(kind: .grid, rects: rects, columns: columns, rows: rowCount)
  }

  private static func firstFree(
    _ input: LayoutInput, columns: Int, _ taken: inout [[Bool]]
  ) -> (column: Int, row: Int) {
    var row = 0
    while true {
      while taken.count < row + input.rows {
        taken.append([Bool](repeating: false, count: columns))
      }
      for column in 0...columns - input.columns {
        let isFree = (row..<row + input.rows).allSatisfy { y in
          !taken[y][column..<column + input.columns].contains(true)
        }
        if isFree {
          for y in row..<row + input.rows {
            for x in column..<column + input.columns { taken[y][x] = true }
          }
          return (column, row)
        }
      }
      row += 1
    }
  }

  /// The first section takes a half to a third of the longer direction; the rest is a grid.
  func hero(_ inputs: [LayoutInput]) -> LayoutResult {
    guard inputs.count > 1 else { return balancedGrid(1, columns: 1, in: area) }
    let rest = inputs.count - 1
    let isWide = area.width > area.height
    let length = isWide ? area.width : area.height
    let share = rest <= 2 ? 58 : (rest <= 4 ? 44 : 33)
    let gap = gap(2, in: length)
    let main = max(1, (length - gap) * share / 100)
    var hero = area
    var others = area
    if isWide {
      hero.width = main
      others.x += main + gap
      others.width = max(1, area.width - main - gap)
    } else {
      hero.height = main
      others.y += main + gap
      others.height = max(1, area.height - main - gap)
    }
    let grid = balancedGrid(rest, columns: nil, in: others)
    return LayoutResult(
      kind: .hero, rects: [hero] + grid.rects, columns: grid.columns, rows: grid.rows)
  }
}
