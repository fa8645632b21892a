public import Diagnostics
internal import JSONText
internal import Raster

extension BoardRenderer {
  /// Fills a template with data and gives every section its place.
  ///
  /// The result depends on nothing but the arguments, the theme and the fonts.
  public func compose(
    _ template: BoardTemplate, data: BoardData, id: String, userID: String,
    generatedAt: Timestamp
  ) -> Parsed<VisionBoard> {
    let unit = TypeScale(width: template.width, height: template.height)
    let margin = unit(theme.margin)
    let gap = unit(theme.spacing)
    let chosen = choose(template, data)
    let title = data.title ?? template.title
    let subtitle = data.subtitle ?? template.subtitle
    let inner = PixelRect(x: 0, y: 0, width: template.width, height: template.height)
      .inset(by: min(margin, template.width / 5, template.height / 5))
    let header = HeaderSetting(
      eyebrow: template.eyebrow, title: title, subtitle: subtitle, lang: data.lang, theme: theme,
      width: inner.width, unit: unit, fonts: fonts.library)
    let headerHeight = min(header.height, inner.height * 2 / 5)
    let footerHeight = template.footer.isEmpty ? 0 : min(unit(30), inner.height / 10)
    var area = inner
    if headerHeight > 0 {
      area.y += headerHeight + unit(36)
      area.height -= headerHeight + unit(36)
    }
    if footerHeight > 0 { area.height -= footerHeight + unit(28) }
    let result = BoardLayout(area: area, gap: gap).place(
      chosen.map(\.input), kind: template.layout, columns: template.columns)
    // Where people read from right to left, the first section stands at the right.
    let rects =
      TextStyle.isRightToLeft(data.lang)
      ? result.rects.map { rect in
        var mirrored = rect
        mirrored.x = area.x + area.right - rect.right
        return mirrored
      } : result.rects
    let sections = zip(chosen, rects).enumerated().map { index, pair in
      section(pair.0, rect: pair.1, index: index, lang: data.lang)
    }
    var board = VisionBoard(
      userID: userID, boardID: id, eyebrow: template.eyebrow, title: title, subtitle: subtitle,
      footer: template.footer, lang: data.lang,
      layout: VisionBoard.Layout(
        kind: result.kind, width: template.width, height: template.height,
        columns: result.columns, rows: result.rows, gap: gap, margin: margin,
        header: SectionPosition(
          x: inner.x, y: inner.y, width: inner.width, height: headerHeight),
        footer: SectionPosition(
          x: inner.x, y: inner.bottom - footerHeight, width: inner.width, height: footerHeight)),
      theme: theme, sections: sections, generatedAt: generatedAt, inputHash: "")
    board.inputHash = hash(of: board)
    var diagnostics: [Diagnostic] = []
    if sections.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, "empty-board", "The data has nothing that the board's sections show",
          hint: "Give the board products, interests or inspirations"))
    }
    return Parsed(board, diagnostics)
  }

  private struct Chosen {
    var item: BoardItem
    var slot: BoardTemplate.Slot
    var isHero: Bool
    var input: LayoutInput
  }

  /// Takes items of each slot's type in the order of the data, every item once; the hero first.
  private func choose(_ template: BoardTemplate, _ data: BoardData) -> [Chosen] {
    var queues: [SectionType: ArraySlice<BoardItem>] = [:]
    for type in SectionType.allCases {
      queues[type] = data.items.filter { $0.type == type }[...]
    }
    var chosen: [Chosen] = []
    for slot in template.slots {
      for number in 0..<slot.limit {
        guard let item = queues[slot.type]?.popFirst() else { break }
        // Shapes vary a little, so that columns of a masonry do not line up.
        let shapes = [820, 1050, 720, 1250, 900]
        let input = LayoutInput(
          columns: slot.columns, rows: slot.rows, score: item.score,
          aspect: slot.type == .interest
            ? 1300 + number % 3 * 250 : shapes[chosen.count % shapes.count])
        chosen.append(
          Chosen(item: item, slot: slot, isHero: slot.isHero && number == 0, input: input))
      }
    }
    if let hero = chosen.firstIndex(where: \.isHero), hero > 0 {
      chosen.insert(chosen.remove(at: hero), at: 0)
    }
    return chosen
  }

  private func section(
    _ chosen: Chosen, rect: PixelRect, index: Int, lang: String?
  ) -> VisionBoardSection {
    let item = chosen.item
    let style: SectionStyle
    if let asked = chosen.slot.style {
      style = asked
    } else if item.imagePath == nil, item.type != .product {
      style = .tile
    } else {
      style = item.type == .product && !chosen.isHero ? .card : .photo
    }
    return VisionBoardSection(
      type: item.type,
      content: VisionBoardSection.Content(
        title: item.title, detail: item.detail, image: item.imagePath,
        alt: item.alt ?? [item.title, item.detail].filter { !$0.isEmpty }.joined(separator: ", "),
        style: style, score: item.score, focusX: item.focusX, focusY: item.focusY, tint: index,
        isHero: chosen.isHero),
      position: SectionPosition(x: rect.x, y: rect.y, width: rect.width, height: rect.height))
  }

  /// The digest of what decides the pixels: the board without its names and times, and the fonts.
  func hash(of board: VisionBoard) -> String {
    var bytes: [UInt8] = []
    Self.encode(board.drawnPart.json, into: &bytes)
    bytes += Array(fonts.digest.utf8)
    return "sha256:" + CacheFolder.digest(bytes)
  }

  // Any encoding will do as long as different values differ: lengths go before texts.
  private static func encode(_ value: JSONValue, into bytes: inout [UInt8]) {
    switch value {
    case .null: bytes += Array("n".utf8)
    case .bool(let bool): bytes += Array((bool ? "t" : "f").utf8)
    case .number(let number): bytes += Array("#\(number.text);".utf8)
    case .string(let string): bytes += Array("\(string.utf8.count):\(string)".utf8)
    case .array(let elements):
      bytes += Array("[\(elements.count);".utf8)
      for element in elements { encode(element, into: &bytes) }
    case .object(let object):
      bytes += Array("{\(object.count);".utf8)
      for member in object {
        encode(.string(member.key), into: &bytes)
        encode(member.value, into: &bytes)
      }
    }
  }
}
