/// The background of a section in CSS and in Outlook's VML.
struct MJMLBackground {
  let url: MJMLValue?
  private let color: MJMLValue?
  private let size: String
  private let `repeat`: String
  private let x: String
  private let y: String

  init(_ attributes: MJMLAttributes) {
    url = attributes[.backgroundUrl]
    color = attributes[.backgroundColor]
    size = attributes.text(.backgroundSize) ?? "auto"
    `repeat` = attributes.text(.backgroundRepeat) ?? "repeat"
    // The position matters only to a picture.
    let position =
      url == nil ? ("", "") : Self.parse(attributes.text(.backgroundPosition) ?? "top center")
    x = attributes.text(.backgroundPositionX) ?? position.0
    y = attributes.text(.backgroundPositionY) ?? position.1
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

  /// Writes the declarations of a tag that is begun.
  func write(to writer: inout MJMLWriter) {
    guard let url else {
      writer.style("background", color)
      writer.style("background-color", color)
      return
    }
    writer.beginStyle("background")
    if let color {
      writer.part(color)
      writer.part(" ")
    }
    writer.part("url('")
    writer.part(url)
    writer.part(text: "') \(x) \(y) / \(size) \(`repeat`)")
    writer.endStyle()
    writer.style("background-position", text: "\(x) \(y)")
    writer.style("background-repeat", text: `repeat`)
    writer.style("background-size", text: size)
  }

  private static func percentage(_ text: String) -> Double? {
    text.hasSuffix("%") ? Double(text.dropLast()) : nil
  }

  // VML counts from the middle of the shape, tiles from its corner.
  private func coordinate(_ text: String, _ names: [String: String], _ other: String)
    -> (origin: String, position: String)
  {
    let resolved = names[text] ?? (Self.percentage(text) != nil ? text : other)
    let percent = min(max(Self.percentage(resolved) ?? 0, -100_000), 100_000)
    let fraction = Double(Int(percent)) / 100
    let value = `repeat` == "repeat" ? fraction : (-50 + fraction * 100) / 100
    return (MJMLUnits.text(value), MJMLUnits.text(value))
  }

  var fillAttributes: [(String, MJMLValue?)] {
    var horizontal = coordinate(
      x, ["left": "0%", "center": "50%", "right": "100%"], "50%")
    var vertical = coordinate(
      y, ["top": "0%", "center": "50%", "bottom": "100%"], "0%")
    var kind = `repeat` == "no-repeat" ? "frame" : "tile"
    var sizeAttributes: [(String, MJMLValue?)] = []
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
        ? [("size", MJMLValue(size)), ("aspect", "atmost")]
        : [("size", MJMLValue(parts.joined(separator: ",")))]
    }
    return [
      ("origin", "\(horizontal.origin), \(vertical.origin)"),
      ("position", "\(horizontal.position), \(vertical.position)"), ("src", url),
      ("color", color), ("type", MJMLValue(kind)),
    ] + sizeAttributes
  }
}
