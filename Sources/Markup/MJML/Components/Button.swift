internal import Diagnostics

/// `mj-button`, with a VML shape for Outlook where `galley:bulletproof` asks for one.
extension MJMLRenderer {
  mutating func button(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    if let wish = attributes.text(.galleyBulletproof), wish != "false" {
      guard attributes[.href] == nil else {
        return bulletproofButton(node, attributes)
      }
      report(
        .warning, "bulletproof-link", "a bulletproof button needs an href", node.source,
        node.range, hint: "add href, or leave galley:bulletproof out")
    }
    let background = attributes[.backgroundColor]
    let isLink = attributes[.href] != nil
    writer.begin("table", isPresentation: true)
    writer.style("border-collapse", "separate")
    writer.style("width", attributes[.width])
    writer.style("line-height", "100%")
    writer.end()
    writer.raw("<tbody><tr>")
    writer.begin("td")
    writer.attribute("align", "center")
    if background?.text != "none" { writer.attribute("bgcolor", background) }
    writer.attribute("role", "presentation")
    writer.attribute("valign", attributes[.verticalAlign])
    writer.styles(attributes, MJMLAttributeName.borders)
    writer.style("border-radius", attributes[.borderRadius])
    writer.style("cursor", "auto")
    writer.style("font-style", attributes[.fontStyle])
    writer.style("height", attributes[.height])
    writer.style("mso-padding-alt", attributes[.innerPadding])
    writer.style("text-align", attributes[.textAlign])
    writer.style("background", background)
    writer.end()
    writer.begin(isLink ? "a" : "p")
    writer.attribute("href", attributes[.href])
    writer.attribute("name", attributes[.name])
    writer.attribute("rel", attributes[.rel])
    writer.attribute("title", attributes[.title])
    if isLink { writer.attribute("target", attributes[.target]) }
    writer.style("display", "inline-block")
    if let width = innerWidth(attributes) { writer.style("width", text: width) }
    writer.style("background", background)
    writer.styles(
      attributes,
      [.color, .fontFamily, .fontSize, .fontStyle, .fontWeight, .lineHeight, .letterSpacing])
    writer.style("margin", "0")
    writer.styles(attributes, [.textDecoration, .textTransform])
    writer.style("padding", attributes[.innerPadding])
    writer.style("mso-padding-alt", "0px")
    writer.style("border-radius", attributes[.borderRadius])
    writer.end()
    content(node)
    writer.raw(isLink ? "</a></td></tr></tbody></table>" : "</p></td></tr></tbody></table>")
  }

  private func innerWidth(_ attributes: MJMLAttributes) -> String? {
    guard let text = attributes.text(.width) else { return nil }
    let width = MJMLUnits.width(text)
    guard width.unit == "px" else { return nil }
    let padding =
      attributes.side(.left, of: MJMLAttributeName.innerPaddings)
      + attributes.side(.right, of: MJMLAttributeName.innerPaddings)
    return MJMLUnits.pixels(
      width.value.rounded(.towardZero) - Double(padding + attributes.horizontalBorder))
  }

  // Outlook ignores padding and radius of links, but draws a VML rectangle of a fixed size.
  private mutating func bulletproofButton(_ node: MJMLNode, _ attributes: MJMLAttributes) {
    let width = pixels(.width, 200, node, attributes)
    let height = pixels(.height, 40, node, attributes)
    let radius = attributes.text(.borderRadius).map { MJMLUnits.integer($0) } ?? 0
    let arc = height > 0 ? max(0, min(50, radius * 100 / height)) : 0
    let border = attributes.border(.left)
    writer.raw("<!--[if mso]>")
    writer.begin("v:roundrect")
    writer.attribute("xmlns:v", "urn:schemas-microsoft-com:vml")
    writer.attribute("xmlns:w", "urn:schemas-microsoft-com:office:word")
    writer.attribute("href", attributes[.href])
    writer.attribute("arcsize", text: "\(arc)%")
    if border > 0 {
      writer.attribute("strokeweight", text: "\(border)px")
      if let color = Self.borderColor(attributes) { writer.attribute("strokecolor", text: color) }
    } else {
      writer.attribute("stroke", "f")
    }
    if attributes.has(.backgroundColor, "none") || attributes.has(.backgroundColor, "transparent") {
      writer.attribute("fill", "f")
    } else {
      writer.attribute("fillcolor", attributes[.backgroundColor])
    }
    writer.style("height", text: "\(height)px")
    writer.style("v-text-anchor", "middle")
    writer.style("width", text: "\(width)px")
    writer.end()
    writer.raw("<w:anchorlock/>")
    writer.begin("center")
    writer.styles(attributes, [.color, .fontFamily, .fontSize, .fontStyle, .fontWeight])
    writer.end()
    content(node)
    writer.raw("</center></v:roundrect><![endif]--><!--[if !mso]><!-->")
    bulletproofLink(node, attributes, width, height)
    writer.raw("<!--<![endif]-->")
  }

  private mutating func bulletproofLink(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ width: Int, _ height: Int
  ) {
    writer.begin("a")
    writer.attribute("href", attributes[.href])
    writer.attribute("target", attributes[.target])
    writer.attribute("rel", attributes[.rel])
    writer.attribute("title", attributes[.title])
    if !attributes.has(.backgroundColor, "none") {
      writer.style("background-color", attributes[.backgroundColor])
    }
    writer.styles(attributes, MJMLAttributeName.borders)
    writer.style("display", "inline-block")
    writer.style("line-height", text: "\(height)px")
    writer.style("text-align", "center")
    writer.style("width", text: "\(width)px")
    writer.style("-webkit-text-size-adjust", "none")
    writer.styles(
      attributes,
      [
        .borderRadius, .color, .fontFamily, .fontSize, .fontStyle, .fontWeight, .letterSpacing,
        .textDecoration, .textTransform,
      ])
    writer.end()
    content(node)
    writer.raw("</a>")
  }

  private mutating func pixels(
    _ name: MJMLAttributeName, _ other: Int, _ node: MJMLNode, _ attributes: MJMLAttributes
  ) -> Int {
    if let text = attributes.text(name) {
      let size = MJMLUnits.width(text)
      if size.unit == "px", size.value > 0, !text.utf8.contains(UInt8(ascii: "{")) {
        return MJMLUnits.integer(text)
      }
      report(
        .error, "bulletproof-size",
        "`\(name.text)` of a bulletproof button is a number of pixels", node.source,
        node.place(of: name), hint: "Outlook draws a shape of a fixed size: write 200px")
      return other
    }
    report(
      .warning, "bulletproof-size",
      "a bulletproof button without `\(name.text)` is \(other) pixels \(name == .width ? "wide" : "high")",
      node.source, node.range, hint: "add \(name.text)=\"\(other)px\", or what the text needs")
    return other
  }

  private static func borderColor(_ attributes: MJMLAttributes) -> String? {
    attributes.text(.border)?.split(separator: " ").last.map(String.init)
  }
}
