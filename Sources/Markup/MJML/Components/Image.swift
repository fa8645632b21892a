/// `mj-image`.
extension MJMLRenderer {
  mutating func image(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    let box =
      context.width - Double(attributes.horizontalPadding + attributes.horizontalBorder)
    let own = attributes.text(.width).map { Double(MJMLUnits.integer($0)) }
    let width = min(box, own ?? box)
    let isFull = attributes.has(.fullWidth, "full-width")
    let isFluid = attributes.has(.fluidOnMobile, "true")
    let pixels = MJMLUnits.pixels(width)
    addImageStyle()
    writer.begin("table", isPresentation: true)
    if isFluid { writer.attribute("class", "mj-full-width-mobile") }
    if isFull {
      writer.style("min-width", "100%")
      writer.style("max-width", "100%")
      writer.style("width", text: pixels)
    }
    writer.style("border-collapse", "collapse")
    writer.style("border-spacing", "0px")
    writer.end()
    writer.raw("<tbody><tr>")
    writer.begin("td")
    if isFluid { writer.attribute("class", "mj-full-width-mobile") }
    if !isFull { writer.style("width", text: pixels) }
    writer.end()
    if let href = attributes[.href] {
      writer.begin("a")
      writer.attribute("href", href)
      writer.attribute("target", attributes[.target])
      writer.attribute("rel", attributes[.rel])
      writer.attribute("name", attributes[.name])
      writer.attribute("title", attributes[.title])
      writer.end()
    }
    if let dark = darkImage(node) {
      picture(attributes, attributes[.src], width, isFull, className: dark.light)
      writer.raw("<!--[if !mso]><!-->")
      picture(attributes, dark.source, width, isFull, className: dark.dark)
      writer.raw("<!--<![endif]-->")
    } else {
      picture(attributes, attributes[.src], width, isFull, className: nil)
    }
    if attributes[.href] != nil { writer.raw("</a>") }
    writer.raw("</td></tr></tbody></table>")
  }

  private mutating func addImageStyle() {
    guard !usedStyles.contains("mj-image") else { return }
    addStyle(
      "mj-image",
      """
      @media only screen and (max-width:\(head.breakpoint - 1)px) {
      table.mj-full-width-mobile { width: 100% !important; }
      td.mj-full-width-mobile { width: auto !important; }
      }

      """)
  }

  // A picture with a class has a twin for the other colour scheme, hidden where nothing is known
  // about schemes.
  private mutating func picture(
    _ attributes: MJMLAttributes, _ source: MJMLValue?, _ width: Double, _ isFull: Bool,
    className: String?
  ) {
    let isTwin = className?.hasSuffix("-dark") == true
    let height = attributes[.height]
    writer.begin("img")
    writer.attribute("alt", attributes.raw(.alt))
    if let className { writer.attribute("class", text: className) }
    writer.attribute("src", source)
    if !isTwin { writer.attribute("srcset", attributes[.srcset]) }
    writer.attribute("sizes", attributes[.sizes])
    writer.attribute("title", attributes[.title])
    writer.attribute("width", text: MJMLUnits.text(width))
    writer.attribute("usemap", attributes[.usemap])
    if let height {
      if height.text == "auto" || height.text.utf8.contains(UInt8(ascii: "{")) {
        writer.attribute("height", height)
      } else {
        writer.attribute("height", text: String(MJMLUnits.integer(height.text)))
      }
    }
    writer.styles(attributes, MJMLAttributeName.borders)
    writer.style("border-radius", attributes[.borderRadius])
    if isTwin {
      writer.style("display", "none")
      writer.style("mso-hide", "all")
    } else {
      writer.style("display", "block")
    }
    writer.style("outline", "none")
    writer.style("text-decoration", "none")
    writer.style("height", height)
    writer.style("max-height", attributes[.maxHeight])
    if isFull { writer.style("min-width", "100%") }
    writer.style("width", "100%")
    if isFull { writer.style("max-width", "100%") }
    writer.style("font-size", attributes[.fontSize])
    writer.end(isVoid: true)
  }
}
