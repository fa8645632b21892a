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
  var fonts = knownFonts
  var styles: [Text] = []
  var inlineStyles: [Text] = []
  var raw: [Text] = []
  var rawBeforeDocument: [Text] = []
  var selectors: [(path: String, attributes: [(name: String, value: Text)], node: MJMLNode)] = []
  typealias Values = [MJMLAttributeName: MJMLValue]

  private var all: Values = [:]
  private var byTag: [String: Values] = [:]
  private var byClass: [String: Values] = [:]
  private var tagsByClass: [String: [String: Values]] = [:]
  private let bases = Bases()

  // What elements of one kind share is put together once for all of them.
  private final class Bases {
    var plain: [String: MJMLAttributes.Base] = [:]
    var byClasses:
      [(name: String, classes: [String], parents: [String], base: MJMLAttributes.Base)] =
        []
  }

  private static let knownFonts: [(name: String, url: String)] = [
    "Open Sans", "Droid Sans", "Lato", "Roboto", "Ubuntu",
  ]
  .map {
    let name = $0.replacing(" ", with: "+")
    return ($0, "https://fonts.googleapis.com/css?family=\(name):300,400,500,700")
  }

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
    let values = Self.values(node)
    switch node.name {
    case "mj-all": all.merge(values) { $1 }
    case "mj-class":
      guard let name = node.attribute("name") else { return }
      var values = values
      values[.name] = nil
      byClass[name, default: [:]].merge(values) { $1 }
      for child in node.elements {
        tagsByClass[name, default: [:]][child.name, default: [:]].merge(Self.values(child)) { $1 }
      }
    default: byTag[node.name, default: [:]].merge(values) { $1 }
    }
  }

  private static func values(_ node: MJMLNode) -> Values {
    var values: Values = [:]
    for attribute in node.attributes {
      if let name = attribute.known { values[name] = attribute.value }
    }
    return values
  }

  /// The attributes of a node, weakest first: defaults, what its parent hands down, `mj-all`,
  /// the tag's, its own classes, those of the parent's classes, its own.
  func attributes(
    of node: MJMLNode, inherited: Values, parentClasses: [String]
  ) -> MJMLAttributes {
    var own = node.own
    let classes = node.classes
    let base = base(node.name, inherited, classes, parentClasses)
    // The CSS classes of `mj-class` and the element's own add up.
    if !classes.isEmpty, let index = own.firstIndex(where: { $0.name == .cssClass }),
      let shared = base.values[Int(MJMLAttributeName.cssClass.rawValue)],
      classes.contains(where: { byClass[$0]?[.cssClass] != nil })
    {
      own[index].value = MJMLValue(shared.text + " " + own[index].value.text)
    }
    return MJMLAttributes(base, own)
  }

  private func base(
    _ name: String, _ inherited: Values, _ classes: [String], _ parents: [String]
  ) -> MJMLAttributes.Base {
    guard inherited.isEmpty else { return makeBase(name, inherited, classes, parents) }
    guard !classes.isEmpty || !parents.isEmpty else {
      if let known = bases.plain[name] { return known }
      let made = makeBase(name, inherited, classes, parents)
      bases.plain[name] = made
      return made
    }
    // There are a handful: comparing them is faster than hashing.
    for known in bases.byClasses.suffix(64)
    where known.name == name && known.classes == classes && known.parents == parents {
      return known.base
    }
    let made = makeBase(name, inherited, classes, parents)
    bases.byClasses.append((name, classes, parents, made))
    return made
  }

  private func makeBase(
    _ name: String, _ inherited: Values, _ classes: [String], _ parents: [String]
  ) -> MJMLAttributes.Base {
    var values = [MJMLValue?](repeating: nil, count: MJMLAttributeName.allCases.count)
    for (name, value) in MJMLElement.all[name]?.defaults ?? [] {
      values[Int(name.rawValue)] = value
    }
    func merge(_ found: Values?) {
      for (name, value) in found ?? [:] { values[Int(name.rawValue)] = value }
    }
    merge(inherited)
    merge(all)
    merge(byTag[name])
    var cssClasses: [String] = []
    for className in classes {
      guard var found = byClass[className] else { continue }
      if let css = found.removeValue(forKey: .cssClass) { cssClasses.append(css.text) }
      merge(found)
    }
    for className in parents { merge(tagsByClass[className]?[name]) }
    if !cssClasses.isEmpty {
      values[Int(MJMLAttributeName.cssClass.rawValue)] = MJMLValue(
        cssClasses.joined(separator: " "))
    }
    return MJMLAttributes.Base(values)
  }

  static func classes(_ node: MJMLNode) -> [String] { node.classes }

  func text(_ text: Text) -> String {
    String(decoding: sources[text.source].bytes[text.range], as: UTF8.self)
  }
}
