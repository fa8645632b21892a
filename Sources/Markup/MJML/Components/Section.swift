internal import Diagnostics

/// `mj-section` and `mj-wrapper`, which is a section of sections.
extension MJMLRenderer {
  private struct Frame {
    let attributes: MJMLAttributes
    let width: Double
    let isFullWidth: Bool
    let background: MJMLBackground
    let gap: MJMLValue?
    let hasGap: Bool

    init(_ attributes: MJMLAttributes, _ context: Context) {
      self.attributes = attributes
      width = context.width
      isFullWidth = attributes.has(.fullWidth, "full-width")
      background = MJMLBackground(attributes)
      gap = context.gap
      hasGap = context.hasGap
    }

    var url: MJMLValue? { background.url }
    var hasRadius: Bool { attributes[.borderRadius] != nil }
  }

  mutating func section(_ node: MJMLNode, _ context: Context) {
    checkDynamicColumns(node)
    let attributes = attributes(node, context)
    frame(Frame(attributes, context)) { renderer in renderer.columns(node, attributes, context) }
  }

  mutating func wrapper(_ node: MJMLNode, _ context: Context) {
    let attributes = attributes(node, context)
    if attributes[.gap] != nil, node.variesChildren {
      report(
        .error, "dynamic-gap",
        "the gap of <mj-wrapper> stands between sections that a template tag repeats or hides",
        node.source, node.range, hint: "give the sections a padding-top in place of the gap")
    }
    frame(Frame(attributes, context)) { renderer in
      renderer.sections(node, attributes, context)
    }
  }

  private func inner(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) -> Context {
    var inner = Context()
    inner.width =
      context.width - Double(attributes.horizontalPadding + attributes.horizontalBorder)
    inner.siblings = max(1, node.layoutCount)
    inner.parentClasses = MJMLHead.classes(node)
    return inner
  }

  private mutating func columns(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    writer.outlook()
    writer.raw("<tr>")
    writer.endOutlook()
    children(of: node, inner(node, attributes, context)) { renderer, child, context in
      guard child.name == "mj-column" || child.name == "mj-group" else { return }
      let column = renderer.attributes(child, context)
      let width = renderer.columnPixels(column, context)
      renderer.writer.outlook()
      renderer.writer.begin("td")
      renderer.writer.attribute("class", MJMLRenderer.outlookClasses(column))
      renderer.writer.attribute("align", column[.align])
      renderer.writer.style("vertical-align", column[.verticalAlign])
      renderer.writer.style("width", text: MJMLUnits.pixels(width))
      renderer.writer.end()
      renderer.writer.endOutlook()
      if child.name == "mj-column" {
        renderer.column(child, column, context)
      } else {
        renderer.group(child, column, context)
      }
      renderer.writer.outlook()
      renderer.writer.raw("</td>")
      renderer.writer.endOutlook()
    }
    writer.outlook()
    writer.raw("</tr>")
    writer.endOutlook()
  }

  private mutating func sections(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    let inner = inner(node, attributes, context)
    let outer = MJMLUnits.pixels(context.width)
    let gap = attributes[.gap]
    var isFirst = true
    children(of: node, inner) { renderer, child, context in
      var context = context
      context.hasGap = gap != nil
      if !isFirst { context.gap = gap }
      isFirst = false
      let own = renderer.attributes(child, context)
      renderer.writer.outlook()
      renderer.writer.raw("<tr>")
      renderer.writer.begin("td")
      renderer.writer.attribute("align", own[.align])
      renderer.writer.attribute("class", MJMLRenderer.outlookClasses(own))
      renderer.writer.attribute("width", text: outer)
      renderer.writer.end()
      renderer.writer.endOutlook()
      renderer.block(child, context)
      renderer.writer.outlook()
      renderer.writer.raw("</td></tr>")
      renderer.writer.endOutlook()
    }
  }

  // MARK: Frame

