import Diagnostics
import JSONText
import Raster
import TestSupport
import Testing

@testable import Boards

@Suite struct BoardFuzzTests {
  private struct Dice {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
  }

  @Test func `Hostile boards are refused with diagnostics or drawn`() throws {
    let renderer = try BoardFixtures.renderer()
    let seeds = try LayoutKind.allCases.map { try BoardFixtures.board(renderer, layout: $0).json }
    var dice = Dice(state: 99)
    var time = FuzzTime(rounds: 250)
    var drawn = 0
    while let round = time.next() {
      var json = seeds[round % seeds.count]
      for _ in 0..<1 + dice.next(4) { json = Self.changed(json, &dice) }
      // Through bytes, as a file would come.
      let parsed = JSONParser.parse(SourceFile(name: "board.json", bytes: json.prettyBytes()))
      do throws(GalleyError) {
        let board = try VisionBoard(json: parsed.value?.plain ?? .null)
        let scale = 1 + dice.next(2)
        let picture = try renderer.draw(board, scale: scale)
        #expect(!picture.value.isEmpty)
        #expect(try VisionBoard(json: board.json) == board)
        drawn += 1
      } catch {
        #expect(!error.message.isEmpty)
      }
    }
    #expect(drawn > 0)
  }

  @Test func `Hostile templates are refused or laid out inside their canvas`() throws {
    let renderer = try BoardFixtures.renderer()
    let seed: JSONValue = [
      "name": "Test", "canvas": ["width": 300, "height": 300], "layout": "grid", "columns": 3,
      "title": "A title", "eyebrow": "Small", "footer": "Foot", "max_bytes": 20000,
      "sections": [
        ["type": "product", "limit": 3, "span": ["columns": 2, "rows": 2]],
        ["type": "interest", "limit": 2], ["type": "inspiration", "hero": true],
      ],
    ]
    var dice = Dice(state: 5)
    var time = FuzzTime(rounds: 400)
    var composed = 0
    while time.next() != nil {
      var json = seed
      for _ in 0..<1 + dice.next(5) { json = Self.changed(json, &dice) }
      let parsed = BoardTemplate.parse(PositionedValue(json, document: "board.yml"))
      guard let template = parsed.value else {
        #expect(parsed.diagnostics.hasErrors)
        continue
      }
      let board = renderer.compose(
        template, data: BoardData(items: BoardFixtures.items), id: "b", userID: "u",
        generatedAt: BoardFixtures.noon
      ).value
      for (index, section) in board.sections.enumerated() {
        let rect = section.position.rect
        #expect(rect.x >= 0 && rect.right <= template.width)
        #expect(rect.y >= 0 && rect.bottom <= template.height)
        for other in board.sections[(index + 1)...] {
          #expect(!rect.overlaps(other.position.rect))
        }
      }
      composed += 1
    }
    #expect(composed > 0)
  }

  /// The value with one member, element or leaf changed.
  private static func changed(_ value: JSONValue, _ dice: inout Dice) -> JSONValue {
    switch value {
    case .object(let object) where !object.isEmpty:
      let chosen = dice.next(object.count)
      var result = JSONObject()
      for (index, member) in object.enumerated() {
        guard index == chosen else {
          result[member.key] = member.value
          continue
        }
        switch dice.next(12) {
        case 0: break
        case 1: result[member.key + "x"] = member.value
        default: result[member.key] = changed(member.value, &dice)
        }
      }
      return .object(result)
    case .array(var elements) where !elements.isEmpty:
      let chosen = dice.next(elements.count)
      switch dice.next(8) {
      case 0: elements.remove(at: chosen)
      case 1: elements.append(elements[chosen])
      default: elements[chosen] = changed(elements[chosen], &dice)
      }
      return .array(elements)
    default: return leaf(value, &dice)
    }
  }

  private static func leaf(_ value: JSONValue, _ dice: inout Dice) -> JSONValue {
    if case .number(let number) = value, let int = number.intValue, dice.next(3) > 0 {
      return .number(JSONNumber(int &+ dice.next(401) &- 200))
    }
    if case .string(let text) = value, dice.next(3) > 0 {
      let additions = ["", "é\u{301}\u{301}", "👩‍👩‍👧", "\u{202E}abc", "ก็", "#ffffff00", "A\u{0}B"]
      return .string(text + additions[dice.next(additions.count)])
    }
    let leaves: [JSONValue] = [
      .null, .bool(true), 0, 1, -1, 24, 4000, .number(JSONNumber(Int.max)),
      .number(JSONNumber(Int.min)), .string(""), .string(String(repeating: "W", count: 3000)),
      .array([]), .object([:]), .string("hero"), .string("#000000"), .string("good.png"),
    ]
    return leaves[dice.next(leaves.count)]
  }
}
