internal import Diagnostics
internal import SourceText

/// The document around the body.
extension MJMLRenderer {
  mutating func finish(_ document: MJMLNode) -> Parsed<Pieces> {
    let body = writer.finish()
    var page = MJMLWriter(sources)
    page.reserveCapacity(body.count + 8192)
    page.blame(document)
    for text in head.rawBeforeDocument { page.source(text.source, text.range) }
    page.raw("<!doctype html>\n")
    page.open(
      "html",
      [
        ("lang", MJMLValue(head.lang)), ("dir", MJMLValue(head.dir)),
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:v", "urn:schemas-microsoft-com:vml"),
        ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
      ])
    page.raw("\n<head>\n<title>")
    if let title = head.title { page.source(title.source, title.range) }
    page.raw(Self.boilerplate)
    writeFonts(&page)
    writeMediaQueries(&page)
    for css in componentStyles {
      page.raw("<style type=\"text/css\">\n\(css)</style>\n")
    }
    writeDarkMode(&page)
    for style in head.styles {
      page.raw("<style type=\"text/css\">\n")
      page.source(style.source, style.range)
      page.raw("\n</style>\n")
    }
    for text in head.raw {
      page.source(text.source, text.range)
      page.raw("\n")
    }
    page.raw("</head>\n")
    page.open(
      "body", [("class", bodyClass.map { MJMLValue($0) })],
      [("word-spacing", "normal"), ("background-color", backgroundColor)])
    page.raw("\n")
    if let preview = head.preview {
      page.raw(
        "<div style=\"display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;"
          + "max-width:0px;opacity:0;overflow:hidden;\">")
      page.source(preview.source, preview.range)
      page.raw("</div>\n")
    }
    page.append(body)
    page.raw("\n</body>\n</html>\n")
    return inlineStyles(addHTMLAttributes(page.finish()))
  }

  // What every client needs: Outlook's own rendering switches and resets. The facts are MJML's.
  private static let boilerplate = """
    </title>
    <!--[if !mso]><!-->
    <meta http-equiv="X-UA-Compatible" content="IE=edge">
    <!--<![endif]-->
    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <style type="text/css">
    #outlook a { padding:0; }
    body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
    table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
    img { border:0;height:auto;line-height:100%;outline:none;text-decoration:none;\
    -ms-interpolation-mode:bicubic; }
    p { display:block;margin:13px 0; }
    </style>
    <!--[if mso]>
    <noscript>
    <xml>
    <o:OfficeDocumentSettings>
    <o:AllowPNG/>
    <o:PixelsPerInch>96</o:PixelsPerInch>
    </o:OfficeDocumentSettings>
    </xml>
    </noscript>
    <![endif]-->
    <!--[if lte mso 11]>
    <style type="text/css">
    .mj-outlook-group-fix { width:100% !important; }
    </style>
    <![endif]-->

    """

  // Only fonts that a style uses are loaded.
  private mutating func writeFonts(_ page: inout MJMLWriter) {
    for text in head.inlineStyles {
      Self.findFamilies(sources[text.source].bytes, text.range, &usedFamilies)
    }
    let used = usedFamilies.union(writer.families).map { Array($0.lowercased().utf8) }
    let fonts = head.fonts.filter { font in
      let name = Array(font.name.lowercased().utf8)
      return used.contains { Self.contains($0, name) }
    }
    guard !fonts.isEmpty else { return }
    page.raw("<!--[if !mso]><!-->\n")
    for font in fonts {
      page.raw("<link href=\"\(font.url)\" rel=\"stylesheet\" type=\"text/css\">\n")
    }
    page.raw("<style type=\"text/css\">\n")
    for font in fonts { page.raw("@import url(\(font.url));\n") }
    page.raw("</style>\n<!--<![endif]-->\n")
  }

  private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
    guard let first = word.first, bytes.count >= word.count else { return false }
    for start in 0...bytes.count - word.count
    where bytes[start] == first && bytes[start..<start + word.count].elementsEqual(word) {
      return true
    }
    return false
  }

  /// Adds what `font-family` declarations in a stretch of HTML or CSS say.
  static func findFamilies(
    _ bytes: [UInt8], _ range: Range<Int>, _ families: inout Set<String>
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] | 0x20 == UInt8(ascii: "f"),
        ASCII.matches(bytes, at: index, "font-family:")
      else {
        index += 1
        continue
      }
      var end = index + 12
      while end < range.upperBound, bytes[end] != ASCII.semicolon, bytes[end] != ASCII.quote,
        bytes[end] != UInt8(ascii: "}")
      {
        end += 1
      }
      families.insert(ASCII.lowercased(bytes, min(index + 12, end)..<end))
      index = end
    }
  }

  private func writeMediaQueries(_ page: inout MJMLWriter) {
    guard !mediaQueries.isEmpty else { return }
    page.raw(
      "<style type=\"text/css\">\n@media only screen and (min-width:\(head.breakpoint)px) {\n")
    for query in mediaQueries {
      page.raw(
        ".\(query.name) { width:\(query.width) !important; max-width: \(query.width); }\n")
    }
    page.raw("}\n</style>\n<style media=\"screen and (min-width:\(head.breakpoint)px)\">\n")
    for query in mediaQueries {
      page.raw(
        ".moz-text-html .\(query.name) { width:\(query.width) !important; "
          + "max-width: \(query.width); }\n")
    }
    page.raw("</style>\n")
  }

  private func inlineStyles(_ html: Pieces) -> Parsed<Pieces> {
    guard !head.inlineStyles.isEmpty else { return Parsed(html, head.diagnostics) }
    let css = head.inlineStyles.map { text in
      var pieces = Pieces()
      pieces.append(sources[text.source], range: text.range)
      return pieces
    }
    let result = CSSInliner.inline(
      html, extraCSS: css,
      options: InliningOptions(
        setsSizeAttributes: false, setsTableAttributes: false, inlinesStyleElements: false))
    return Parsed(result.value, head.diagnostics + result.diagnostics)
  }

  // `mj-html-attributes`: attributes for the elements that a selector means.
  private mutating func addHTMLAttributes(_ html: Pieces) -> Pieces {
    guard !head.selectors.isEmpty else { return html }
    let opaque = TemplateSpans.find(in: html)
    let tree = HTMLTree(HTMLTokenizer.tokenize(html.bytes, opaque: opaque))
    var matcher = CSSMatcher(tree, html.bytes, opaque)
    var edits = SourceEdits(html)
    for entry in head.selectors {
      let path = Array(entry.path.utf8)
      let selectors = CSSSelectorParser.parseList(path, 0..<path.count).compactMap(\.selector)
      if selectors.isEmpty {
        report(
          .warning, "css-selector", "selector `\(entry.path)` is not understood",
          entry.node.source, entry.node.range)
      }
      for element in Set(selectors.flatMap { matcher.elements(for: $0) }).sorted() {
        let tag = tree.startTag(element)
        let offset =
          tag.attributes.isEmpty
          ? tag.nameRange.upperBound
          : tree.source.attributes[tag.attributes.upperBound - 1].range.upperBound
        for (name, value) in entry.attributes where tree.attribute(name, of: element) == nil {
          var text = Pieces()
          text.append(
            Array(" \(name)=\"".utf8), causedBy: sources[value.source], at: value.range.lowerBound)
          text.append(sources[value.source], range: value.range)
          text.append(generated: [ASCII.quote])
          edits.replace(offset..<offset, with: text)
        }
      }
    }
    return edits.apply()
  }
}
