/// What the HTML standard says about elements by name.
public enum HTMLElementTable {
  private static let voidNames: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
  ]
  private static let rawNames: Set<String> = [
    "style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
  ]
  private static let blockNames: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "dd",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "ul",
  ]

  /// Whether an element never has contents or an end tag.
  public static func isVoid(_ name: String) -> Bool { voidNames.contains(name) }

  /// Whether an element's contents are text up to its own end tag.
  public static func isRawText(_ name: String) -> Bool { rawNames.contains(name) }

  /// Whether an element starts on a line of its own in flowing text.
  public static func isBlock(_ name: String) -> Bool { blockNames.contains(name) }

  /// The open elements that the start of `name` closes first, and where the search for them stops.
  static func impliedEnd(before name: String) -> (closes: Set<String>, boundary: Set<String>)? {
    switch name {
    case "li": (["li"], ["ul", "ol", "menu", "table", "td", "th"])
    case "dt", "dd": (["dt", "dd"], ["dl", "table", "td", "th"])
    case "tr": (["tr"], ["table"])
    case "td", "th": (["td", "th"], ["tr", "table"])
    case "tbody", "thead", "tfoot": (["tbody", "thead", "tfoot"], ["table"])
    case "option", "optgroup": (["option"], ["select"])
    default: isBlock(name) && name != "body" && name != "html" ? (["p"], paragraphBoundary) : nil
    }
  }

  private static let paragraphBoundary: Set<String> = [
    "table", "td", "th", "caption", "button", "object", "html", "body", "marquee", "template",
  ]
}
