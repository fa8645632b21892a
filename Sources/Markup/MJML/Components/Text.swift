/// `mj-text`, `mj-table`, `mj-divider` and `mj-spacer`.
extension MJMLRenderer {
  mutating func text(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    let height = attributes["height"]
    if let height {
      writer.outlook()
      writer.raw(
        "<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr>"
          + "<td height=\"\(height)\" style=\"vertical-align:top;height:\(height);\">")
      writer.endOutlook()
    }
    writer.open(
      "div", [],
      attributes.styles([
        "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "line-height",
      ]) + [("text-align", attributes["align"])]
        + attributes.styles(["text-decoration", "text-transform", "color", "height"]))
    content(node)
    writer.close("div")
    if height != nil {
      writer.outlook()
      writer.close("td", "tr", "table")
      writer.endOutlook()
    }
  }

  mutating func table(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    var width = attributes["width"]
    if let text = width, text != "auto" {
      let parsed = MJMLUnits.width(text)
      if parsed.unit != "%" { width = MJMLUnits.text(parsed.value) }
    }
    writer.open(
      "table",
      [
        ("cellpadding", attributes["cellpadding"]), ("cellspacing", attributes["cellspacing"]),
        ("role", attributes["role"]), ("width", width), ("border", "0"),
      ],
      attributes.styles([
        "color", "font-family", "font-size", "line-height", "table-layout", "width", "border",

      ]))
    content(node)
    writer.close("table")
  }

  mutating func spacer(_ attributes: MJMLAttributes) {
    writer.open(
      "div", [], [("height", attributes["height"]), ("line-height", attributes["height"])])
    writer.raw("&#8202;</div>")
  }

  mutating func divider(_ attributes: MJMLAttributes, _ context: Context) {
    let margin: String
    switch attributes["align"] {
    case "left": margin = "0px"
    case "right": margin = "0px 0px 0px auto"
    default: margin = "0px auto"
    }
    let line = ["border-style", "border-width", "border-color"].compactMap { attributes[$0] }
    let style: MJMLStyle = [
      ("border-top", line.joined(separator: " ")), ("font-size", "1px"), ("margin", margin),
    ]
    writer.open("p", [], style + [("width", attributes["width"])])
    writer.close("p")
    let width = MJMLUnits.width(attributes["width"] ?? "100%")
    let room = context.width.rounded(.towardZero) - Double(attributes.horizontalPadding)
    let pixels: Double
    switch width.unit {
    case "%": pixels = room * width.value.rounded(.towardZero) / 100
    case "px": pixels = width.value
    default: pixels = room
    }
    writer.outlook()
    writer.open(
      "table",
      [("align", attributes["align"]), ("width", MJMLUnits.pixels(pixels))],
      style + [("width", MJMLUnits.pixels(pixels))], isPresentation: true)
    writer.raw("<tr><td style=\"height:0;line-height:0;\"> &nbsp;</td></tr></table>")
    writer.endOutlook()
  }
}
