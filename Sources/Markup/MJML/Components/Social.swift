/// `mj-social` and its elements.
extension MJMLRenderer {
  private static let handedDown: [MJMLAttributeName] = [
    .borderRadius, .color, .fontFamily, .fontSize, .fontWeight, .fontStyle, .iconSize, .iconHeight,
    .iconPadding, .textPadding, .lineHeight, .textDecoration,
  ]

  /// The link of an element; a share link has the address in its middle.
  private struct Link {
    var before = ""
    var address: MJMLValue
    var after = ""

    init(_ address: MJMLValue, _ network: SocialNetwork?) {
      self.address = address
      guard let share = network?.share, let mark = share.firstRange(of: "[[URL]]") else { return }
      before = String(share[..<mark.lowerBound])
      after = String(share[mark.upperBound...])
    }
  }

  private mutating func beginLink(_ link: Link, _ attributes: MJMLAttributes) {
    writer.begin("a")
    writer.beginAttribute("href")
    writer.part(text: link.before)
    writer.part(link.address)
    writer.part(text: link.after)
    writer.endAttribute()
    writer.attribute("rel", attributes[.rel])
    writer.attribute("target", attributes[.target])
  }

  mutating func social(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    var inner = context
    inner.parentClasses = MJMLHead.classes(node)
    for name in Self.handedDown { inner.inherited[name] = attributes[name] }
    inner.inherited[.padding] = attributes[.innerPadding]
    if attributes.has(.mode, "vertical") {
      writer.open("table", [], [("margin", "0px")], isPresentation: true)
      writer.raw("<tbody>")
      children(of: node, inner) { renderer, child, context in
        renderer.socialElement(child, renderer.attributes(child, context))
      }
      writer.close("tbody", "table")
      return
    }
    let align = attributes[.align]
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
    let network = attributes.text(.name).flatMap { SocialNetwork.named($0) }
    let link = attributes[.href].map { Link($0, network) }
    writer.open("tr", [("class", attributes[.cssClass])])
    let isIconFirst = !attributes.has(.iconPosition, "right")
    if isIconFirst { icon(attributes, network, link) }
    socialText(node, attributes, link)
    if !isIconFirst { icon(attributes, network, link) }
    writer.close("tr")
  }

  private mutating func icon(
    _ attributes: MJMLAttributes, _ network: SocialNetwork?, _ link: Link?
  ) {
    let size = attributes[.iconSize]
    let height = attributes[.iconHeight] ?? size
    writer.open(
      "td", [], attributes.styles(MJMLAttributeName.paddings + [.verticalAlign]))
    writer.open(
      "table", [],
      [
        ("background", attributes[.backgroundColor] ?? network.map { MJMLValue($0.color) }),
        ("border-radius", attributes[.borderRadius]), ("width", size),
      ], isPresentation: true)
    writer.raw("<tbody><tr>")
    writer.open(
      "td", [],
      [
        ("padding", attributes[.iconPadding]), ("font-size", "0"), ("height", height),
        ("vertical-align", "middle"), ("width", size),
      ])
    if let link {
      beginLink(link, attributes)
      writer.end()
    }
    writer.open(
      "img",
      [
        ("alt", attributes.raw(.alt)), ("title", attributes[.title]),
        ("height", height.map { MJMLValue(String(MJMLUnits.integer($0.text))) }),
        ("src", attributes[.src] ?? network.map { MJMLValue($0.icon) }),
        ("srcset", attributes[.srcset]),
        ("sizes", attributes[.sizes]),
        ("width", size.map { MJMLValue(String(MJMLUnits.integer($0.text))) }),
      ], [("border-radius", attributes[.borderRadius]), ("display", "block")], isVoid: true)
    if link != nil { writer.close("a") }
    writer.close("td", "tr", "tbody", "table", "td")
  }

  private mutating func socialText(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ link: Link?
  ) {
    guard let range = node.content, !range.isEmpty else { return }
    writer.open(
      "td", [],
      [
        ("vertical-align", "middle"), ("padding", attributes[.textPadding]),
      ])
    if let link { beginLink(link, attributes) } else { writer.begin("span") }
    writer.styles(
      attributes,
      [.color, .fontSize, .fontWeight, .fontStyle, .fontFamily, .lineHeight, .textDecoration])
    writer.end()
    content(node)
    writer.raw(link == nil ? "</span></td>" : "</a></td>")
  }
}
