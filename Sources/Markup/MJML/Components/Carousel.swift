internal import Diagnostics
internal import SourceText

/// `mj-carousel` and its images.
extension MJMLRenderer {
  private struct Carousel {
    var key: String
    var attributes: MJMLAttributes
    var images: [MJMLAttributes]
    var width: Double
    var thumbnailWidth: String

    var count: Int { images.count }

    /// One selector per image, joined: `start-1:state + * + * + end-1, start-2:state + * + end-2`.
    func selectors(_ start: String, _ state: String, _ end: (Int) -> String) -> String {
      (1...max(1, count)).map { index in
        ".mj-carousel-\(key)-\(start)-\(index):\(state) "
          + String(repeating: "+ * ", count: count - index) + "+ " + end(index)
      }.joined(separator: ",")
    }

    func previous(_ index: Int) -> Int { index == 1 ? count : index - 1 }
    func next(_ index: Int) -> Int { index == count ? 1 : index + 1 }
  }

  mutating func carousel(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    for case .template(let source, let span) in node.children {
      report(
        .error, "dynamic-carousel", "the number of images in <mj-carousel> cannot vary", source,
        span.range, hint: "write every <mj-carousel-image>, or use <mj-image> in a loop")
    }
    var inner = context
    inner.parentClasses = MJMLHead.classes(node)
    inner.inherited = [:]
    for name in [MJMLAttributeName.borderRadius, .tbBorder, .tbBorderRadius] {
      inner.inherited[name] = attributes[name]
    }
    let images = node.elements.map { self.attributes($0, inner) }
    guard !images.isEmpty else { return }
    let share = min(context.width.rounded(.down) / Double(images.count), 110)
    let carousel = Carousel(
      key: makeIdentifier(), attributes: attributes, images: images, width: context.width,
      thumbnailWidth: attributes.text(.tbWidth) ?? MJMLUnits.pixels(share))
    componentStyles.append(style(carousel))
    writer.raw("<!--[if !mso]><!--><div class=\"mj-carousel\">")
    radios(carousel)
    writer.open(
      "div", [("class", "mj-carousel-content mj-carousel-\(carousel.key)-content")],
      [
        ("display", "table"), ("width", "100%"), ("table-layout", "fixed"),
        ("text-align", "center"), ("font-size", "0px"),
      ])
    if !attributes.has(.thumbnails, "hidden") { thumbnails(carousel) }
    writer.open(
      "table", [("width", "100%"), ("class", "mj-carousel-main")],
      [
        ("caption-side", "top"), ("display", "table-caption"), ("table-layout", "fixed"),
        ("width", "100%"),
      ], isPresentation: true)
    writer.raw("<tbody><tr>")
    controls(carousel, "previous", attributes[.leftIcon])
    writer.raw("<td style=\"padding:0px;\"><div class=\"mj-carousel-images\">")
    for index in 1...carousel.count { slide(carousel, index, isHidden: index > 1) }
    writer.raw("</div></td>")
    controls(carousel, "next", attributes[.rightIcon])
    writer.raw("</tr></tbody></table></div></div><!--<![endif]--><!--[if mso]>")
    slide(carousel, 1, isHidden: false)
    writer.raw("<![endif]-->")
  }

  private mutating func radios(_ carousel: Carousel) {
    let key = carousel.key
    for index in 1...carousel.count {
      writer.open(
        "input",
        [
          (
            "class",
            "mj-carousel-radio mj-carousel-\(key)-radio mj-carousel-\(key)-radio-\(index)"
          ),
          ("checked", index == 1 ? "checked" : nil), ("type", "radio"),
          ("name", "mj-carousel-radio-\(key)"), ("id", "mj-carousel-\(key)-radio-\(index)"),
        ], [("display", "none"), ("mso-hide", "all")], isVoid: true)
    }
  }

  private mutating func thumbnails(_ carousel: Carousel) {
    let key = carousel.key
    let width = carousel.thumbnailWidth
    for (offset, image) in carousel.images.enumerated() {
      let index = offset + 1
      let name =
        "mj-carousel-thumbnail mj-carousel-\(key)-thumbnail mj-carousel-\(key)-thumbnail-\(index)"
        + (image.text(.cssClass).map { " \($0)-thumbnail" } ?? "")
      writer.open(
        "a", [("href", "#\(index)"), ("target", image[.target]), ("class", MJMLValue(name))],
        [
          ("border", image[.tbBorder]), ("border-radius", image[.tbBorderRadius]),
          ("display", "inline-block"), ("overflow", "hidden"), ("width", MJMLValue(width)),
        ])
      writer.open("label", [("for", "mj-carousel-\(key)-radio-\(index)")])
      writer.open(
        "img",
        [
          ("src", image[.thumbnailsSrc] ?? image[.src]), ("alt", image.raw(.alt)),
          ("width", MJMLValue(String(MJMLUnits.integer(width)))),
        ], [("display", "block"), ("width", "100%"), ("height", "auto")], isVoid: true)
      writer.close("label", "a")
    }
  }

