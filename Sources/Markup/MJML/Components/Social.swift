/// `mj-social` and its elements.
extension MJMLRenderer {
  private static let handedDown = [
    "border-radius", "color", "font-family", "font-size", "font-weight", "font-style", "icon-size",
    "icon-height", "icon-padding", "text-padding", "line-height", "text-decoration",
  ]

  mutating func social(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    var inner = context
    inner.parentClasses = MJMLHead.classes(node)
    for name in Self.handedDown { inner.inherited[name] = attributes[name] }
    inner.inherited["padding"] = attributes["inner-padding"]
    if attributes["mode"] == "vertical" {
      writer.open("table", [], [("margin", "0px")], isPresentation: true)
      writer.raw("<tbody>")
      children(of: node, inner) { renderer, child, context in
        renderer.socialElement(child, renderer.attributes(child, context))
      }
      writer.close("tbody", "table")
      return
    }
    let align = attributes["align"]
    writer.outlook()
    writer.open("table", [("align", align)], isPresentation: true)
    writer.raw("<tr>")
    writer.endOutlook()
    children(of: node, inner) { renderer, child, context in
      renderer.writer.outlook()
      renderer.writer.raw("<td>")
      renderer.writer.endOutlook()
      renderer.writer.open(
        "table", [("align", align)], [("float", "none"), ("display", "inline-table")],
        isPresentation: true)
      renderer.writer.raw("<tbody>")
      renderer.socialElement(child, renderer.attributes(child, context))
      renderer.writer.close("tbody", "table")
      renderer.writer.outlook()
      renderer.writer.close("td")
      renderer.writer.endOutlook()
    }
    writer.outlook()
    writer.close("tr", "table")
    writer.endOutlook()
  }

  private mutating func socialElement(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    let network = attributes["name"].flatMap { SocialNetwork.named($0) }
    var href = attributes["href"]
    if let share = network?.share, let address = href {
      href = share.replacing("[[URL]]", with: address)
    }
    writer.open("tr", [("class", attributes["css-class"])])
    let isIconFirst = attributes["icon-position"] != "right"
    if isIconFirst { icon(attributes, network, href) }
    socialText(node, attributes, href)
    if !isIconFirst { icon(attributes, network, href) }
    writer.close("tr")
  }

  private mutating func icon(
    _ attributes: MJMLAttributes, _ network: SocialNetwork?, _ href: String?
  ) {
    let size = attributes["icon-size"]
    let height = attributes["icon-height"] ?? size
    writer.open(
      "td", [], attributes.styles(MJMLAttributes.paddings + ["vertical-align"]))
    writer.open(
      "table", [],
      [
        ("background", attributes["background-color"] ?? network?.color),
        ("border-radius", attributes["border-radius"]), ("width", size),
      ], isPresentation: true)
    writer.raw("<tbody><tr>")
    writer.open(
      "td", [],
      [
        ("padding", attributes["icon-padding"]), ("font-size", "0"), ("height", height),
        ("vertical-align", "middle"), ("width", size),
      ])
    if let href {
      writer.open(
        "a", [("href", href), ("rel", attributes["rel"]), ("target", attributes["target"])])
    }
    writer.open(
      "img",
      [
        ("alt", attributes.raw("alt")), ("title", attributes["title"]),
        ("height", height.map { String(MJMLUnits.integer($0)) }),
        ("src", attributes["src"] ?? network?.icon), ("srcset", attributes["srcset"]),
        ("sizes", attributes["sizes"]), ("width", size.map { String(MJMLUnits.integer($0)) }),
      ], [("border-radius", attributes["border-radius"]), ("display", "block")], isVoid: true)
    if href != nil { writer.close("a") }
    writer.close("td", "tr", "tbody", "table", "td")
  }

  private mutating func socialText(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ href: String?
  ) {
    guard let range = node.content, !range.isEmpty else { return }
    writer.open(
      "td", [],
      [
        ("vertical-align", "middle"), ("padding", attributes["text-padding"]),
      ])
    let style = attributes.styles([
      "color", "font-size", "font-weight", "font-style", "font-family", "line-height",
      "text-decoration",
    ])
    if let href {
      writer.open(
        "a", [("href", href), ("rel", attributes["rel"]), ("target", attributes["target"])],
        style)
    } else {
      writer.open("span", [], style)
    }
    content(node)
    writer.close(href == nil ? "span" : "a", "td")
  }
}
