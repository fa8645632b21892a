internal import SourceText

extension Renderer {
  /// Prints a value for where it stands.
  mutating func write(
    _ value: TemplateValue, _ escape: SlotEscape, _ site: Int, _ field: String?
  ) throws(TemplateRenderError) {
    switch (value, escape) {
    case (.string(let text), .html), (.string(let text), .attribute):
      Escaper.appendHTML(text, to: &output)
      return
    case (.int(let number), .html), (.int(let number), .attribute), (.int(let number), .none):
      append(number)
      return
    case (.safeHTML(let text), .html):
      output += text.utf8
      return
    case (.safeHTML(let text), .attribute):
      Escaper.appendQuotedMarkup(text, to: &output)
      return
    case (_, .jsonValue):
      value.appendJSON(to: &output)
      return
    case (.null, _): return
    case (.array(let elements), .html):
      for element in elements { try write(element, escape, site, field) }
      return
    default: break
    }
    let text = value.printed
    switch escape {
    case .none: output += text.utf8
    case .html, .attribute: Escaper.appendHTML(text, to: &output)
    case .header: Escaper.appendHeader(text, to: &output)
    case .css: Escaper.appendCSS(text, to: &output)
    case .jsonString, .jsonValue: Escaper.appendJSON(text, to: &output)
    case .urlStart(let inCSS):
      let url = plain(value, text)
      if let scheme = Escaper.scheme(of: url), !Self.schemes.contains(scheme) {
        guard program.isStrict else {
          output += "#".utf8
          return
        }
        throw TemplateRenderError(
          code: "unsafe-url",
          message: "a URL must start with http, https, mailto, tel or cid, or be relative",
          location: program.sites[site], field: field)
      }
      Escaper.appendURL(url, inCSS: inCSS, to: &output)
    case .urlUndecided(let inCSS):
      Escaper.appendURL(plain(value, text), encodingColons: true, inCSS: inCSS, to: &output)
    case .urlRest(let inCSS): Escaper.appendURL(plain(value, text), inCSS: inCSS, to: &output)
    }
  }

  private static let schemes: Set<String> = ["http", "https", "mailto", "tel", "cid"]

  /// Safe HTML in a URL was escaped as text before; the references that escaping makes are undone
  /// so that the URL is escaped once, as a URL.
  private func plain(_ value: TemplateValue, _ text: String) -> String {
    guard case .safeHTML = value else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  private mutating func append(_ number: Int) {
    if number >= 0, number < 10 {
      output.append(UInt8(48 + number))
    } else {
      output += String(number).utf8
    }
  }
}