  private mutating func controls(_ carousel: Carousel, _ direction: String, _ icon: MJMLValue?) {
    let width = carousel.attributes[.iconWidth]
    writer.open(
      "td", [("class", "mj-carousel-\(carousel.key)-icons-cell")],
      [("font-size", "0px"), ("display", "none"), ("mso-hide", "all"), ("padding", "0px")])
    writer.raw(
      "<div class=\"mj-carousel-\(direction)-icons\" style=\"display:none;mso-hide:all;\">")
    for index in 1...carousel.count {
      writer.open(
        "label",
        [
          ("for", "mj-carousel-\(carousel.key)-radio-\(index)"),
          ("class", "mj-carousel-\(direction) mj-carousel-\(direction)-\(index)"),
        ])
      writer.open(
        "img",
        [
          ("src", icon), ("alt", MJMLValue(direction)),
          ("width", width.map { MJMLValue(String(MJMLUnits.integer($0.text))) }),
        ], [("display", "block"), ("width", width), ("height", "auto")], isVoid: true)
      writer.close("label")
    }
    writer.raw("</div></td>")
  }

  private mutating func slide(_ carousel: Carousel, _ index: Int, isHidden: Bool) {
    let image = carousel.images[index - 1]
    let name = "mj-carousel-image mj-carousel-image-\(index)"
    writer.open(
      "div",
      [("class", image.text(.cssClass).map { MJMLValue(name + " " + $0) } ?? MJMLValue(name))],
      isHidden ? [("display", "none"), ("mso-hide", "all")] : [])
    if let href = image[.href] {
      writer.open("a", [("href", href), ("rel", image[.rel]), ("target", image[.target])])
    }
    writer.open(
      "img",
      [
        ("title", image[.title]), ("src", image[.src]), ("alt", image.raw(.alt)),
        ("width", MJMLValue(MJMLUnits.text(carousel.width.rounded(.down)))), ("border", "0"),
      ],
      [
        ("border-radius", image[.borderRadius]), ("display", "block"),
        ("width", MJMLValue(MJMLUnits.pixels(carousel.width))), ("max-width", "100%"),
        ("height", "auto"),
      ], isVoid: true)
    if image[.href] != nil { writer.close("a") }
    writer.close("div")
  }

  private func style(_ carousel: Carousel) -> String {
    let key = carousel.key
    let count = carousel.count
    let content = ".mj-carousel-content"
    let hidden = (0..<count).map {
      ".mj-carousel-\(key)-radio:checked " + String(repeating: "+ * ", count: $0)
        + "+ \(content) .mj-carousel-image"
    }.joined(separator: ",")
    let hovered = (0..<count).reversed().map {
      ".mj-carousel-\(key)-thumbnail:hover " + String(repeating: "+ * ", count: $0)
        + "+ .mj-carousel-main .mj-carousel-image"
    }.joined(separator: ",")
    let shown = carousel.selectors("radio", "checked") { "\(content) .mj-carousel-image-\($0)" }
    let next = carousel.selectors("radio", "checked") {
      "\(content) .mj-carousel-next-\(carousel.next($0))"
    }
    let previous = carousel.selectors("radio", "checked") {
      "\(content) .mj-carousel-previous-\(carousel.previous($0))"
    }
    let selected = carousel.selectors("radio", "checked") {
      "\(content) .mj-carousel-\(key)-thumbnail-\($0)"
    }
    let pointed = carousel.selectors("thumbnail", "hover") {
      ".mj-carousel-main .mj-carousel-image-\($0)"
    }
    let attributes = carousel.attributes
    let width = attributes.text(.iconWidth) ?? "44px"
    let cell = ".mj-carousel-\(key)-icons-cell"
    let chain = String(repeating: "+ *", count: max(0, count - 1))
    return """
      .mj-carousel { -webkit-user-select: none; -moz-user-select: none; user-select: none; }
      \(cell) { display: table-cell !important; width: \(width) !important; }
      .mj-carousel-radio, .mj-carousel-next, .mj-carousel-previous { display: none !important; }
      .mj-carousel-thumbnail, .mj-carousel-next, .mj-carousel-previous { \
      touch-action: manipulation; }
      \(hidden) { display: none !important; }
      \(shown) { display: block !important; }
      .mj-carousel-previous-icons, .mj-carousel-next-icons, \(next), \(previous) { \
      display: block !important; }
      \(selected) { border-color: \(attributes.text(.tbSelectedBorderColor) ?? "") !important; }
      .mj-carousel-image img + div, .mj-carousel-thumbnail img + div { display: none !important; }
      \(hovered) { display: none !important; }
      .mj-carousel-thumbnail:hover { \
      border-color: \(attributes.text(.tbHoverBorderColor) ?? "") !important; }
      \(pointed) { display: block !important; }
      .mj-carousel noinput { display:block !important; }
      .mj-carousel noinput .mj-carousel-image-1 { display: block !important; }
      .mj-carousel noinput .mj-carousel-arrows, .mj-carousel noinput .mj-carousel-thumbnails { \
      display: none !important; }
      [owa] .mj-carousel-thumbnail { display: none !important; }
      @media screen yahoo {
      \(cell), .mj-carousel-previous-icons, .mj-carousel-next-icons { display: none !important; }
      .mj-carousel-\(key)-radio-1:checked \(chain)+ \(content) \
      .mj-carousel-\(key)-thumbnail-1 { border-color: transparent; }
      }

      """
  }
}
