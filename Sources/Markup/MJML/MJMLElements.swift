/// What MJML 4 says about an element.
struct MJMLElement: Sendable {
  /// Attributes with their defaults, which are as in the MJML documentation.
  var defaults: [(name: MJMLAttributeName, value: MJMLValue)]
  /// All attributes it knows beside `css-class` and `mj-class`.
  var attributes: Set<String>
  /// The same by number.
  private var known = MJMLAttributeSet()
  /// Which elements it may hold.
  var children: Set<String>
  /// Whether its contents are HTML or text.
  var isEnding: Bool

  init(
    _ children: [String] = [], ending: Bool = false, _ attributes: String = "",
    defaults: [String: String] = [:]
  ) {
    self.defaults = defaults.sorted { $0.key < $1.key }.compactMap { name, value in
      MJMLAttributeName(name).map { ($0, MJMLValue(value)) }
    }
    self.children = Set(children)
    isEnding = ending
    var names = Set(defaults.keys)
    for word in attributes.split(separator: " ") {
      switch word {
      case "@padding":
        names.formUnion([
          "padding", "padding-top", "padding-right", "padding-bottom", "padding-left",
        ])
      case "@border":
        names.formUnion(["border", "border-top", "border-right", "border-bottom", "border-left"])
      case "@inner":
        names.formUnion([
          "inner-padding", "inner-padding-top", "inner-padding-right", "inner-padding-bottom",
          "inner-padding-left",
        ])
      case "@font":
        names.formUnion([
          "font-family", "font-size", "font-style", "font-weight", "line-height",
          "letter-spacing", "color", "text-decoration", "text-transform",
        ])
      default: names.insert(String(word))
      }
    }
    self.attributes = names
    for name in names {
      if let number = MJMLAttributeName(name)?.rawValue { known.insert(number) }
    }
  }

  /// Whether it has an attribute.
  func has(_ attribute: MJMLAttribute) -> Bool {
    if let name = attribute.known { return known.contains(name.rawValue) }
    return attributes.contains(attribute.name)
  }

  static let font = "Ubuntu, Helvetica, Arial, sans-serif"

  private static let contents = [
    "mj-text", "mj-button", "mj-image", "mj-divider", "mj-spacer", "mj-table", "mj-raw",
    "mj-social", "mj-navbar", "mj-accordion", "mj-carousel", "mj-hero", "mj-include",
  ]

  static let all: [String: MJMLElement] = head.merging(layout) { $1 }.merging(content) { $1 }
    .merging(interactive) { $1 }

  private static let head: [String: MJMLElement] = [
    "mjml": MJMLElement(["mj-head", "mj-body", "mj-raw", "mj-include"], "lang dir owa version"),
    "mj-head": MJMLElement([
      "mj-attributes", "mj-breakpoint", "mj-font", "mj-html-attributes", "mj-preview", "mj-style",
      "mj-title", "mj-raw", "mj-include",
    ]),
    "mj-attributes": MJMLElement(["*"]),
    "mj-all": MJMLElement(["*"], "*"),
    "mj-class": MJMLElement(["*"], "name *"),
    "mj-breakpoint": MJMLElement([], "width"),
    "mj-font": MJMLElement([], "name href"),
    "mj-html-attributes": MJMLElement(["mj-selector"]),
    "mj-selector": MJMLElement(["mj-html-attribute"], "path"),
    "mj-html-attribute": MJMLElement([], ending: true, "name"),
    "mj-preview": MJMLElement([], ending: true),
    "mj-style": MJMLElement([], ending: true, "inline"),
    "mj-title": MJMLElement([], ending: true),
    "mj-include": MJMLElement([], "path type css-inline"),
  ]

  private static let background =
    "background-color background-url background-repeat background-size background-position "
    + "background-position-x background-position-y"

