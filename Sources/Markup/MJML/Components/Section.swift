/// `mj-section` and `mj-wrapper`, which is a section of sections.
extension MJMLRenderer {
  private struct Frame {
    let attributes: MJMLAttributes
    let width: Double
    let isFullWidth: Bool
    let url: String?
    let background: MJMLStyle
    let outlookClasses: String?
    let gap: String?
    let hasGap: Bool

    init(_ attributes: MJMLAttributes, _ context: Context) {
      self.attributes = attributes
      width = context.width
      isFullWidth = attributes["full-width"] == "full-width"
      url = attributes["background-url"]
      background = MJMLBackground(attributes).style
      outlookClasses = MJMLRenderer.outlookClasses(attributes)
      gap = context.gap
      hasGap = context.hasGap
    }

    var hasRadius: Bool { attributes["border-radius"] != nil }
  }

  mutating func section(_ node: MJMLNode, _ context: Context) {
    checkDynamicColumns(node)
    let attributes = attributes(node, context)
    frame(Frame(attributes, context)) { renderer in renderer.columns(node, attributes, context) }
  }

  mutating func wrapper(_ node: MJMLNode, _ context: Context) {
    let attributes = attributes(node, context)
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
      renderer.writer.open(
        "td", [("class", MJMLRenderer.outlookClasses(column)), ("align", column["align"])],
        [("vertical-align", column["vertical-align"]), ("width", MJMLUnits.pixels(width))])
      renderer.writer.endOutlook()
      if child.name == "mj-column" {
        renderer.column(child, column, context)
      } else {
        renderer.group(child, column, context)
      }
      renderer.writer.outlook()
      renderer.writer.close("td")
      renderer.writer.endOutlook()
    }
    writer.outlook()
    writer.close("tr")
    writer.endOutlook()
  }

  private mutating func sections(
    _ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context
  ) {
    let inner = inner(node, attributes, context)
    let outer = MJMLUnits.pixels(context.width)
    let gap = attributes["gap"]
    var isFirst = true
    children(of: node, inner) { renderer, child, context in
      var context = context
      context.hasGap = gap != nil
      if !isFirst { context.gap = gap }
      isFirst = false
      let own = renderer.attributes(child, context)
      renderer.writer.outlook()
      renderer.writer.raw("<tr>")
      renderer.writer.open(
        "td",
        [
          ("align", own["align"]), ("class", MJMLRenderer.outlookClasses(own)), ("width", outer),
        ])
      renderer.writer.endOutlook()
      renderer.block(child, context)
      renderer.writer.outlook()
      renderer.writer.close("td", "tr")
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
    writer.open(
      "table",
      [
        ("align", "center"), ("class", frame.attributes["css-class"]),
        ("background", frame.url),
      ],
      frame.background + [("width", "100%")], isPresentation: true)
    writer.raw("<tbody><tr><td>")
    if frame.url != nil { openVML(frame) }
    openOutlook(frame)
    box(frame, contents)
    closeOutlook()
    if frame.url != nil { closeVML() }
    writer.close("td", "tr", "tbody", "table")
  }

  private mutating func openOutlook(_ frame: Frame) {
    writer.outlook()
    writer.open(
      "table",
      [
        ("align", "center"), ("class", frame.outlookClasses),
        ("width", MJMLUnits.text(frame.width)),
        ("bgcolor", frame.hasGap ? nil : frame.attributes["background-color"]),
      ],
      [("width", MJMLUnits.pixels(frame.width)), ("padding-top", frame.gap)],
      isPresentation: true)
    writer.raw(
      "<tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\">")
    writer.endOutlook()
  }

  private mutating func closeOutlook() {
    writer.outlook()
    writer.close("td", "tr", "table")
    writer.endOutlook()
  }

  private mutating func box(_ frame: Frame, _ contents: (inout MJMLRenderer) -> Void) {
    let attributes = frame.attributes
    let background = frame.isFullWidth ? [] : frame.background
    writer.open(
      "div", [("class", frame.isFullWidth ? nil : attributes["css-class"])],
      background + [
        ("margin", "0px auto"), ("max-width", MJMLUnits.pixels(frame.width)),
        ("margin-top", frame.gap), ("border-radius", attributes["border-radius"]),
        ("overflow", frame.hasRadius ? "hidden" : nil),
      ])
    if frame.url != nil { writer.raw("<div style=\"line-height:0;font-size:0;\">") }
    writer.open(
      "table",
      [("align", "center"), ("background", frame.isFullWidth ? nil : frame.url)],
      background + [
        ("width", "100%"), ("border-collapse", frame.hasRadius ? "separate" : nil),
      ], isPresentation: true)
    writer.raw("<tbody><tr>")
    writer.open(
      "td", [],
      attributes.styles(MJMLAttributes.borders + ["border-radius", "direction"]) + [
        ("font-size", "0px")
      ] + attributes.styles(MJMLAttributes.paddings + ["text-align"]))
    writer.outlook()
    writer.raw("<table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\">")
    writer.endOutlook()
    contents(&self)
    writer.outlook()
    writer.close("table")
    writer.endOutlook()
    writer.close("td", "tr", "tbody", "table")
    if frame.url != nil { writer.close("div") }
    writer.close("div")
  }

  private mutating func openVML(_ frame: Frame) {
    writer.outlook()
    writer.open(
      "v:rect",
      [("xmlns:v", "urn:schemas-microsoft-com:vml"), ("fill", "true"), ("stroke", "false")],
      frame.isFullWidth
        ? [("mso-width-percent", "1000")] : [("width", MJMLUnits.pixels(frame.width))])
    writer.open("v:fill", MJMLBackground(frame.attributes).fillAttributes, isVoid: true)
    writer.raw("<v:textbox style=\"mso-fit-shape-to-text:true\" inset=\"0,0,0,0\">")
    writer.endOutlook()
  }

  private mutating func closeVML() {
    writer.outlook()
    writer.close("v:textbox", "v:rect")
    writer.endOutlook()
  }
}
