/// `mj-navbar` and its links.
extension MJMLRenderer {
  mutating func navbar(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    addStyle("mj-navbar", navbarStyle)
    if attributes["hamburger"] == "hamburger" { hamburger(attributes) }
    writer.raw("<div class=\"mj-inline-links\">")
    writer.outlook()
    writer.open("table", [("align", attributes["align"])], isPresentation: true)
    writer.raw("<tr>")
    writer.endOutlook()
    let base = attributes["base-url"] ?? ""
    var inner = context
    inner.parentClasses = MJMLHead.classes(node)
    children(of: node, inner) { renderer, child, context in
      renderer.navbarLink(child, renderer.attributes(child, context), base)
    }
    writer.outlook()
    writer.close("tr", "table")
    writer.endOutlook()
    writer.close("div")
  }

  private mutating func navbarLink(_ node: MJMLNode, _ attributes: MJMLAttributes, _ base: String) {
    writer.outlook()
    writer.open(
      "td", [("class", MJMLRenderer.outlookClasses(attributes))],
      attributes.styles(MJMLAttributes.paddings))
    writer.endOutlook()
    let name = attributes["css-class"].map { "mj-link " + $0 } ?? "mj-link"
    writer.open(
      "a",
      [
        ("class", name), ("href", attributes["href"].map { base + $0 }),
        ("rel", attributes["rel"]), ("name", attributes["name"]),
        ("target", attributes["target"]),
      ],
      [("display", "inline-block")]
        + attributes.styles(
          [
            "color", "font-family", "font-size", "font-style", "font-weight", "letter-spacing",
            "line-height", "text-decoration", "text-transform",
          ] + MJMLAttributes.paddings))
    content(node)
    writer.close("a")
    writer.outlook()
    writer.close("td")
    writer.endOutlook()
  }

  private mutating func hamburger(_ attributes: MJMLAttributes) {
    let key = makeIdentifier()
    writer.raw(
      "<!--[if !mso]><!--><input type=\"checkbox\" id=\"\(key)\" class=\"mj-menu-checkbox\" "
        + "style=\"display:none !important; max-height:0; visibility:hidden;\" />"
        + "<!--<![endif]--><div class=\"mj-menu-trigger\" style=\"display:none;max-height:0px;"
        + "max-width:0px;font-size:0px;overflow:hidden;\">")
    writer.open(
      "label",
      [("for", key), ("class", "mj-menu-label"), ("align", attributes["ico-align"])],
      [
        ("display", "block"), ("cursor", "pointer"), ("mso-hide", "all"),
        ("-moz-user-select", "none"), ("user-select", "none"),
        ("color", attributes["ico-color"]), ("font-size", attributes["ico-font-size"]),
        ("font-family", attributes["ico-font-family"]),
        ("text-transform", attributes["ico-text-transform"]),
        ("text-decoration", attributes["ico-text-decoration"]),
        ("line-height", attributes["ico-line-height"]), ("padding", attributes["ico-padding"]),
        ("padding-top", attributes["ico-padding-top"]),
        ("padding-right", attributes["ico-padding-right"]),
        ("padding-bottom", attributes["ico-padding-bottom"]),
        ("padding-left", attributes["ico-padding-left"]),
      ])
    writer.raw(
      "<span class=\"mj-menu-icon-open\" style=\"mso-hide:all;\">"
        + "\(attributes["ico-open"] ?? "")</span>"
        + "<span class=\"mj-menu-icon-close\" style=\"display:none;mso-hide:all;\">"
        + "\(attributes["ico-close"] ?? "")</span></label></div>")
  }

  private var navbarStyle: String {
    let box = ".mj-menu-checkbox[type=\"checkbox\"]"
    return """
      noinput.mj-menu-checkbox { display:block!important; max-height:none!important; \
      visibility:visible!important; }
      @media only screen and (max-width:\(head.breakpoint - 1)px) {
      \(box) ~ .mj-inline-links { display:none!important; }
      \(box):checked ~ .mj-inline-links, \(box) ~ .mj-menu-trigger { display:block!important; \
      max-width:none!important; max-height:none!important; font-size:inherit!important; }
      \(box) ~ .mj-inline-links > a { display:block!important; }
      \(box):checked ~ .mj-menu-trigger .mj-menu-icon-close { display:block!important; }
      \(box):checked ~ .mj-menu-trigger .mj-menu-icon-open { display:none!important; }
      }

      """
  }
}
