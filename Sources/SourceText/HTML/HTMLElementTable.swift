/// What the HTML standard says about elements by name.
public enum HTMLElementTable {
  private static let voidNames = HTMLNameSet(
    .area, .base, .br, .col, .embed, .hr, .img, .input, .link, .meta, .param, .source, .track, .wbr)
  private static let rawNames = HTMLNameSet(
    .style, .script, .title, .textarea, .xmp, .iframe, .noembed, .noframes)
  private static let blockNames = HTMLNameSet(
    .address, .article, .aside, .blockquote, .body, .center, .details, .dialog, .dd, .div, .dl,
    .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header,
    .hr, .html, .li, .main, .menu, .nav, .ol, .p, .pre, .section, .summary, .table, .ul)

  /// Whether an element never has contents or an end tag.
  public static func isVoid(_ name: HTMLName) -> Bool { voidNames.contains(name) }

  /// Whether an element never has contents or an end tag.
  public static func isVoid(_ name: String) -> Bool { isVoid(HTMLName(text: name)) }

  /// Whether an element's contents are text up to its own end tag.
  public static func isRawText(_ name: HTMLName) -> Bool { rawNames.contains(name) }

  /// Whether an element starts on a line of its own in flowing text.
  public static func isBlock(_ name: HTMLName) -> Bool { blockNames.contains(name) }

  /// The open elements that the start of another closes, and where the search for them stops.
  struct ImpliedEnd: Sendable {
    var closes: HTMLNameSet
    var boundary: HTMLNameSet
  }

  private static let item = ImpliedEnd(
    closes: HTMLNameSet(.li), boundary: HTMLNameSet(.ul, .ol, .menu, .table, .td, .th))
  private static let term = ImpliedEnd(
    closes: HTMLNameSet(.dt, .dd), boundary: HTMLNameSet(.dl, .table, .td, .th))
  private static let row = ImpliedEnd(closes: HTMLNameSet(.tr), boundary: HTMLNameSet(.table))
  private static let cell = ImpliedEnd(
    closes: HTMLNameSet(.td, .th), boundary: HTMLNameSet(.tr, .table))
  private static let rows = ImpliedEnd(
    closes: HTMLNameSet(.tbody, .thead, .tfoot), boundary: HTMLNameSet(.table))
  private static let option = ImpliedEnd(
    closes: HTMLNameSet(.option), boundary: HTMLNameSet(.select))
  private static let paragraph = ImpliedEnd(
    closes: HTMLNameSet(.p),
    boundary: HTMLNameSet(
      .table, .td, .th, .caption, .button, .object, .html, .body, .marquee, .template))

  static func impliedEnd(before name: HTMLName) -> ImpliedEnd? {
    switch name {
    case .li: item
    case .dt, .dd: term
    case .tr: row
    case .td, .th: cell
    case .tbody, .thead, .tfoot: rows
    case .option, .optgroup: option
    case .body, .html: nil
    default: isBlock(name) ? paragraph : nil
    }
  }
}
