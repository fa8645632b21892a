/// `mj-text`, `mj-table`, `mj-divider` and `mj-spacer`.
extension MJMLRenderer {
  mutating func text(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    let height = attributes[.height]
    if let height {
      writer.outlook()
      writer.raw(
        "<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr>")
      writer.begin("td")
      writer.attribute("height", height)
      writer.style("vertical-align", "top")
      writer.style("height", height)
      writer.end()
      writer.endOutlook()
    }
    writer.begin("div")
    writer.styles(
      attributes, [.fontFamily, .fontSize, .fontStyle, .fontWeight, .letterSpacing, .lineHeight])
    writer.style("text-align", attributes[.align])
    writer.styles(attributes, [.textDecoration, .textTransform, .color, .height])
    writer.end()
    content(node)
    writer.raw("</div>")
    if height != nil {
      writer.outlook()
      writer.raw("</td></tr></table>")
      writer.endOutlook()
    }
  }

  mutating func table(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    var width = attributes[.width]
    if let text = width?.text, text != "auto" {
      let parsed = MJMLUnits.width(text)
      if parsed.unit != "%" { width = MJMLValue(MJMLUnits.text(parsed.value)) }
    }
    writer.begin("table")
    writer.attribute("cellpadding", attributes[.cellpadding])
    writer.attribute("cellspacing", attributes[.cellspacing])
    writer.attribute("role", attributes[.role])
    writer.attribute("width", width)
    writer.attribute("border", "0")
    writer.styles(
      attributes, [.color, .fontFamily, .fontSize, .lineHeight, .tableLayout, .width, .border])
    writer.end()
    content(node)
    writer.raw("</table>")
  }

  mutating func spacer(_ attributes: MJMLAttributes) {
    writer.begin("div")
    writer.style("height", attributes[.height])
    writer.style("line-height", attributes[.height])
    writer.end()
    writer.raw("&#8202;</div>")
  }

  mutating func divider(_ attributes: MJMLAttributes, _ context: Context) {
    let width = MJMLUnits.width(attributes.text(.width) ?? "100%")
    let room = context.width.rounded(.towardZero) - Double(attributes.horizontalPadding)
    let pixels: Double
    switch width.unit {
    case "%": pixels = room * width.value.rounded(.towardZero) / 100
    case "px": pixels = width.value
    default: pixels = room
    }
    writer.begin("p")
    dividerStyle(attributes)
    writer.style("width", attributes[.width])
    writer.end()
    writer.raw("</p>")
    writer.outlook()
    writer.begin("table", isPresentation: true)
    writer.attribute("align", attributes[.align])
    writer.attribute("width", text: MJMLUnits.pixels(pixels))
    dividerStyle(attributes)
    writer.style("width", text: MJMLUnits.pixels(pixels))
    writer.end()
    writer.raw("<tr><td style=\"height:0;line-height:0;\"> &nbsp;</td></tr></table>")
    writer.endOutlook()
  }

  private mutating func dividerStyle(_ attributes: MJMLAttributes) {
    writer.beginStyle("border-top")
    var isFirst = true
    for name in [MJMLAttributeName.borderStyle, .borderWidth, .borderColor] {
      guard let value = attributes[name] else { continue }
      if !isFirst { writer.part(" ") }
      isFirst = false
      writer.part(value)
    }
    writer.endStyle()
    writer.style("font-size", "1px")
    switch attributes.text(.align) {
    case "left": writer.style("margin", "0px")
    case "right": writer.style("margin", "0px 0px 0px auto")
    default: writer.style("margin", "0px auto")
    }
  }
}
