/// `mj-button`, with a VML shape for Outlook where `galley:bulletproof` asks for one.
extension MJMLRenderer {
  mutating func button(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    if attributes["galley:bulletproof"] != nil, attributes["href"] != nil {
      bulletproofButton(node, attributes)
      return
    }
    let background = attributes["background-color"]
    let tag = attributes["href"] == nil ? "p" : "a"
    writer.open(
      "table", [],
      [
        ("border-collapse", "separate"), ("width", attributes["width"]), ("line-height", "100%"),
      ], isPresentation: true)
    writer.raw("<tbody><tr>")
    writer.open(
      "td",
      [
        ("align", "center"), ("bgcolor", background == "none" ? nil : background),
        ("role", "presentation"), ("valign", attributes["vertical-align"]),
      ],
      attributes.styles(MJMLAttributes.borders + ["border-radius"]) + [("cursor", "auto")]
        + attributes.styles(["font-style", "height"]) + [
          ("mso-padding-alt", attributes["inner-padding"]),
          ("text-align", attributes["text-align"]), ("background", background),
        ])
    writer.open(
      tag,
      [
        ("href", attributes["href"]), ("name", attributes["name"]), ("rel", attributes["rel"]),
        ("title", attributes["title"]), ("target", tag == "a" ? attributes["target"] : nil),
      ],
      [
        ("display", "inline-block"), ("width", innerWidth(attributes)),
        ("background", background),
      ]
        + attributes.styles([
          "color", "font-family", "font-size", "font-style", "font-weight", "line-height",
          "letter-spacing",
        ]) + [("margin", "0")] + attributes.styles(["text-decoration", "text-transform"]) + [
          ("padding", attributes["inner-padding"]), ("mso-padding-alt", "0px"),
          ("border-radius", attributes["border-radius"]),
        ])
    content(node)
    writer.close(tag, "td", "tr", "tbody", "table")
  }

  private func innerWidth(_ attributes: MJMLAttributes) -> String? {
    guard let text = attributes["width"] else { return nil }
    let width = MJMLUnits.width(text)
    guard width.unit == "px" else { return nil }
    let padding =
      attributes.side(.left, of: "inner-padding") + attributes.side(.right, of: "inner-padding")
    return MJMLUnits.pixels(
      width.value.rounded(.towardZero) - Double(padding + attributes.horizontalBorder))
  }

  // Outlook ignores padding and radius of links, but draws a VML rectangle of a fixed size.
  private mutating func bulletproofButton(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    let width = attributes["width"].map { MJMLUnits.integer($0) } ?? 200
    let height = attributes["height"].map { MJMLUnits.integer($0) } ?? 40
    let radius = attributes["border-radius"].map { MJMLUnits.integer($0) } ?? 0
    let arc = height > 0 ? min(50, radius * 100 / height) : 0
    let background = attributes["background-color"]
    writer.raw("<!--[if mso]>")
    writer.open(
      "v:roundrect",
      [
        ("xmlns:v", "urn:schemas-microsoft-com:vml"),
        ("xmlns:w", "urn:schemas-microsoft-com:office:word"), ("href", attributes["href"]),
        ("arcsize", "\(arc)%"), ("stroke", "f"), ("fillcolor", background),
      ], [("height", "\(height)px"), ("v-text-anchor", "middle"), ("width", "\(width)px")])
    writer.raw("<w:anchorlock/>")
    writer.open(
      "center", [], attributes.styles(["color", "font-family", "font-size", "font-weight"]))
    content(node)
    writer.raw("</center></v:roundrect><![endif]--><!--[if !mso]><!-->")
    writer.open(
      "a", [("href", attributes["href"]), ("target", attributes["target"])],
      [
        ("background-color", background), ("display", "inline-block"),
        ("line-height", "\(height)px"), ("text-align", "center"), ("width", "\(width)px"),
        ("-webkit-text-size-adjust", "none"),
      ]
        + attributes.styles([
          "border-radius", "color", "font-family", "font-size", "font-weight", "text-decoration",
          "text-transform",
        ]))
    content(node)
    writer.raw("</a><!--<![endif]-->")
  }
}
