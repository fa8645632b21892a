/// `mj-accordion` and its elements.
extension MJMLRenderer {
  mutating func accordion(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    addStyle("mj-accordion", Self.accordionStyle)
    writer.open(
      "table", [("cellspacing", "0"), ("cellpadding", "0"), ("class", "mj-accordion")],
      [
        ("width", "100%"), ("border-collapse", "collapse"), ("border", attributes[.border]),
        ("border-bottom", "none"), ("font-family", attributes[.fontFamily]),
      ])
    writer.raw("<tbody>")
    var inner = context
    inner.parentClasses = MJMLHead.classes(node)
    inner.inherited = [:]
    for name in MJMLElement.handedDownByAccordion { inner.inherited[name] = attributes[name] }
    children(of: node, inner) { renderer, child, context in
      renderer.accordionElement(child, renderer.attributes(child, context), context)
    }
    writer.close("tbody", "table")
  }

  private mutating func accordionElement(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    writer.open("tr", [("class", attributes[.cssClass])])
    writer.open(
      "td", [], [("padding", "0px"), ("background-color", attributes[.backgroundColor])])
    writer.open(
      "label", [("class", "mj-accordion-element")],
      [("font-size", "13px"), ("font-family", attributes[.fontFamily])])
    writer.raw(
      "<!--[if !mso | IE]><!--><input class=\"mj-accordion-checkbox\" type=\"checkbox\" "
        + "style=\"display:none;\" /><!--<![endif]--><div>")
    var inner = context
    inner.parentClasses = MJMLHead.classes(node)
    inner.inherited = [:]
    for name in MJMLElement.handedDownByAccordion { inner.inherited[name] = attributes[name] }
    accordionTitle(node.first("mj-accordion-title"), inner)
    accordionText(node.first("mj-accordion-text"), inner)
    writer.raw("</div></label></td></tr>")
  }

  private mutating func part(_ node: MJMLNode?, _ name: String, _ context: Context)
    -> MJMLAttributes
  {
    attributes(node ?? MJMLNode(name: name, source: 0, range: 0..<0), context)
  }

  private mutating func accordionTitle(_ node: MJMLNode?, _ context: Context) {
    let attributes = part(node, "mj-accordion-title", context)
    writer.raw("<div class=\"mj-accordion-title\">")
    writer.open(
      "table", [("cellspacing", "0"), ("cellpadding", "0")],
      [("width", "100%"), ("border-bottom", attributes[.border])])
    writer.raw("<tbody><tr>")
    let isIconLast = !attributes.has(.iconPosition, "left")
    if !isIconLast { accordionIcons(attributes) }
    writer.open(
      "td", [("class", attributes[.cssClass])],
      [("width", "100%"), ("background-color", attributes[.backgroundColor])]
        + attributes.styles(
          [.color, .fontSize, .fontFamily, .fontWeight] + MJMLAttributeName.paddings))
    if let node { content(node) }
    writer.close("td")
    if isIconLast { accordionIcons(attributes) }
    writer.raw("</tr></tbody></table></div>")
  }

  private mutating func accordionIcons(_ attributes: MJMLAttributes) {
    writer.raw("<!--[if !mso | IE]><!-->")
    writer.open(
      "td", [("class", "mj-accordion-ico")],
      [
        ("padding", "16px"), ("background", attributes[.backgroundColor]),
        ("vertical-align", attributes[.iconAlign]),
      ])
    let icons: [(MJMLAttributeName, MJMLAttributeName, MJMLValue)] = [
      (.iconWrappedUrl, .iconWrappedAlt, "mj-accordion-more"),
      (.iconUnwrappedUrl, .iconUnwrappedAlt, "mj-accordion-less"),
    ]
    for (url, alt, name) in icons {
      writer.open(
        "img",
        [
          ("src", attributes[url]), ("alt", attributes[alt]), ("class", name),
        ],
        [
          ("display", "none"), ("width", attributes[.iconWidth]),
          ("height", attributes[.iconHeight]),
        ], isVoid: true)
    }
    writer.raw("</td><!--<![endif]-->")
  }

  private mutating func accordionText(_ node: MJMLNode?, _ context: Context) {
    let attributes = part(node, "mj-accordion-text", context)
    writer.raw("<div class=\"mj-accordion-content\">")
    writer.open(
      "table", [("cellspacing", "0"), ("cellpadding", "0")],
      [("width", "100%"), ("border-bottom", attributes[.border])])
    writer.raw("<tbody><tr>")
    writer.open(
      "td", [("class", attributes[.cssClass])],
      [("background", attributes[.backgroundColor])]
        + attributes.styles(
          [
            .color, .fontSize, .fontFamily, .fontWeight, .letterSpacing, .lineHeight,
          ] + MJMLAttributeName.paddings))
    if let node { content(node) }
    writer.raw("</td></tr></tbody></table></div>")
  }

  // Closed where the client knows the checkbox trick, open everywhere else.
  private static let accordionStyle: String = {
    let box = "input.mj-accordion-checkbox"
    let mozilla = ".moz-text-html \(box) + *"
    return """
      noinput.mj-accordion-checkbox { display:block!important; }
      @media yahoo, only screen and (min-width:0) {
      .mj-accordion-element { display:block; }
      \(box), .mj-accordion-less { display:none!important; }
      \(box) + * .mj-accordion-title { cursor:pointer; touch-action:manipulation; \
      -webkit-user-select:none; -moz-user-select:none; user-select:none; }
      \(box) + * .mj-accordion-content { overflow:hidden; display:none; }
      \(box) + * .mj-accordion-more { display:block!important; }
      \(box):checked + * .mj-accordion-content { display:block; }
      \(box):checked + * .mj-accordion-more { display:none!important; }
      \(box):checked + * .mj-accordion-less { display:block!important; }
      }
      \(mozilla) .mj-accordion-title { cursor: auto; touch-action: auto; \
      -webkit-user-select: auto; -moz-user-select: auto; user-select: auto; }
      \(mozilla) .mj-accordion-content { overflow: hidden; display: block; }
      \(mozilla) .mj-accordion-ico { display: none; }
      @goodbye { @gmail }

      """
  }()
}
