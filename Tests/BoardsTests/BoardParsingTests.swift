import Diagnostics
import JSONText
import Raster
import Testing

@testable import Boards

@Suite struct BoardParsingTests {
  private func template(_ json: JSONValue) -> Parsed<BoardTemplate?> {
    BoardTemplate.parse(PositionedValue(json, document: "board.yml"))
  }

  @Test func `An empty template has defaults`() throws {
    let made = try #require(template([:]).value)
    #expect(made.width == 1200 && made.height == 1500 && made.layout == .auto)
    #expect(made.slots.count == 3)
    #expect(made.maxBytes == 200_000)
  }

  @Test(
    arguments: [
      ("unknown-key", ["layuot": "grid"]), ("unknown-value", ["layout": "gird"]),
      ("wrong-type", ["title": 3]), ("wrong-type", ["columns": "3"]),
      ("out-of-range", ["canvas": ["width": 100_000]]),
      ("missing-key", ["sections": [["limit": 2]]]), ("wrong-type", ["sections": "all"]),
      ("wrong-type", ["sections": [3]]),
      ("wrong-type", ["sections": [["type": "product", "hero": 1]]]),
      ("wrong-type", []),
    ] as [(String, JSONValue)])
  func `A mistake in a template is named`(identifier: String, json: JSONValue) {
    let parsed = template(json)
    #expect(parsed.value == nil)
    #expect(parsed.diagnostics.map(\.identifier).contains(identifier))
  }

  @Test func `A misspelt key gets a suggestion`() {
    let hints = template(["layuot": "grid"]).diagnostics.map(\.hint)
    #expect(hints == ["Did you mean `layout`?"])
  }

  @Test func `A theme reads back from its JSON`() {
    let parsed = BoardTheme.parse(PositionedValue(BoardTheme.standard.json, document: "t"))
    #expect(parsed.value == .standard)
    #expect(parsed.diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      ("missing-key", ["palette": [:]]), ("missing-key", ["name": "x"]),
      ("invalid-color", ["name": "x", "palette": ["background": "blue"]]),
      ("invalid-color", ["name": "x", "palette": ["tints": [3]]]),
      ("wrong-type", ["name": "x", "palette": ["tints": "#fff"]]),
      ("unknown-value", ["name": "x", "fonts": ["heading": "Comic Sans"]]),
    ] as [(String, JSONValue)])
  func `A mistake in a theme is named`(identifier: String, json: JSONValue) {
    let parsed = BoardTheme.parse(PositionedValue(json, document: "t"))
    #expect(parsed.value == nil)
    #expect(parsed.diagnostics.map(\.identifier).contains(identifier))
  }

  @Test func `A theme takes its colours from a picture and stays readable`() throws {
    var picture = Bitmap(width: 80, height: 80, fill: Color(red: 240, green: 230, blue: 210))
    picture.fill(
      PixelRect(x: 0, y: 0, width: 30, height: 80),
      with: .color(Color(red: 20, green: 120, blue: 200)))
    let theme = try BoardTheme.standard.colored(
      byPicture: PNGEncoder().encode(picture), name: "sea")
    let palette = theme.palette
    #expect(theme.name == "sea")
    #expect(palette.accent.blue > palette.accent.red)
    for color in [palette.text, palette.muted, palette.accent] {
      #expect(color.contrast(with: palette.background) >= 450)
      #expect(color.contrast(with: palette.backgroundEnd) >= 450)
    }
    #expect(throws: GalleyError.self) {
      try BoardTheme.standard.colored(byPicture: [1], name: "x")
    }
  }

  @Test func `A document that is no board is refused`() throws {
    let board = try BoardFixtures.board(try BoardFixtures.renderer())
    for key in ["user_id", "layout", "theme", "generated_at", "input_hash"] {
      var object = try #require(board.json.objectValue)
      object[key] = nil
      #expect(throws: GalleyError.self) { try VisionBoard(json: .object(object)) }
    }
    #expect(throws: GalleyError.self) { try VisionBoard(json: [1, 2]) }
    #expect(throws: GalleyError.self) { try VisionBoard(json: "board") }
  }

  @Test func `Damaged boards never crash`() throws {
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    var state: UInt64 = 9
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    func damaged(_ value: JSONValue) -> JSONValue {
      if next(40) == 0 {
        return [nil, true, -1, 99_999_999_999, "x", [], [:], 1500, "#ff0000"][next(9)]
      }
      switch value {
      case .array(let elements): return .array(elements.map(damaged))
      case .object(let object):
        return .object(JSONObject(object.map { ($0.key, damaged($0.value)) }))
      default: return value
      }
    }
    var accepted = 0
    for _ in 0..<400 {
      guard let made = try? VisionBoard(json: damaged(board.json)) else { continue }
      accepted += 1
      if accepted <= 12, made.layout.width * made.layout.height < 100_000 {
        _ = try? renderer.draw(made)
      }
    }
    #expect(accepted > 0)
  }
}