  private mutating func frame(_ frame: Frame, _ contents: (inout MJMLRenderer) -> Void) {
    guard frame.isFullWidth else {
      openOutlook(frame)
      if frame.url != nil { openVML(frame) }
      box(frame, contents)
      if frame.url != nil { closeVML() }
      closeOutlook()
      return
    }
    writer.begin("table", isPresentation: true)
    writer.attribute("align", "center")
    writer.attribute("class", frame.attributes[.cssClass])
    writer.attribute("background", frame.url)
    frame.background.write(to: &writer)
    writer.style("width", "100%")
    writer.end()
    writer.raw("<tbody><tr><td>")
    if frame.url != nil { openVML(frame) }
    openOutlook(frame)
    box(frame, contents)
    closeOutlook()
    if frame.url != nil { closeVML() }
    writer.raw("</td></tr></tbody></table>")
  }

  private mutating func openOutlook(_ frame: Frame) {
    writer.outlook()
    writer.begin("table", isPresentation: true)
    writer.attribute("align", "center")
    writer.attribute("class", Self.outlookClasses(frame.attributes))
    writer.attribute("width", text: MJMLUnits.text(frame.width))
    if !frame.hasGap { writer.attribute("bgcolor", frame.attributes[.backgroundColor]) }
    writer.style("width", text: MJMLUnits.pixels(frame.width))
    writer.style("padding-top", frame.gap)
    writer.end()
    writer.raw(
      "<tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\">")
    writer.endOutlook()
  }

  private mutating func closeOutlook() {
    writer.outlook()
    writer.raw("</td></tr></table>")
    writer.endOutlook()
  }

  private mutating func box(_ frame: Frame, _ contents: (inout MJMLRenderer) -> Void) {
    let attributes = frame.attributes
    writer.begin("div")
    if !frame.isFullWidth {
      writer.attribute("class", attributes[.cssClass])
      frame.background.write(to: &writer)
    }
    writer.style("margin", "0px auto")
    writer.style("max-width", text: MJMLUnits.pixels(frame.width))
    writer.style("margin-top", frame.gap)
    writer.style("border-radius", attributes[.borderRadius])
    if frame.hasRadius { writer.style("overflow", "hidden") }
    writer.end()
    if frame.url != nil { writer.raw("<div style=\"line-height:0;font-size:0;\">") }
    writer.begin("table", isPresentation: true)
    writer.attribute("align", "center")
    if !frame.isFullWidth {
      writer.attribute("background", frame.url)
      frame.background.write(to: &writer)
    }
    writer.style("width", "100%")
    if frame.hasRadius { writer.style("border-collapse", "separate") }
    writer.end()
    writer.raw("<tbody><tr>")
    writer.begin("td")
    writer.styles(attributes, MJMLAttributeName.borders)
    writer.style("border-radius", attributes[.borderRadius])
    writer.style("direction", attributes[.direction])
    writer.style("font-size", "0px")
    writer.styles(attributes, MJMLAttributeName.paddings)
    writer.style("text-align", attributes[.textAlign])
    writer.end()
    writer.outlook()
    writer.raw("<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\">")
    writer.endOutlook()
    contents(&self)
    writer.outlook()
    writer.raw("</table>")
    writer.endOutlook()
    writer.raw("</td></tr></tbody></table>")
    if frame.url != nil { writer.raw("</div>") }
    writer.raw("</div>")
  }

  private mutating func openVML(_ frame: Frame) {
    writer.outlook()
    writer.open(
      "v:rect",
      [("xmlns:v", "urn:schemas-microsoft-com:vml"), ("fill", "true"), ("stroke", "false")],
      frame.isFullWidth
        ? [("mso-width-percent", "1000")]
        : [("width", MJMLValue(MJMLUnits.pixels(frame.width)))])
    writer.open("v:fill", frame.background.fillAttributes, isVoid: true)
    writer.raw("<v:textbox style=\"mso-fit-shape-to-text:true\" inset=\"0,0,0,0\">")
    writer.endOutlook()
  }

  private mutating func closeVML() {
    writer.outlook()
    writer.raw("</v:textbox></v:rect>")
    writer.endOutlook()
  }
}
