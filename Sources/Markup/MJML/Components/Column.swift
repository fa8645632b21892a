/// `mj-column` and `mj-group`.
extension MJMLRenderer {
  private func columnWidth(_ attributes: MJMLAttributes, _ context: Context)
    -> (value: Double, unit: String)
  {
    if let width = attributes["width"] { return MJMLUnits.width(width) }
    return (100 / Double(max(1, context.siblings)), "%")
  }

  /// The width of a column in pixels, as Outlook needs it.
  func columnPixels(_ attributes: MJMLAttributes, _ context: Context) -> Double {
    let width = columnWidth(attributes, context)
    return width.unit == "%" ? context.width * width.value / 100 : width.value
  }

  private mutating func columnClass(_ attributes: MJMLAttributes, _ context: Context) -> String {
    let width = columnWidth(attributes, context)
    let number = MJMLUnits.text(width.value).replacing(".", with: "-")
    let name = width.unit == "%" ? "mj-column-per-\(number)" : "mj-column-px-\(number)"
    addMediaQuery(name, MJMLUnits.text(width.value) + width.unit)
    return ([name, "mj-outlook-group-fix"] + (attributes["css-class"].map { [$0] } ?? []))
      .joined(separator: " ")
  }

  private func mobileWidth(_ attributes: MJMLAttributes, _ context: Context) -> String {
    guard context.isInGroup else { return "100%" }
    guard let own = attributes["width"] else {
      return "\(100 / max(1, context.siblings))%"
    }
    let width = MJMLUnits.width(own)
    if width.unit == "%" { return own }
    return MJMLUnits.text(width.value / max(1, context.width.rounded(.down)) * 100) + "%"
  }

  mutating func column(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    let name = columnClass(attributes, context)
    writer.open(
      "div", [("class", name)],
      [
        ("font-size", "0px"), ("text-align", "left"), ("direction", attributes["direction"]),
        ("display", "inline-block"), ("vertical-align", attributes["vertical-align"]),
        ("width", mobileWidth(attributes, context)),
      ])
    let outer: MJMLStyle =
      attributes.styles(
        ["background-color"] + MJMLAttributes.borders + ["border-radius", "vertical-align"])
    let hasGutter = MJMLAttributes.paddings.contains { attributes[$0] != nil }
    if hasGutter {
      writer.open(
        "table", [("width", "100%")], isPresentation: true)
      writer.raw("<tbody><tr>")
      writer.open("td", [], outer + attributes.styles(MJMLAttributes.paddings))
      let inner: MJMLStyle =
        [("background-color", attributes["inner-background-color"])]
        + attributes.styles(MJMLAttributes.borders, from: "inner-")
        + [("border-radius", attributes["inner-border-radius"])]
      columnTable(node, attributes, context, inner)
      writer.close("td", "tr", "tbody", "table")
    } else {
      columnTable(node, attributes, context, outer)
    }
    writer.close("div")
  }

  private mutating func columnTable(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context, _ style: MJMLStyle
  ) {
    writer.open(
      "table", [("width", "100%")], style, isPresentation: true)
    writer.raw("<tbody>")
    var inner = Context()
    inner.parentClasses = MJMLHead.classes(node)
    inner.siblings = max(1, node.layoutCount)
    let innerBorders =
      attributes.border(.left, "inner-border") + attributes.border(.right, "inner-border")
    inner.width =
      columnPixels(attributes, context)
      - Double(attributes.horizontalPadding + attributes.horizontalBorder + innerBorders)
    children(of: node, inner) { renderer, child, context in
      let attributes = renderer.attributes(child, context)
      renderer.cell(attributes)
      renderer.component(child, attributes, context)
      renderer.writer.close("td", "tr")
    }
    writer.close("tbody", "table")
  }

  /// The row and cell around a component.
  mutating func cell(_ attributes: MJMLAttributes) {
    writer.raw("<tr>")
    writer.open(
      "td", [("align", attributes["align"]), ("class", attributes["css-class"])],
      [("background", attributes["container-background-color"]), ("font-size", "0px")]
        + attributes.styles(MJMLAttributes.paddings) + [("word-break", "break-word")])
  }

  mutating func group(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    checkDynamicColumns(node)
    let name = columnClass(attributes, context)
    let background = attributes["background-color"]
    writer.open(
      "div", [("class", name)],
      [
        ("font-size", "0"), ("line-height", "0"), ("text-align", "left"),
        ("display", "inline-block"), ("width", "100%"), ("direction", attributes["direction"]),
        ("vertical-align", attributes["vertical-align"]), ("background-color", background),
      ])
    writer.outlook()
    writer.open(
      "table", [("bgcolor", background == "none" ? nil : background)], isPresentation: true)
    writer.raw("<tr>")
    writer.endOutlook()
    var inner = Context()
    inner.width = columnPixels(attributes, context) - Double(attributes.horizontalPadding)
    inner.siblings = max(1, node.layoutCount)
    inner.isInGroup = true
    inner.parentClasses = MJMLHead.classes(node)
    children(of: node, inner) { renderer, child, context in
      guard child.name == "mj-column" else { return }
      let column = renderer.attributes(child, context)
      renderer.writer.outlook()
      renderer.writer.open(
        "td", [],
        [
          ("align", column["align"]), ("vertical-align", column["vertical-align"]),
          ("width", MJMLUnits.pixels(renderer.columnPixels(column, context))),
        ])
      renderer.writer.endOutlook()
      renderer.column(child, column, context)
      renderer.writer.outlook()
      renderer.writer.close("td")
      renderer.writer.endOutlook()
    }
    writer.outlook()
    writer.close("tr", "table")
    writer.endOutlook()
    writer.close("div")
  }
}
