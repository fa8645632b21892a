internal import Diagnostics
internal import SourceText

/// What `mj-head` says about the document.
struct MJMLHead {
  /// A stretch of one of the sources.
  struct Text {
    var source: Int
    var range: Range<Int>
  }

  let sources: [Pieces]
  var diagnostics: [Diagnostic] = []
  var title: Text?
  var preview: Text?
  var breakpoint = 480
  var lang: String
  var dir: String
  var fonts: [(name: String, url: String)] = [
    "Open Sans", "Droid Sans", "Lato", "Roboto", "Ubuntu",
  ]
  .map {
    let name = $0.replacing(" ", with: "+")
    return ($0, "https://fonts.googleapis.com/css?family=\(name):300,400,500,700")
  }
  var styles: [Text] = []
  var inlineStyles: [Text] = []
  var raw: [Text] = []
  var rawBeforeDocument: [Text] = []
  var selectors: [(path: String, attributes: [(name: String, value: Text)], node: MJMLNode)] = []
  private var all: [String: String] = [:]
  private var byTag: [String: [String: String]] = [:]
  private var byClass: [String: [String: String]] = [:]
  private var tagsByClass: [String: [String: [String: String]]] = [:]

  init(_ sources: [Pieces], _ options: MJMLOptions) {
    self.sources = sources
    lang = options.lang
    dir = options.dir
  }

  mutating func read(_ document: MJMLNode) {
    lang = document.attribute("lang") ?? lang
    dir = document.attribute("dir") ?? dir
    for node in document.elements where node.name == "mj-raw" {
      if let content = node.content, node.attribute("position") == "file-start" {
        rawBeforeDocument.append(Text(source: node.source, range: content))
      }
    }
    for head in document.elements where head.name == "mj-head" {
      for child in head.children {
        switch child {
        case .element(let node): read(element: node)
        case .template(let source, let span):
          diagnostics.append(
            sources[source].diagnostic(
              .error, "template-in-head", "a template tag cannot steer <mj-head>",
              range: span.range, hint: "use tags inside values, or <mj-raw>"))
        case .comment: break
        }
      }
    }
  }

  private mutating func read(element node: MJMLNode) {
    let text = node.content.map { Text(source: node.source, range: $0) }
    switch node.name {
    case "mj-title": title = text
    case "mj-preview": preview = text
    case "mj-breakpoint":
      breakpoint = node.attribute("width").map { MJMLUnits.integer($0) } ?? breakpoint
    case "mj-font":
      guard let name = node.attribute("name"), let url = node.attribute("href") else { return }
      fonts.removeAll { $0.name == name }
      fonts.append((name, url))
    case "mj-style":
      guard let text else { return }
      if node.attribute("inline") == "inline" {
        inlineStyles.append(text)
      } else {
        styles.append(text)
      }
    case "mj-raw":
      if let text { raw.append(text) }
    case "mj-attributes": for child in node.elements { readDefaults(child) }
    case "mj-html-attributes":
      for selector in node.elements where selector.name == "mj-selector" {
        let attributes = selector.elements.compactMap { child -> (name: String, value: Text)? in
          guard let name = child.attribute("name"), let content = child.content else { return nil }
          return (name, Text(source: child.source, range: content))
        }
        selectors.append((selector.attribute("path") ?? "", attributes, selector))
      }
    default: break
    }
  }

  private mutating func readDefaults(_ node: MJMLNode) {
    var values: [String: String] = [:]
    for attribute in node.attributes where attribute.name != "name" || node.name != "mj-class" {
      values[attribute.name] = attribute.value
    }
    switch node.name {
    case "mj-all": all.merge(values) { $1 }
    case "mj-class":
      guard let name = node.attribute("name") else { return }
      byClass[name, default: [:]].merge(values) { $1 }
      for child in node.elements {
        var inner: [String: String] = [:]
        for attribute in child.attributes { inner[attribute.name] = attribute.value }
        tagsByClass[name, default: [:]][child.name, default: [:]].merge(inner) { $1 }
      }
    default: byTag[node.name, default: [:]].merge(values) { $1 }
    }
  }

  /// The attributes of a node, weakest first: defaults, what its parent hands down, `mj-all`,
  /// the tag's, those of the parent's classes, its own classes, its own.
  func attributes(
    of node: MJMLNode, inherited: [String: String], parentClasses: [String]
  ) -> MJMLAttributes {
    var values = MJMLElement.all[node.name]?.defaults ?? [:]
    values.merge(inherited) { $1 }
    values.merge(all) { $1 }
    if let defaults = byTag[node.name] { values.merge(defaults) { $1 } }
    var cssClasses: [String] = []
    for name in Self.classes(node) {
      guard var found = byClass[name] else { continue }
      if let css = found.removeValue(forKey: "css-class") { cssClasses.append(css) }
      values.merge(found) { $1 }
    }
    for name in parentClasses {
      if let found = tagsByClass[name]?[node.name] { values.merge(found) { $1 } }
    }
    for attribute in node.attributes where attribute.name != "mj-class" {
      if attribute.name == "css-class" {
        cssClasses.append(attribute.value)
      } else {
        values[attribute.name] = attribute.value
      }
    }
    if !cssClasses.isEmpty { values["css-class"] = cssClasses.joined(separator: " ") }
    for name in Self.colors {
      if let value = values[name] { values[name] = Self.longColor(value) }
    }
    return MJMLAttributes(values)
  }

  static func classes(_ node: MJMLNode) -> [String] {
    node.attribute("mj-class")?.split(separator: " ").map(String.init) ?? []
  }

  private static let colors = [
    "color", "background-color", "container-background-color", "inner-background-color",
    "border-color", "ico-color", "tb-hover-border-color", "tb-selected-border-color",
  ]

  // `#abc` is `#aabbcc`: Outlook reads only the long form.
  private static func longColor(_ value: String) -> String {
    guard value.utf8.count == 4, value.hasPrefix("#") else { return value }
    return "#" + value.dropFirst().map { "\($0)\($0)" }.joined()
  }

  func text(_ text: Text) -> String {
    String(decoding: sources[text.source].bytes[text.range], as: UTF8.self)
  }
}
