import Diagnostics
import Raster
import Testing

@testable import Boards

@Suite struct BoardBatchTests {
  static let names = [
    "Ana", "Béla", "Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Lakes", "ณัฐวุฒิ",
    "أحمد", "Ana", "", "Åsa\nÇelik",
  ]

  @Test(arguments: [1, 2]) func `Boards that differ in the name have the bytes of a fresh drawing`(
    scale: Int
  ) throws {
    let renderer = try BoardFixtures.renderer()
    for name in Self.names {
      for layout in [LayoutKind.hero, .grid] {
        let board = try BoardFixtures.board(
          renderer, layout: layout, title: "For \(name)", size: (240, 400))
        let fresh = try BoardFixtures.renderer().draw(board, scale: scale)
        let drawn = try renderer.draw(board, scale: scale)
        #expect(drawn.value == fresh.value, "\(name)")
        #expect(drawn.diagnostics == fresh.diagnostics)
      }
    }
  }

  @Test func `A board is kept when another one with its sections follows`() throws {
    let renderer = try BoardFixtures.renderer()
    let boards = try ["A", "B", "C"].map { try BoardFixtures.board(renderer, title: $0) }
    let key = DrawnBoards.Key(boards[0], scale: 1)
    #expect(key == DrawnBoards.Key(boards[2], scale: 1))
    _ = try renderer.draw(boards[0])
    #expect(renderer.drawn.find(key) == nil)
    _ = try renderer.draw(boards[1])
    let kept = try #require(renderer.drawn.find(key))
    let third = try renderer.draw(boards[2])
    #expect(renderer.drawn.find(key) === kept)
    #expect(try third.value == BoardFixtures.renderer().draw(boards[2]).value)
  }

  @Test func `A missing glyph and a broken picture are reported for kept boards too`() throws {
    let renderer = try BoardFixtures.renderer()
    let items = [BoardItem(type: .product, title: "Tent", detail: "€1", imagePath: "none.png")]
    for turn in 0..<4 {
      let title = turn == 3 ? "Hi" : "Hi \u{F1234} \(turn)"
      let drawn = try renderer.draw(
        try BoardFixtures.board(renderer, items: items, title: title))
      #expect(
        drawn.diagnostics.map(\.identifier)
          == ["unreadable-image"] + (turn == 3 ? [] : ["missing-glyph"]))
    }
  }

  @Test func `Only so many pixels are kept`() throws {
    let renderer = try BoardFixtures.renderer()
    for width in [1000, 1040, 1080] {
      for title in ["A", "B"] {
        let board = try BoardFixtures.board(
          renderer, items: [BoardFixtures.items[4]], title: title, size: (width, 1800))
        _ = try renderer.draw(board)
        #expect((renderer.drawn.find(DrawnBoards.Key(board, scale: 1)) != nil) == (title == "B"))
      }
    }
    let first = try BoardFixtures.board(
      renderer, items: [BoardFixtures.items[4]], size: (1000, 1800))
    #expect(renderer.drawn.find(DrawnBoards.Key(first, scale: 1)) == nil)
  }

  @Test(arguments: [1, 2, 5]) func `A batch has the same bytes in the same order for any workers`(
    workers: Int
  ) throws {
    let single = try BoardFixtures.renderer()
    let boards = try (0..<23).map { number in
      try BoardFixtures.board(
        single, layout: [.hero, .grid, .masonry][number % 3], title: "Board \(number / 2)")
    }
    let expected = try boards.map { try BoardFixtures.renderer().draw($0).value }
    var seen: [Int] = []
    try BoardFixtures.renderer().drawAll(boards, workers: workers) { index, drawn in
      seen.append(index)
      #expect(drawn.value == expected[index])
    }
    #expect(seen == Array(boards.indices))
  }

  @Test func `Equal boards of a batch are drawn once`() throws {
    let loads = LoadCounter()
    let renderer = try BoardFixtures.renderer(loads: loads)
    var boards = try (0..<6).map { _ in
      try BoardFixtures.board(
        renderer,
        items: [BoardItem(type: .product, title: "Tent", imagePath: "none.png")])
    }
    for index in boards.indices { boards[index].userID = "user-\(index)" }
    var warnings = 0
    try renderer.drawAll(boards, workers: 1) { _, drawn in warnings += drawn.diagnostics.count }
    #expect(warnings == 6)
    #expect(loads.value == 1)
  }

  @Test func `A batch stops at the first board that cannot be drawn`() throws {
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    var count = 0
    #expect(throws: GalleyError.self) {
      try renderer.drawAll([board, board], scale: 9, workers: 2) { _, _ in count += 1 }
    }
    #expect(count == 0)
  }
}