  private static let layout: [String: MJMLElement] = [
    "mj-body": MJMLElement(
      ["mj-section", "mj-wrapper", "mj-hero", "mj-raw", "mj-include"],
      "background-color id galley:dark-background-color", defaults: ["width": "600px"]),
    "mj-wrapper": MJMLElement(
      ["mj-section", "mj-hero", "mj-raw", "mj-include", "mj-wrapper"],
      "@padding @border border-radius full-width gap galley:dark-background-color \(background)",
      defaults: [
        "background-repeat": "repeat", "background-size": "auto",
        "background-position": "top center", "direction": "ltr", "padding": "20px 0",
        "text-align": "center",
      ]),
    "mj-section": MJMLElement(
      ["mj-column", "mj-group", "mj-raw", "mj-include"],
      "@padding @border border-radius full-width text-padding galley:dark-background-color "
        + background,
      defaults: [
        "background-repeat": "repeat", "background-size": "auto",
        "background-position": "top center", "direction": "ltr", "padding": "20px 0",
        "text-align": "center",
      ]),
    "mj-group": MJMLElement(
      ["mj-column", "mj-raw", "mj-include"],
      "background-color width vertical-align @padding galley:dark-background-color",
      defaults: ["direction": "ltr"]),
    "mj-column": MJMLElement(
      contents,
      "background-color @border border-radius inner-background-color inner-border "
        + "inner-border-top inner-border-right inner-border-bottom inner-border-left "
        + "inner-border-radius @padding width galley:dark-background-color",
      defaults: ["direction": "ltr", "vertical-align": "top"]),
    "mj-hero": MJMLElement(
      contents,
      "align background-url background-width background-height border-radius "
        + "container-background-color inner-background-color @inner @padding width "
        + "galley:dark-background-color",
      defaults: [
        "mode": "fixed-height", "height": "0px", "background-position": "center center",
        "padding": "0px", "background-color": "#ffffff", "vertical-align": "top",
      ]),
    "mj-raw": MJMLElement([], ending: true, "position"),
  ]

  private static let content: [String: MJMLElement] = [
    "mj-text": MJMLElement(
      [], ending: true,
      "@font @padding container-background-color height vertical-align galley:dark-color "
        + "galley:dark-background-color",
      defaults: [
        "align": "left", "color": "#000000", "font-family": font, "font-size": "13px",
        "line-height": "1", "padding": "10px 25px",
      ]),
    "mj-button": MJMLElement(
      [], ending: true,
      "@font @padding @border @inner container-background-color height href name rel text-align "
        + "title width galley:bulletproof galley:dark-color galley:dark-background-color",
      defaults: [
        "align": "center", "background-color": "#414141", "border": "none",
        "border-radius": "3px", "color": "#ffffff", "font-family": font, "font-size": "13px",
        "font-weight": "normal", "inner-padding": "10px 25px", "line-height": "120%",
        "padding": "10px 25px", "target": "_blank", "text-decoration": "none",
        "text-transform": "none", "vertical-align": "middle",
      ]),
    "mj-image": MJMLElement(
      [],
      "@padding @border border-radius container-background-color fluid-on-mobile full-width href "
        + "max-height name rel sizes src srcset title usemap width vertical-align galley:dark-src",
      defaults: [
        "alt": "", "align": "center", "border": "0", "height": "auto", "padding": "10px 25px",
        "target": "_blank", "font-size": "13px",
      ]),
    "mj-divider": MJMLElement(
      [], "@padding container-background-color vertical-align galley:dark-border-color",
      defaults: [
        "border-color": "#000000", "border-style": "solid", "border-width": "4px",
        "padding": "10px 25px", "width": "100%", "align": "center",
      ]),
    "mj-spacer": MJMLElement(
      [], "@padding @border container-background-color vertical-align width",
      defaults: ["height": "20px"]),
    "mj-table": MJMLElement(
      [], ending: true,
      "@padding container-background-color font-weight role vertical-align galley:dark-color "
        + "galley:dark-background-color",
      defaults: [
        "align": "left", "border": "none", "cellpadding": "0", "cellspacing": "0",
        "color": "#000000", "font-family": font, "font-size": "13px", "line-height": "22px",
        "padding": "10px 25px", "table-layout": "auto", "width": "100%",
      ]),
  ]

