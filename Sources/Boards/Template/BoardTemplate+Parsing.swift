public import Diagnostics
public import JSONText

extension BoardTemplate {
  /// Reads a template; a template with an error is `nil`.
  public static func parse(_ value: PositionedValue) -> Parsed<BoardTemplate?> {
    var reader = SettingReader(value, context: "the board")
    let canvas =
      reader.inner("canvas") { canvas in
        (canvas.int("width", in: 200...2400) ?? 1200, canvas.int("height", in: 200...3200) ?? 1500)
      } ?? (1200, 1500)
    var slots = reader.list("sections", limit: 24).map { entry in
      reader.inner(entry, context: "a section", readSlot)
    }
    if slots.isEmpty {
      slots = SectionType.allCases.map {
        Slot(type: $0, limit: 6, style: nil, isHero: false, columns: 1, rows: 1)
      }
    }
    let template = BoardTemplate(
      name: reader.text("name") ?? "Board", width: canvas.0, height: canvas.1,
      scale: reader.int("scale", in: 1...2) ?? 1,
      layout: reader.choice("layout", LayoutKind.self) ?? .auto,
      columns: reader.int("columns", in: 1...8), themeName: reader.text("theme"),
      eyebrow: reader.text("eyebrow") ?? "", title: reader.text("title") ?? "",
      subtitle: reader.text("subtitle") ?? "", footer: reader.text("footer") ?? "",
      maxBytes: reader.int("max_bytes", in: 10_000...20_000_000) ?? 200_000, slots: slots)
    reader.finish()
    return Parsed(reader.diagnostics.hasErrors ? nil : template, reader.diagnostics)
  }

  private static func readSlot(_ reader: inout SettingReader) -> Slot {
    let type = reader.choice("type", SectionType.self)
    if type == nil, !reader.diagnostics.hasErrors { reader.missing("type") }
    let span =
      reader.inner("span") { span in
        (span.int("columns", in: 1...8) ?? 1, span.int("rows", in: 1...8) ?? 1)
      } ?? (1, 1)
    return Slot(
      type: type ?? .product, limit: reader.int("limit", in: 1...24) ?? 1,
      style: reader.choice("style", SectionStyle.self), isHero: reader.bool("hero") ?? false,
      columns: span.0, rows: span.1)
  }
}
