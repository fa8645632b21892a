/// `mj-image`.
extension MJMLRenderer {
  mutating func image(_ attributes: MJMLAttributes, _ context: Context) {
    let box =
      context.width - Double(attributes.horizontalPadding + attributes.horizontalBorder)
    let own = attributes["width"].map { Double(MJMLUnits.integer($0)) }
    let width = min(box, own ?? box)
    let isFull = attributes["full-width"] == "full-width"
    let isFluid = attributes["fluid-on-mobile"] == "true"
    let fluid = isFluid ? "mj-full-width-mobile" : nil
    let pixels = MJMLUnits.pixels(width)
    addStyle(
      "mj-image",
      """
      @media only screen and (max-width:\(head.breakpoint - 1)px) {
      table.mj-full-width-mobile { width: 100% !important; }
      td.mj-full-width-mobile { width: auto !important; }
      }

      """)
    writer.open(
      "table", [("class", fluid)],
      [
        ("min-width", isFull ? "100%" : nil), ("max-width", isFull ? "100%" : nil),
        ("width", isFull ? pixels : nil), ("border-collapse", "collapse"),
        ("border-spacing", "0px"),
      ], isPresentation: true)
    writer.raw("<tbody><tr>")
    writer.open("td", [("class", fluid)], [("width", isFull ? nil : pixels)])
    if let href = attributes["href"] {
      writer.open(
        "a",
        [
          ("href", href), ("target", attributes["target"]), ("rel", attributes["rel"]),
          ("name", attributes["name"]), ("title", attributes["title"]),
        ])
    }
    let height = attributes["height"]
    writer.open(
      "img",
      [
        ("alt", attributes.raw("alt")), ("src", attributes["src"]),
        ("srcset", attributes["srcset"]), ("sizes", attributes["sizes"]),
        ("title", attributes["title"]), ("width", MJMLUnits.text(width)),
        ("usemap", attributes["usemap"]),
        (
          "height",
          height.map { $0 == "auto" || $0.contains("{") ? $0 : String(MJMLUnits.integer($0)) }
        ),
      ],
      attributes.styles(MJMLAttributes.borders + ["border-radius"]) + [
        ("display", "block"), ("outline", "none"), ("text-decoration", "none"),
        ("height", height), ("max-height", attributes["max-height"]),
        ("min-width", isFull ? "100%" : nil), ("width", "100%"),
        ("max-width", isFull ? "100%" : nil), ("font-size", attributes["font-size"]),
      ], isVoid: true)
    if attributes["href"] != nil { writer.close("a") }
    writer.close("td", "tr", "tbody", "table")
  }
}
