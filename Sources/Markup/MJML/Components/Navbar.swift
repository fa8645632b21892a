/// `mj-navbar` and its links.
extension MJMLRenderer {
  mutating func navbar(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    addStyle("mj-navbar", navbarStyle)
    if attributes.has(.hamburger, "hamburger") { hamburger(attributes) }
    writer.raw("<div class=\"mj-inline-links\">")
    writer.outlook()
    writer.open("table", [("align", attributes[.align])], isPresentation: true)
    writer.raw("<tr>")
    writer.endOutlook()
    let base = attributes[.baseUrl]
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

  private mutating func navbarLink(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ base: MJMLValue?
  ) {
    writer.outlook()
    writer.open(
      "td", [("class", Self.outlookClasses(attributes))],
      attributes.styles(MJMLAttributeName.paddings))
    writer.endOutlook()
    writer.begin("a")
    writer.beginAttribute("class")
    writer.part("mj-link")
    if let own = attributes[.cssClass] {
      writer.part(" ")
      writer.part(own)
    }
    writer.endAttribute()
    if let href = attributes[.href] {
      writer.beginAttribute("href")
      writer.part(base)
      writer.part(href)
      writer.endAttribute()
    }
    writer.attribute("rel", attributes[.rel])
    writer.attribute("name", attributes[.name])
    writer.attribute("target", attributes[.target])
    writer.style("display", "inline-block")
    writer.styles(
      attributes,
      [
        .color, .fontFamily, .fontSize, .fontStyle, .fontWeight, .letterSpacing, .lineHeight,
        .textDecoration, .textTransform,
      ])
    writer.styles(attributes, MJMLAttributeName.paddings)
    writer.end()
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
      [("for", MJMLValue(key)), ("class", "mj-menu-label"), ("align", attributes[.icoAlign])],
      [
        ("display", "block"), ("cursor", "pointer"), ("mso-hide", "all"),
        ("-moz-user-select", "none"), ("user-select", "none"),
        ("color", attributes[.icoColor]), ("font-size", attributes[.icoFontSize]),
        ("font-family", attributes[.icoFontFamily]),
        ("text-transform", attributes[.icoTextTransform]),
        ("text-decoration", attributes[.icoTextDecoration]),
        ("line-height", attributes[.icoLineHeight]), ("padding", attributes[.icoPadding]),
        ("padding-top", attributes[.icoPaddingTop]),
        ("padding-right", attributes[.icoPaddingRight]),
        ("padding-bottom", attributes[.icoPaddingBottom]),
        ("padding-left", attributes[.icoPaddingLeft]),
      ])
    writer.raw(
      "<span class=\"mj-menu-icon-open\" style=\"mso-hide:all;\">"
        + "\(attributes.text(.icoOpen) ?? "")</span>"
        + "<span class=\"mj-menu-icon-close\" style=\"display:none;mso-hide:all;\">"
        + "\(attributes.text(.icoClose) ?? "")</span></label></div>")
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
