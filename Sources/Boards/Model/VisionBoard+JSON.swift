public import Diagnostics
public import JSONText

extension VisionBoard {
  /// The board as JSON: `init(json:)` makes the same board of it, which draws to the same picture.
  public var json: JSONValue {
    var object: JSONObject = [
      "user_id": .string(userID), "board_id": .string(boardID), "texts": texts,
      "layout": layoutJSON, "theme": theme.json, "sections": .array(sections.map(\.json)),
    ]
    if let imageURL { object["image_url"] = .string(imageURL) }
    object["generated_at"] = .string(generatedAt.description)
    object["input_hash"] = .string(inputHash)
    object["alt"] = .string(alt)
    return .object(object)
  }

  /// The form in which a service answers: the board inside `board_data`.
  public var responseJSON: JSONValue {
    var data = JSONObject()
    for member in json.objectValue ?? [:]
    where !["user_id", "image_url", "generated_at"].contains(member.key) {
      data[member.key] = member.value
    }
    var object: JSONObject = ["user_id": .string(userID), "board_data": .object(data)]
    if let imageURL { object["image_url"] = .string(imageURL) }
    object["generated_at"] = .string(generatedAt.description)
    return .object(object)
  }

  private var texts: JSONValue {
    var object: JSONObject = [
      "eyebrow": .string(eyebrow), "title": .string(title), "subtitle": .string(subtitle),
      "footer": .string(footer),
    ]
    if let lang { object["lang"] = .string(lang) }
    return .object(object)
  }

  private var layoutJSON: JSONValue {
    [
      "kind": .string(layout.kind.rawValue),
      "canvas": [
        "width": .number(JSONNumber(layout.width)), "height": .number(JSONNumber(layout.height)),
      ],
      "columns": .number(JSONNumber(layout.columns)), "rows": .number(JSONNumber(layout.rows)),
      "gap": .number(JSONNumber(layout.gap)), "margin": .number(JSONNumber(layout.margin)),
      "header": layout.header.json, "footer": layout.footer.json,
    ]
  }

  /// Reads what `json` wrote, or the response form. Throws `schemaViolation` with diagnostics.
  public init(json: JSONValue) throws(GalleyError) {
    var reader = SettingReader(
      PositionedValue(Self.flattened(json), document: "board.json"), context: "the board")
    let board = Self.read(&reader)
    reader.finish()
    if let error = GalleyError.from(reader.diagnostics, code: .schemaViolation) { throw error }
    guard let board else {
      throw GalleyError(.schemaViolation, "The document is not a vision board")
    }
    self = board
  }

  private static func flattened(_ json: JSONValue) -> JSONValue {
    guard let object = json.objectValue, let data = object["board_data"]?.objectValue else {
      return json
    }
    var result = data
    for member in object where member.key != "board_data" { result[member.key] = member.value }
    return .object(result)
  }

  private static func read(_ reader: inout SettingReader) -> VisionBoard? {
    func text(_ key: String) -> String {
      if let text = reader.text(key) { return text }
      reader.missing(key)
      return ""
    }
    let userID = text("user_id")
    let boardID = text("board_id")
    let generated = text("generated_at")
    let inputHash = text("input_hash")
    _ = reader.text("alt")
    let imageURL = reader.text("image_url")
    let texts = reader.inner("texts") { texts in
      (
        eyebrow: texts.text("eyebrow") ?? "", title: texts.text("title") ?? "",
        subtitle: texts.text("subtitle") ?? "", footer: texts.text("footer") ?? "",
        lang: texts.text("lang")
      )
    }
    let layout = reader.inner("layout", readLayout)
    if layout == nil { reader.missing("layout") }
    var theme: BoardTheme?
    if let value = reader.member("theme") {
      let parsed = BoardTheme.parse(value)
      theme = parsed.value
      for diagnostic in parsed.diagnostics { reader.add(diagnostic) }
    } else {
      reader.missing("theme")
    }
    let sections = reader.list("sections", limit: 64).map { entry in
      reader.inner(entry, context: "a section", VisionBoardSection.read)
    }
    guard let layout, let theme, let stamp = Timestamp(generated) else {
      return nil
    }
    return VisionBoard(
      userID: userID, boardID: boardID, eyebrow: texts?.eyebrow ?? "", title: texts?.title ?? "",
      subtitle: texts?.subtitle ?? "", footer: texts?.footer ?? "", lang: texts?.lang,
      layout: layout, theme: theme, sections: sections, imageURL: imageURL, generatedAt: stamp,
      inputHash: inputHash)
  }

  private static func readLayout(_ reader: inout SettingReader) -> Layout {
    let canvas =
      reader.inner("canvas") { canvas in
        (canvas.int("width", in: 200...2400) ?? 1200, canvas.int("height", in: 200...3200) ?? 1500)
      } ?? (1200, 1500)
    let none = SectionPosition(x: 0, y: 0, width: 0, height: 0)
    return Layout(
      kind: reader.choice("kind", LayoutKind.self) ?? .grid, width: canvas.0, height: canvas.1,
      columns: reader.int("columns", in: 0...64) ?? 0, rows: reader.int("rows", in: 0...64) ?? 0,
      gap: reader.int("gap", in: 0...1000) ?? 0, margin: reader.int("margin", in: 0...1000) ?? 0,
      header: reader.inner("header", SectionPosition.read) ?? none,
      footer: reader.inner("footer", SectionPosition.read) ?? none)
  }
}
