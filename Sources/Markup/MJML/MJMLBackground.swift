/// The background of a section in CSS and in Outlook's VML.
struct MJMLBackground {
  private let url: String?
  private let color: String?
  private let size: String
  private let `repeat`: String
  private let x: String
  private let y: String

  init(_ attributes: MJMLAttributes) {
    url = attributes["background-url"]
    color = attributes["background-color"]
    size = attributes["background-size"] ?? "auto"
    `repeat` = attributes["background-repeat"] ?? "repeat"
    let position = Self.parse(attributes["background-position"] ?? "top center")
    x = attributes["background-position-x"] ?? position.x
    y = attributes["background-position-y"] ?? position.y
  }

  private static func parse(_ text: String) -> (x: String, y: String) {
    let parts = text.split(separator: " ").map(String.init)
    let vertical = ["top", "bottom"]
    if parts.count == 1 {
      return vertical.contains(parts[0]) ? ("center", parts[0]) : (parts[0], "center")
    }
    guard parts.count == 2 else { return ("center", "top") }
    let isSwapped =
      vertical.contains(parts[0])
      || (parts[0] == "center" && ["left", "right"].contains(parts[1]))
    return isSwapped ? (parts[1], parts[0]) : (parts[0], parts[1])
  }

  var style: MJMLStyle {
    guard let url else { return [("background", color), ("background-color", color)] }
    let parts = [color, "url('\(url)')", "\(x) \(y)", "/ \(size)", `repeat`]
    return [
      ("background", parts.compactMap { $0 }.joined(separator: " ")),
      ("background-position", "\(x) \(y)"), ("background-repeat", `repeat`),
      ("background-size", size),
    ]
  }

  private static func percentage(_ text: String) -> Double? {
    text.hasSuffix("%") ? Double(text.dropLast()) : nil
  }

  // VML counts from the middle of the shape, tiles from its corner.
  private func coordinate(_ text: String, _ names: [String: String], _ other: String)
    -> (origin: String, position: String)
  {
    let resolved = names[text] ?? (Self.percentage(text) != nil ? text : other)
    let fraction = Double(Int(Self.percentage(resolved) ?? 0)) / 100
    let value = `repeat` == "repeat" ? fraction : (-50 + fraction * 100) / 100
    return (MJMLUnits.text(value), MJMLUnits.text(value))
  }

  var fillAttributes: [(String, String?)] {
    var horizontal = coordinate(
      x, ["left": "0%", "center": "50%", "right": "100%"], "50%")
    var vertical = coordinate(
      y, ["top": "0%", "center": "50%", "bottom": "100%"], "0%")
    var kind = `repeat` == "no-repeat" ? "frame" : "tile"
    var sizeAttributes: [(String, String?)] = []
    switch size {
    case "cover": sizeAttributes = [("size", "1,1"), ("aspect", "atleast")]
    case "contain": sizeAttributes = [("size", "1,1"), ("aspect", "atmost")]
    case "auto":
      kind = "tile"
      horizontal = ("0.5", "0.5")
      vertical = ("0", "0")
    default:
      let parts = size.split(separator: " ")
      sizeAttributes =
        parts.count == 1
        ? [("size", size), ("aspect", "atmost")] : [("size", parts.joined(separator: ","))]
    }
    return [
      ("origin", "\(horizontal.origin), \(vertical.origin)"),
      ("position", "\(horizontal.position), \(vertical.position)"), ("src", url),
      ("color", color), ("type", kind),
    ] + sizeAttributes
  }
}
