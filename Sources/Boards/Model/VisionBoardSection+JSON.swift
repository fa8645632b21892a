internal import JSONText
internal import Raster

extension SectionPosition {
  var rect: PixelRect { PixelRect(x: x, y: y, width: width, height: height) }

  var json: JSONValue {
    [
      "x": .number(JSONNumber(x)), "y": .number(JSONNumber(y)),
      "width": .number(JSONNumber(width)), "height": .number(JSONNumber(height)),
    ]
  }

  static func read(_ reader: inout SettingReader) -> SectionPosition {
    SectionPosition(
      x: reader.int("x", in: 0...4000) ?? 0, y: reader.int("y", in: 0...4000) ?? 0,
      width: reader.int("width", in: 0...4000) ?? 0,
      height: reader.int("height", in: 0...4000) ?? 0)
  }
}

extension VisionBoardSection {
  var json: JSONValue {
    var body: JSONObject = [
      "title": .string(content.title), "detail": .string(content.detail),
      "alt": .string(content.alt), "style": .string(content.style.rawValue),
      "score": .number(JSONNumber(content.score)), "tint": .number(JSONNumber(content.tint)),
      "hero": .bool(content.isHero),
    ]
    if let image = content.image {
      body["image"] = .string(image)
      body["focus"] = [
        "x": .number(JSONNumber(content.focusX)), "y": .number(JSONNumber(content.focusY)),
      ]
    }
    return [
      "type": .string(type.rawValue), "content": .object(body), "position": position.json,
    ]
  }

  static func read(_ reader: inout SettingReader) -> VisionBoardSection {
    let type = reader.choice("type", SectionType.self) ?? .product
    let content = reader.inner("content", readContent)
    if content == nil { reader.missing("content") }
    let position = reader.inner("position", SectionPosition.read)
    if position == nil { reader.missing("position") }
    return VisionBoardSection(
      type: type,
      content: content
        ?? Content(
          title: "", detail: "", image: nil, alt: "", style: .tile, score: 0, focusX: 500,
          focusY: 500, tint: 0, isHero: false),
      position: position ?? SectionPosition(x: 0, y: 0, width: 0, height: 0))
  }

  private static func readContent(_ reader: inout SettingReader) -> Content {
    let focus =
      reader.inner("focus") { focus in
        (focus.int("x", in: 0...1000) ?? 500, focus.int("y", in: 0...1000) ?? 500)
      } ?? (500, 500)
    return Content(
      title: reader.text("title") ?? "", detail: reader.text("detail") ?? "",
      image: reader.text("image"), alt: reader.text("alt") ?? "",
      style: reader.choice("style", SectionStyle.self) ?? .tile,
      score: reader.int("score", in: 0...1000) ?? 0, focusX: focus.0, focusY: focus.1,
      tint: reader.int("tint", in: 0...1000) ?? 0, isHero: reader.bool("hero") ?? false)
  }
}
