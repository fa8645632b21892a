import Diagnostics
import JSONText
import Raster
import TestSupport
import Testing

@testable import Boards

@Suite struct BoardRendererTests {
  @Test func `The same board gives the same bytes in every renderer and thread`() async throws {
    let first = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(first)
    let bytes = try first.draw(board).value
    #expect(try first.draw(board).value == bytes)
    let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<2 {
        group.addTask {
          let renderer = try BoardFixtures.renderer()
          return try renderer.draw(try BoardFixtures.board(renderer)).value
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(others == [bytes, bytes])
    let picture = try Bitmap.decode(bytes)
    #expect(picture.width == 240 && picture.height == 300)
  }

  @Test(arguments: LayoutKind.allCases)
  func `Every section lies inside and apart from the others`(kind: LayoutKind) throws {
    let board = try BoardFixtures.board(try BoardFixtures.renderer(), layout: kind)
    let canvas = PixelRect(x: 0, y: 0, width: 240, height: 300)
    let rects = board.sections.map(\.position.rect)
    #expect(rects.count == 6)
    for (index, rect) in rects.enumerated() {
      #expect(canvas.contains(rect) && !rect.isEmpty)
      #expect(!rect.overlaps(board.layout.header.rect))
      #expect(!rect.overlaps(board.layout.footer.rect))
      for other in rects[(index + 1)...] { #expect(!rect.overlaps(other)) }
    }
  }

  @Test func `The JSON of a board draws to the same picture`() throws {
    let renderer = try BoardFixtures.renderer()
    var board = try BoardFixtures.board(renderer)
    board.imageURL = "https://example.com/b.png"
    let copy = try VisionBoard(json: board.json)
    #expect(copy == board)
    #expect(try renderer.draw(copy).value == renderer.draw(board).value)
    #expect(try VisionBoard(json: board.responseJSON) == board)
    #expect(board.responseJSON["board_data"]?["sections"]?.arrayValue?.count == 6)
    #expect(board.json["alt"]?.stringValue?.contains("Enamel kettle, €34.90") == true)
  }

  @Test func `A missing or broken picture is a placeholder and a warning`() throws {
    let renderer = try BoardFixtures.renderer()
    for path in ["none.png", "broken.png"] {
      let items = [BoardItem(type: .product, title: "Tent", detail: "€1", imagePath: path)]
      let drawn = try renderer.draw(try BoardFixtures.board(renderer, items: items))
      #expect(drawn.diagnostics.map(\.identifier) == ["unreadable-image"])
      #expect(drawn.diagnostics[0].severity == .warning)
      #expect(drawn.diagnostics[0].summary.contains(path))
      #expect(try Bitmap.decode(drawn.value).width == 240)
    }
  }

  @Test func `A product without a picture has a placeholder and no warning`() throws {
    let renderer = try BoardFixtures.renderer()
    let items = [BoardItem(type: .product, title: "Tent", detail: "€1")]
    #expect(try renderer.draw(try BoardFixtures.board(renderer, items: items)).diagnostics.isEmpty)
  }

  @Test func `Text over any picture gets a veil that makes it readable`() throws {
    let renderer = try BoardFixtures.renderer()
    var scrims: [String: Int] = [:]
    for name in ["bright.png", "middle.png", "good.png", "mixed.png"] {
      let items = [
        BoardItem(type: .inspiration, title: "Bright day", detail: "Now", imagePath: name)
      ]
      let contrasts = try renderer.contrasts(of: try BoardFixtures.board(renderer, items: items))
      #expect(contrasts.count == 1)
      #expect(contrasts[0].ratio >= 450, "\(name)")
      scrims[name] = contrasts[0].scrim
    }
    // Stripes of black and white need the most.
    #expect(try #require(scrims["mixed.png"]) > #require(scrims["bright.png"]))
  }

  @Test func `Letters over a pale picture are dark, over others white`() throws {
    let renderer = try BoardFixtures.renderer()
    for (name, isPale) in [("bright.png", true), ("good.png", false)] {
      let items = [BoardItem(type: .inspiration, title: "MMMM", imagePath: name)]
      let board = try BoardFixtures.board(renderer, items: items)
      var without = board
      without.sections[0].content.title = " "
      let drawn = try renderer.drawing(of: board, scale: 1).canvas
      let plain = try renderer.drawing(of: without, scale: 1).canvas
      let count = { (picture: Bitmap, range: ClosedRange<UInt8>) in
        var count = 0
        for y in 100..<picture.height {
          for x in 0..<picture.width where range.contains(picture[x, y].green) { count += 1 }
        }
        return count
      }
      let black = count(drawn, 0...50) - count(plain, 0...50)
      let white = count(drawn, 250...255) - count(plain, 250...255)
      #expect(isPale ? black > 3 : white > 3, "\(name) \(black) \(white)")
    }
  }

  @Test func `A character that no font has is named`() throws {
    let renderer = try BoardFixtures.renderer()
    let drawn = try renderer.draw(try BoardFixtures.board(renderer, title: "Hi \u{F1234}"))
    #expect(
      drawn.diagnostics.map(\.summary) == ["No font has the character U+F1234"])
  }

  @Test func `The board at 2x shrinks to the board at 1x`() throws {
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    let single = try Bitmap.decode(renderer.draw(board).value)
    let double = try Bitmap.decode(renderer.draw(board, scale: 2).value)
    #expect(double.width == 480 && double.height == 600)
    let shrunk = double.resampled(double.bounds, width: 240, height: 300)
    var difference = 0
    for y in 0..<300 {
      for x in 0..<240 {
        difference += abs(Int(single[x, y].green) - Int(shrunk[x, y].green))
      }
    }
    #expect(difference / (240 * 300) <= 3)
  }

  @Test func `Too large a scale is an error`() throws {
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    #expect(throws: GalleyError.self) { try renderer.draw(board, scale: 5) }
    #expect(throws: GalleyError.self) { try renderer.draw(board, scale: 0) }
  }

  @Test func `A board without items is drawn with a warning`() throws {
    let renderer = try BoardFixtures.renderer()
    let made = renderer.compose(
      try BoardFixtures.template(), data: BoardData(items: []), id: "b", userID: "u",
      generatedAt: BoardFixtures.noon)
    #expect(made.diagnostics.map(\.identifier) == ["empty-board"])
    #expect(try !renderer.draw(made.value).value.isEmpty)
  }

  @Test func `Only what changes the picture changes the hash`() throws {
    let renderer = try BoardFixtures.renderer()
    let template = try BoardFixtures.template()
    let make = { (title: String, user: String, seconds: Int64) in
      renderer.compose(
        template, data: BoardData(title: title, items: BoardFixtures.items), id: user,
        userID: user, generatedAt: Timestamp(secondsSince1970: seconds)
      ).value.inputHash
    }
    #expect(make("A", "u1", 1) == make("A", "u2", 2))
    #expect(make("A", "u1", 1) != make("B", "u1", 1))
    #expect(make("A", "u1", 1).hasPrefix("sha256:"))
  }

  @Test func `Right-to-left, Indic, Thai and East Asian boards have all their letters`() throws {
    let renderer = try BoardFixtures.renderer()
    for (lang, title) in [
      ("ar", "قائمة الربيع الخاصة بك"), ("he", "רשימת האביב שלך"), ("hi", "आपकी वसंत सूची"),
      ("th", "รายการฤดูใบไม้ผลิของคุณ"), ("ja", "あなたの春のリスト"), ("ko", "당신의 봄 목록"),
    ] {
      let items = [
        BoardItem(type: .product, title: title, detail: "١٢ €", imagePath: "good.png"),
        BoardItem(type: .interest, title: title, detail: title),
        BoardItem(type: .inspiration, title: title, detail: title, imagePath: "other.png"),
      ]
      let board = try BoardFixtures.board(renderer, items: items, title: title, lang: lang)
      #expect(try renderer.draw(board).diagnostics.isEmpty)
    }
  }

  @Test func `A right-to-left board is the mirror of the other`() throws {
    let renderer = try BoardFixtures.renderer()
    let left = try BoardFixtures.board(renderer, lang: "en").sections.map(\.position)
    let right = try BoardFixtures.board(renderer, lang: "he").sections.map(\.position)
    for (first, second) in zip(left, right) {
      #expect(first.y == second.y && first.width == second.width)
      #expect(first.x + second.x + first.width == 240)
    }
  }

  @Test func `Wide cards show picture and text side by side`() throws {
    let renderer = try BoardFixtures.renderer()
    for lang in ["en", "ar"] {
      let board = renderer.compose(
        try BoardFixtures.template(.grid, width: 400, height: 240),
        data: BoardData(items: Array(BoardFixtures.items[1...2]), lang: lang), id: "b",
        userID: "u", generatedAt: BoardFixtures.noon
      ).value
      var stacked = board
      for index in stacked.sections.indices {
        stacked.sections[index].position = SectionPosition(
          x: 20, y: 20 + index * 100, width: 360, height: 90)
      }
      #expect(try renderer.draw(stacked).diagnostics.isEmpty)
      #expect(try renderer.draw(stacked).value != renderer.draw(board).value)
    }
  }

  @Test(arguments: BoardTheme.Decoration.allCases)
  func `Every decoration leaves its mark`(decoration: BoardTheme.Decoration) throws {
    var theme = BoardTheme.standard
    theme.decoration = .none
    let plain = try BoardFixtures.renderer(theme: theme)
    let without = try plain.draw(try BoardFixtures.board(plain)).value
    theme.decoration = decoration
    theme.alignment = .center
    let other = try BoardFixtures.renderer(theme: theme)
    #expect(try other.draw(try BoardFixtures.board(other)).value != without)
  }

  @Test func `A tile cache spares decoding and changes no byte`() throws {
    let folder = try TemporaryFolder()
    let first = try BoardFixtures.renderer(tileCache: folder.path + "/tiles")
    let board = try BoardFixtures.board(first)
    let bytes = try first.draw(board).value
    let second = try BoardFixtures.renderer(tileCache: folder.path + "/tiles")
    #expect(try second.draw(board).value == bytes)
    #expect(try BoardFixtures.renderer().draw(board).value == bytes)
  }

  @Test func `A tile that was cut short is made again`() throws {
    let folder = try TemporaryFolder()
    let cache = TileCache(folder: folder.path)
    let tile = Bitmap(width: 4, height: 3, fill: .black)
    cache.keep(tile, of: [1, 2, 3], focus: FocusPoint())
    #expect(cache.tile(of: [1, 2, 3], width: 4, height: 3, focus: FocusPoint()) == tile)
    #expect(cache.tile(of: [1, 2], width: 4, height: 3, focus: FocusPoint()) == nil)
    let name =
      "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81-4x3-500-500-v1.tile"
    try folder.write([UInt8](repeating: 0, count: 80), to: name)
    #expect(cache.tile(of: [1, 2, 3], width: 4, height: 3, focus: FocusPoint()) == nil)
  }

  @Test func `A picture is loaded once for all boards of a renderer`() throws {
    let loads = LoadCounter()
    let renderer = try BoardFixtures.renderer(loads: loads)
    let board = try BoardFixtures.board(renderer)
    _ = try renderer.draw(board)
    let once = loads.value
    _ = try renderer.draw(board)
    #expect(loads.value == once)
    #expect(once == 3)
  }

  @Test func `The copy for e-mails keeps to its size`() throws {
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    let full = try renderer.draw(board).value
    let large = try renderer.drawForEmail(board, maxBytes: 1_000_000).value
    #expect(large.choice == "full PNG" && large.fileExtension == "png")
    #expect(try Bitmap.decode(large.bytes) == Bitmap.decode(full))
    let canvas = try renderer.drawing(of: board, scale: 1).canvas
    let palette = try #require(try PNGEncoder(level: 9).encodePalette(canvas))
    let limit = palette.bytes.count - 1
    let small = try renderer.drawForEmail(board, maxBytes: limit)
    #expect(small.value.bytes.count <= limit)
    #expect(small.value.fileExtension == "jpg")
    let tiny = try renderer.drawForEmail(board, maxBytes: 100)
    #expect(tiny.diagnostics.contains { $0.identifier == "large-image" })
  }

  @Test func `A flat board becomes a palette picture for e-mails`() throws {
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer, items: [BoardFixtures.items[4]])
    let full = try renderer.drawForEmail(board, maxBytes: 10_000_000).value.bytes.count
    let made = try renderer.drawForEmail(board, maxBytes: full - 1).value
    #expect(made.fileExtension == "png" && made.choice == "PNG of 256 colours")
  }
}
