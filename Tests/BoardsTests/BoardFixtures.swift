import Diagnostics
import JSONText
import Raster
import Synchronization

@testable import Boards

/// Pictures, data and renderers that board tests share.
enum BoardFixtures {
  static let noon = Timestamp(secondsSince1970: 1_776_243_600)

  /// A picture of stripes in two colours; `bright` ones need a strong scrim.
  static func picture(_ seed: Int, isBright: Bool = false) throws -> [UInt8] {
    var bitmap = Bitmap(
      width: 120, height: 90,
      fill: isBright ? .white : Color(red: UInt8(40 + seed * 30 % 200), green: 90, blue: 120))
    bitmap.fill(
      PixelRect(x: 0, y: seed * 7 % 60, width: 120, height: 20),
      with: .color(isBright ? Color(red: 255, green: 250, blue: 200) : .black))
    return try PNGEncoder().encode(bitmap)
  }

  static func renderer(
    theme: BoardTheme = .standard, tileCache: String? = nil, loads: LoadCounter = LoadCounter()
  ) throws -> BoardRenderer {
    let good = try picture(1)
    let other = try picture(4)
    let bright = try picture(2, isBright: true)
    let middle = try PNGEncoder().encode(
      Bitmap(width: 40, height: 30, fill: Color(red: 140, green: 140, blue: 140)))
    var halves = Bitmap(width: 40, height: 30, fill: .white)
    for x in stride(from: 0, to: 40, by: 4) {
      halves.fill(PixelRect(x: x, y: 0, width: 2, height: 30), with: .color(.black))
    }
    let mixed = try PNGEncoder().encode(halves)
    return BoardRenderer(theme: theme, fonts: try FontSet.system(), tileCache: tileCache) {
      path throws(GalleyError) in
      loads.add()
      switch path {
      case "good.png": return good
      case "other.png": return other
      case "bright.png": return bright
      case "middle.png": return middle
      case "mixed.png": return mixed
      case "broken.png": return Array(good.prefix(60))
      default: throw GalleyError(.fileNotFound, "There is no picture \(path)")
      }
    }
  }

  static let items: [BoardItem] = [
    BoardItem(
      type: .inspiration, title: "Slow mornings", detail: "Spring", imagePath: "good.png",
      score: 0.9),
    BoardItem(
      type: .product, title: "Enamel kettle", detail: "€34.90", imagePath: "other.png",
      score: 0.8),
    BoardItem(type: .product, title: "Tent", detail: "€219.00", imagePath: "good.png"),
    BoardItem(type: .product, title: "Lamp", detail: "€59.00", imagePath: nil),
    BoardItem(type: .interest, title: "Wild camping", detail: "Outdoors", score: 0.7),
    BoardItem(type: .inspiration, title: "“I must go.”", detail: "John Muir", score: 0.2),
  ]

  static func template(
    _ layout: LayoutKind = .hero, width: Int = 240, height: Int = 300
  ) throws -> BoardTemplate {
    let json: JSONValue = [
      "name": "Test",
      "canvas": [
        "width": .number(JSONNumber(width)), "height": .number(JSONNumber(height)),
      ],
      "layout": .string(layout.rawValue), "eyebrow": "For you", "title": "Your list",
      "subtitle": "A few finds.", "footer": "With care",
      "sections": [
        ["type": "inspiration", "hero": true], ["type": "product", "limit": 3],
        ["type": "interest", "limit": 1], ["type": "inspiration", "limit": 1],
      ],
    ]
    let parsed = BoardTemplate.parse(PositionedValue(json, document: "board.yml"))
    guard let template = parsed.value else {
      throw GalleyError(.internalError, "The fixture is wrong", diagnostics: parsed.diagnostics)
    }
    return template
  }

  static func board(
    _ renderer: BoardRenderer, layout: LayoutKind = .hero, items: [BoardItem] = items,
    title: String? = nil, lang: String? = "en", size: (width: Int, height: Int) = (240, 300)
  ) throws -> VisionBoard {
    renderer.compose(
      try template(layout, width: size.width, height: size.height),
      data: BoardData(title: title, items: items, lang: lang), id: "board-1",
      userID: "user-1", generatedAt: noon
    ).value
  }
}

/// Counts how often pictures are loaded.
final class LoadCounter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}
