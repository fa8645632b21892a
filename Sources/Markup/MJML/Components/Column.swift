/// `mj-column` and `mj-group`.
extension MJMLRenderer {
  private func columnWidth(_ attributes: MJMLAttributes, _ context: Context)
    -> (value: Double, unit: String)
  {
    if let width = attributes.text(.width) { return MJMLUnits.width(width) }
    return (100 / Double(max(1, context.siblings)), "%")
  }

  /// The width of a column in pixels, as Outlook needs it.
  func columnPixels(_ attributes: MJMLAttributes, _ context: Context) -> Double {
    let width = columnWidth(attributes, context)
    return width.unit == "%" ? context.width * width.value / 100 : width.value
  }

  // Starts the `div` of a column or group: its class says how wide it is on a large screen.
  private mutating func beginColumn(_ attributes: MJMLAttributes, _ context: Context) {
    let width = columnWidth(attributes, context)
    let number = MJMLUnits.text(width.value)
    let part =
      number.utf8.contains(UInt8(ascii: ".")) ? number.replacing(".", with: "-") : number
    let name = (width.unit == "%" ? "mj-column-per-" : "mj-column-px-") + part
    addMediaQuery(name, number + width.unit)
    writer.begin("div")
    writer.beginAttribute("class")
    writer.part(text: name)
    writer.part(" mj-outlook-group-fix")
    if let own = attributes[.cssClass] {
      writer.part(" ")
      writer.part(own)
    }
    writer.endAttribute()
  }

  private func mobileWidth(_ attributes: MJMLAttributes, _ context: Context) -> String {
    guard context.isInGroup else { return "100%" }
    guard let own = attributes.text(.width) else {
      return "\(100 / max(1, context.siblings))%"
    }
    let width = MJMLUnits.width(own)
    if width.unit == "%" { return own }
    return MJMLUnits.text(width.value / max(1, context.width.rounded(.down)) * 100) + "%"
  }

  private static let outer: [MJMLAttributeName] =
    [.backgroundColor] + MJMLAttributeName.borders + [.borderRadius, .verticalAlign]

  mutating func column(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    beginColumn(attributes, context)
    writer.style("font-size", "0px")
    writer.style("text-align", "left")
    writer.style("direction", attributes[.direction])
    writer.style("display", "inline-block")
    writer.style("vertical-align", attributes[.verticalAlign])
    writer.style("width", text: mobileWidth(attributes, context))
    writer.end()
    let hasGutter = MJMLAttributeName.paddings.contains { attributes[$0] != nil }
    if hasGutter {
      writer.begin("table", isPresentation: true)
      writer.attribute("width", "100%")
      writer.end()
      writer.raw("<tbody><tr>")
      writer.begin("td")
      writer.styles(attributes, Self.outer)
      writer.styles(attributes, MJMLAttributeName.paddings)
      writer.end()
    }
    writer.begin("table", isPresentation: true)
    writer.attribute("width", "100%")
    if hasGutter {
      writer.style("background-color", attributes[.innerBackgroundColor])
      writer.styles(attributes, MJMLAttributeName.innerBorders, as: MJMLAttributeName.borders)
      writer.style("border-radius", attributes[.innerBorderRadius])
    } else {
      writer.styles(attributes, Self.outer)
    }
    writer.end()
    writer.raw("<tbody>")
    columnChildren(node, attributes, context)
    writer.raw("</tbody></table>")
    if hasGutter { writer.raw("</td></tr></tbody></table>") }
    writer.raw("</div>")
  }

  private mutating func columnChildren(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    var inner = Context()
    inner.parentClasses = MJMLHead.classes(node)
    inner.siblings = max(1, node.layoutCount)
    let innerBorders =
      attributes.border(.left, of: MJMLAttributeName.innerBorders)
      + attributes.border(.right, of: MJMLAttributeName.innerBorders)
    inner.width =
      columnPixels(attributes, context)
      - Double(attributes.horizontalPadding + attributes.horizontalBorder + innerBorders)
    children(of: node, inner) { renderer, child, context in
      let attributes = renderer.attributes(child, context)
      renderer.cell(attributes)
      renderer.component(child, attributes, context)
      renderer.writer.raw("</td></tr>")
    }
  }

  /// The row and cell around a component.
  mutating func cell(_ attributes: MJMLAttributes) {
    writer.raw("<tr>")
    writer.begin("td")
    writer.attribute("align", attributes[.align])
    writer.attribute("class", attributes[.cssClass])
    writer.style("background", attributes[.containerBackgroundColor])
    writer.style("font-size", "0px")
    writer.styles(attributes, MJMLAttributeName.paddings)
    writer.style("word-break", "break-word")
    writer.end()
  }

  mutating func group(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    checkDynamicColumns(node)
    let background = attributes[.backgroundColor]
    beginColumn(attributes, context)
    writer.style("font-size", "0")
    writer.style("line-height", "0")
    writer.style("text-align", "left")
    writer.style("display", "inline-block")
    writer.style("width", "100%")
    writer.style("direction", attributes[.direction])
    writer.style("vertical-align", attributes[.verticalAlign])
    writer.style("background-color", background)
    writer.end()
    writer.outlook()
    writer.begin("table", isPresentation: true)
    writer.attribute("bgcolor", background?.text == "none" ? nil : background)
    writer.end()
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
      renderer.writer.begin("td")
      renderer.writer.style("align", column[.align])
      renderer.writer.style("vertical-align", column[.verticalAlign])
      renderer.writer.style(
        "width", text: MJMLUnits.pixels(renderer.columnPixels(column, context)))
      renderer.writer.end()
      renderer.writer.endOutlook()
      renderer.column(child, column, context)
      renderer.writer.outlook()
      renderer.writer.raw("</td>")
      renderer.writer.endOutlook()
    }
    writer.outlook()
    writer.raw("</tr></table>")
    writer.endOutlook()
    writer.raw("</div>")
  }
}
