import Raster
import Testing

@testable import Boards

@Suite struct LayoutTests {
  @Test(arguments: LayoutKind.allCases)
  func `Sections never overlap and lie inside the area`(kind: LayoutKind) {
    var state: UInt64 = 42
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<300 {
      let area = PixelRect(
        x: next(50), y: next(50), width: 60 + next(1400), height: 60 + next(1400))
      let layout = BoardLayout(area: area, gap: next(40))
      let inputs = (0..<1 + next(24)).map { _ in
        LayoutInput(
          columns: kind == .grid ? 1 + next(3) : 1, rows: kind == .grid ? 1 + next(3) : 1,
          score: next(1001), aspect: 200 + next(3000))
      }
      let columns = next(3) == 0 ? 1 + next(6) : nil
      let result = layout.place(inputs, kind: kind, columns: columns)
      #expect(result.rects.count == inputs.count)
      #expect(result.kind != .auto)
      for (index, rect) in result.rects.enumerated() {
        #expect(!rect.isEmpty)
        #expect(area.contains(rect), "\(kind) \(area) \(rect)")
        for other in result.rects[(index + 1)...] {
          #expect(!rect.overlaps(other), "\(kind) \(area) \(rect) \(other)")
        }
      }
      #expect(layout.place(inputs, kind: kind, columns: columns) == result)
    }
  }

  @Test func `A grid without spans fills its area`() {
    let area = PixelRect(x: 10, y: 20, width: 1000, height: 700)
    let result = BoardLayout(area: area, gap: 0).balancedGrid(7, columns: 3, in: area)
    #expect(result.rows == 3)
    #expect(result.rects.reduce(0) { $0 + $1.width * $1.height } == 700_000)
  }

  @Test func `Spans take their cells`() {
    let area = PixelRect(x: 0, y: 0, width: 300, height: 300)
    let inputs =
      [LayoutInput(columns: 2, rows: 2)]
      + [LayoutInput](
        repeating: LayoutInput(), count: 5)
    let result = BoardLayout(area: area, gap: 0).place(inputs, kind: .grid, columns: 3)
    #expect(result.rects[0] == PixelRect(x: 0, y: 0, width: 200, height: 200))
    #expect(result.rects[1] == PixelRect(x: 200, y: 0, width: 100, height: 100))
    #expect(result.rects[5] == PixelRect(x: 200, y: 200, width: 100, height: 100))
  }

  @Test func `A treemap gives more room to higher scores`() {
    let area = PixelRect(x: 0, y: 0, width: 600, height: 400)
    let inputs = [900, 300, 600].map { LayoutInput(score: $0) }
    let rects = BoardLayout(area: area, gap: 0).place(inputs, kind: .treemap, columns: nil).rects
    let areas = rects.map { $0.width * $0.height }
    #expect(areas[0] > areas[2] && areas[2] > areas[1])
    #expect(abs(areas[0] - 120_000) < 2000)
  }

  @Test func `The layout is chosen by the number of sections`() {
    let portrait = PixelRect(x: 0, y: 0, width: 600, height: 800)
    let one = LayoutInput()
    let choose = { (count: Int) in
      BoardLayout.choose([LayoutInput](repeating: one, count: count), portrait)
    }
    #expect(choose(2) == .grid)
    #expect(choose(5) == .hero)
    #expect(choose(10) == .masonry)
    #expect(choose(20) == .justified)
    #expect(BoardLayout.choose([LayoutInput(columns: 2)], portrait) == .grid)
  }

  @Test func `No sections need no room`() {
    let layout = BoardLayout(area: PixelRect(x: 0, y: 0, width: 9, height: 9), gap: 1)
    #expect(layout.place([], kind: .grid, columns: nil).rects.isEmpty)
  }

  @Test func `Lengths are split without loss`() {
    let parts = Split.even(100, parts: 3, gap: 5)
    #expect(parts.map(\.length).reduce(0, +) == 90)
    #expect(parts.last.map { $0.start + $0.length } == 100)
    #expect(Split.proportional(100, weights: [1, 3], gap: 0).map(\.length) == [25, 75])
  }
}
