/// `mj-hero`.
extension MJMLRenderer {
  mutating func hero(_ node: MJMLNode, _ context: Context) {
    let attributes = attributes(node, context)
    let outer = MJMLValue(MJMLUnits.pixels(context.width))
    let url = attributes[.backgroundUrl]
    writer.outlook()
    writer.open(
      "table",
      [
        ("align", "center"),
        ("width", MJMLValue(MJMLUnits.text(context.width.rounded(.towardZero)))),
      ], [("width", outer)], isPresentation: true)
    writer.raw("<tr><td style=\"line-height:0;font-size:0;mso-line-height-rule:exactly;\">")
    writer.open(
      "v:image", [("src", url), ("xmlns:v", "urn:schemas-microsoft-com:vml")],
      [
        ("border", "0"), ("height", attributes[.backgroundHeight]),
        ("mso-position-horizontal", "center"), ("position", "absolute"), ("top", "0"),
        ("width", attributes[.backgroundWidth] ?? outer), ("z-index", "-3"),
      ], isVoid: true)
    writer.endOutlook()
    writer.open(
      "div", [("align", attributes[.align]), ("class", attributes[.cssClass])],
      [("margin", "0 auto"), ("max-width", outer)])
    writer.open("table", [], [("width", "100%")], isPresentation: true)
    writer.raw("<tbody><tr style=\"vertical-align:top;\">")
    mode(node, attributes, context)
    writer.close("tr", "tbody", "table", "div")
    writer.outlook()
    writer.close("td", "tr", "table")
    writer.endOutlook()
  }

  private mutating func mode(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    let url = attributes[.backgroundUrl]
    let parts = [
      attributes.text(.backgroundColor), url.map { "url('\($0.text)')" },
      url.map { _ in "no-repeat" },
      url.map { _ in "\(attributes.text(.backgroundPosition) ?? "center center") / cover" },
    ]
    let style: MJMLStyle =
      [
        ("background", MJMLValue(parts.compactMap { $0 }.joined(separator: " "))),
        ("background-position", attributes[.backgroundPosition]),
        ("background-repeat", "no-repeat"), ("border-radius", attributes[.borderRadius]),
      ] + attributes.styles(MJMLAttributeName.paddings + [.verticalAlign])
    if attributes.has(.mode, "fluid-height") {
      let width = Double(MJMLUnits.integer(attributes.text(.backgroundWidth) ?? ""))
      let height = Double(MJMLUnits.integer(attributes.text(.backgroundHeight) ?? ""))
      let ratio = width > 0 ? (height / width * 100).rounded() : 0
      let side: MJMLStyle = [
        ("width", "0.01%"), ("padding-bottom", MJMLValue(MJMLUnits.text(ratio) + "%")),
        ("mso-padding-bottom-alt", "0"),
      ]
      writer.open("td", [], side, isVoid: true)
      writer.open("td", [("background", url)], style)
      heroContent(node, attributes, context)
      writer.close("td")
      writer.open("td", [], side, isVoid: true)
      return
    }
    let height =
      MJMLUnits.integer(attributes.text(.height) ?? "0") - attributes.side(.top)
      - attributes.side(.bottom)
    writer.open(
      "td", [("background", url), ("height", "\(height)")],
      style + [("height", "\(height)px")])
    heroContent(node, attributes, context)
    writer.close("td")
  }

  private mutating func heroContent(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    let outer = MJMLValue(MJMLUnits.pixels(context.width))
    let paddings = zip(MJMLAttributeName.paddings, MJMLAttributeName.innerPaddings).map {
      ($0.text, attributes[$1])
    }
    let inner: MJMLStyle = [("width", "100%"), ("margin", "0px")]
    writer.outlook()
    writer.open(
      "table",
      [
        ("align", attributes[.align]), ("border", "0"), ("cellpadding", "0"),
        ("cellspacing", "0"), ("width", MJMLValue(MJMLUnits.text(context.width))),
      ], [("width", outer)])
    writer.raw("<tr>")
    writer.open(
      "td", [],
      [("background-color", attributes[.innerBackgroundColor])] + paddings)
    writer.endOutlook()
    writer.open(
      "div", [("align", attributes[.align]), ("class", "mj-hero-content")],
      [
        ("background-color", attributes[.innerBackgroundColor]),
        ("float", attributes[.align]), ("margin", "0px auto"), ("width", attributes[.width]),
      ])
    writer.open("table", [], inner, isPresentation: true)
    writer.raw("<tbody><tr>")
    writer.open("td", [], paddings)
    writer.open("table", [], inner, isPresentation: true)
    writer.raw("<tbody>")
    var child = Context()
    child.width = context.width - Double(attributes.horizontalPadding)
    child.siblings = max(1, node.layoutCount)
    child.parentClasses = MJMLHead.classes(node)
    children(of: node, child) { renderer, element, context in
      let attributes = renderer.attributes(element, context)
      renderer.cell(attributes)
      renderer.component(element, attributes, context)
      renderer.writer.close("td", "tr")
    }
    writer.close("tbody", "table", "td", "tr", "tbody", "table", "div")
    writer.outlook()
    writer.close("td", "tr", "table")
    writer.endOutlook()
  }
}