  private static let interactive: [String: MJMLElement] = [
    "mj-social": MJMLElement(
      ["mj-social-element", "mj-raw", "mj-include"],
      "@padding container-background-color font-style font-weight icon-height icon-padding "
        + "inner-padding table-layout text-padding vertical-align",
      defaults: [
        "align": "center", "border-radius": "3px", "color": "#333333", "font-family": font,
        "font-size": "13px", "icon-size": "20px", "line-height": "22px", "mode": "horizontal",
        "padding": "10px 25px", "text-decoration": "none",
      ]),
    "mj-social-element": MJMLElement(
      [], ending: true,
      "@padding background-color font-style font-weight href icon-height icon-padding icon-size "
        + "name rel sizes src srcset title",
      defaults: [
        "alt": "", "align": "left", "icon-position": "left", "color": "#000",
        "border-radius": "3px", "font-family": font, "font-size": "13px", "line-height": "1",
        "padding": "4px", "text-padding": "4px 4px 4px 0", "target": "_blank",
        "text-decoration": "none", "vertical-align": "middle",
      ]),
    "mj-navbar": MJMLElement(
      ["mj-navbar-link", "mj-raw", "mj-include"],
      "base-url container-background-color hamburger @padding ico-padding-top ico-padding-right "
        + "ico-padding-bottom ico-padding-left vertical-align",
      defaults: [
        "align": "center", "ico-align": "center", "ico-open": "&#9776;",
        "ico-close": "&#8855;", "ico-color": "#000000", "ico-font-size": "30px",
        "ico-font-family": font, "ico-text-transform": "uppercase", "ico-padding": "10px",
        "ico-text-decoration": "none", "ico-line-height": "30px",
      ]),
    "mj-navbar-link": MJMLElement(
      [], ending: true, "@padding font-style href letter-spacing name rel",
      defaults: [
        "color": "#000000", "font-family": font, "font-size": "13px", "font-weight": "normal",
        "line-height": "22px", "padding": "15px 10px", "target": "_blank",
        "text-decoration": "none", "text-transform": "uppercase",
      ]),
    "mj-accordion": MJMLElement(
      ["mj-accordion-element", "mj-raw", "mj-include"], "@padding container-background-color",
      defaults: accordion.merging(["font-family": font, "padding": "10px 25px"]) { $1 }),
    "mj-accordion-element": MJMLElement(
      ["mj-accordion-title", "mj-accordion-text", "mj-raw"],
      "background-color font-family " + accordion.keys.joined(separator: " ")),
    "mj-accordion-title": MJMLElement(
      [], ending: true, "@padding background-color color font-family font-weight",
      defaults: ["font-size": "13px", "padding": "16px"]),
    "mj-accordion-text": MJMLElement(
      [], ending: true, "@padding background-color color font-family font-weight letter-spacing",
      defaults: ["font-size": "13px", "line-height": "1", "padding": "16px"]),
    "mj-carousel": MJMLElement(
      ["mj-carousel-image"], "@padding container-background-color tb-width background-color",
      defaults: [
        "align": "center", "border-radius": "6px", "icon-width": "44px",
        "left-icon": "https://i.imgur.com/xTh3hln.png",
        "right-icon": "https://i.imgur.com/os7o9kz.png", "thumbnails": "visible",
        "tb-border": "2px solid transparent", "tb-border-radius": "6px",
        "tb-hover-border-color": "#fead0d", "tb-selected-border-color": "#cccccc",
      ]),
    "mj-carousel-image": MJMLElement(
      [], "border-radius href rel src tb-border tb-border-radius thumbnails-src title",
      defaults: ["alt": "", "target": "_blank"]),
  ]

  /// What an accordion hands down to its elements and their titles.
  static let accordion: [String: String] = [
    "border": "2px solid black", "icon-align": "middle",
    "icon-wrapped-url": "https://i.imgur.com/bIXv1bk.png", "icon-wrapped-alt": "+",
    "icon-unwrapped-url": "https://i.imgur.com/w4uTygT.png", "icon-unwrapped-alt": "-",
    "icon-position": "right", "icon-height": "32px", "icon-width": "32px",
  ]

  static let handedDownByAccordion: [MJMLAttributeName] = accordion.keys.sorted().compactMap {
    MJMLAttributeName($0)
  }
}

/// A set of numbers of attributes.
private struct MJMLAttributeSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func insert(_ number: UInt8) {
    if number < 64 { low |= 1 << UInt64(number) } else { high |= 1 << UInt64(number & 63) }
  }

  func contains(_ number: UInt8) -> Bool {
    (number < 64 ? low : high) >> UInt64(number & 63) & 1 == 1
  }
}
