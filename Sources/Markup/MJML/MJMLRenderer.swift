internal import Diagnostics
internal import SourceText

/// Writes the HTML of each component; the components are extensions in their own files.
struct MJMLRenderer {
  /// What an element inherits from where it stands.
  struct Context {
    var width = 600.0
    /// How many siblings share the width, itself included.
    var siblings = 1
    var isInGroup = false
    var gap: MJMLValue?
    /// Whether the wrapper around has a gap, which a background colour for Outlook would fill.
    var hasGap = false
    var inherited: MJMLHead.Values = [:]
    var parentClasses: [String] = []
  }

  let sources: [Pieces]
  var head: MJMLHead
  var writer: MJMLWriter
  var mediaQueries: [(name: String, width: String)] = []
  var componentStyles: [String] = []
  var usedStyles: Set<String> = []
  var backgroundColor: MJMLValue?
  /// The class of `body` when it has a dark background.
  var bodyClass: String?
  /// The rules of `galley:dark-…` attributes, each once.
  var darkRules: [String] = []
  /// The same for the clients that mark what they changed.
  var darkMarkedRules: [String] = []
  var darkNames: [String: String] = [:]
  /// The fonts that contents and included HTML name themselves.
  var usedFamilies: Set<String> = []
  private var identifiers = 0

  init(_ sources: [Pieces], _ head: MJMLHead) {
    self.sources = sources
    self.head = head
    writer = MJMLWriter(sources)
  }

  // MARK: Shared by components

  mutating func attributes(_ node: MJMLNode, _ context: Context) -> MJMLAttributes {
    var attributes = head.attributes(
      of: node, inherited: context.inherited, parentClasses: context.parentClasses)
    if let name = darkClass(of: node, attributes) {
      let own = attributes[.cssClass]
      attributes.set(.cssClass, own.map { MJMLValue($0.text + " " + name) } ?? MJMLValue(name))
    }
    return attributes
  }

  mutating func content(_ node: MJMLNode) {
    guard let range = node.content, !range.isEmpty else { return }
    Self.findFamilies(sources[node.source].bytes, range, &usedFamilies)
    writer.source(node.source, range)
  }

  /// A name for what must be unique in the document; the same in every run.
  mutating func makeIdentifier() -> String {
    identifiers += 1
    let digits = String(identifiers, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  mutating func addStyle(_ name: String, _ css: String) {
    guard usedStyles.insert(name).inserted else { return }
    componentStyles.append(css)
  }

  mutating func addMediaQuery(_ name: String, _ width: String) {
    guard !mediaQueries.contains(where: { $0.name == name }) else { return }
    mediaQueries.append((name, width))
  }

  mutating func report(
    _ severity: Severity, _ identifier: String, _ summary: String, _ source: Int,
    _ range: Range<Int>, hint: String? = nil
  ) {
    head.diagnostics.append(
      sources[source].diagnostic(severity, identifier, summary, range: range, hint: hint))
  }

  static func outlookClasses(_ attributes: MJMLAttributes) -> MJMLValue? {
    guard let classes = attributes.text(.cssClass) else { return nil }
    guard classes.utf8.contains(where: { $0 == 0x20 || $0 == 0x7B }) else {
      return MJMLValue(classes + "-outlook")
    }
    var names: [String] = []
    var name = ""
    // A blank inside a template tag does not end a name.
    var depth = 0
    for character in classes {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if character == " ", depth <= 0 {
        if !name.isEmpty { names.append(name) }
        name = ""
      } else {
        name.append(character)
      }
    }
    if !name.isEmpty { names.append(name) }
    return MJMLValue(
      names.map { $0.hasPrefix("{%") ? $0 : $0 + "-outlook" }.joined(separator: " "))
  }

  /// Writes children in order: elements through `body`, tags and comments as they stand.
  mutating func children(
    of node: MJMLNode, _ context: Context,
    _ body: (inout MJMLRenderer, MJMLNode, Context) -> Void
  ) {
    for child in node.children {
      switch child {
      case .element(let element):
        writer.blame(element)
        if element.name == "mj-raw" {
          content(element)
        } else {
          body(&self, element, context)
        }
      case .template(let source, let span): writer.source(source, span.range)
      case .comment(let source, let range, _): writer.source(source, range)
      }
    }
  }

  /// Refuses columns whose number is only known per recipient, unless each has its own width.
  mutating func checkDynamicColumns(_ node: MJMLNode) {
    guard node.variesChildren else { return }
    for column in node.elements where column.name == "mj-column" || column.name == "mj-group" {
      guard attributes(column, Context())[.width] == nil else { continue }
      report(
        .error, "dynamic-column",
        "the width of this column depends on siblings that a template tag repeats or hides",
        column.source, column.range,
        hint: "give every column of <\(node.name)> a width, or put the tag around the section")
    }
  }

  // MARK: The document

  mutating func renderBody(of document: MJMLNode) {
    for body in document.elements where body.name == "mj-body" { renderBody(body) }
  }

  private mutating func renderBody(_ node: MJMLNode) {
    writer.blame(node)
    var context = Context()
    context.parentClasses = MJMLHead.classes(node)
    let attributes = attributes(node, Context())
    context.width = Double(MJMLUnits.integer(attributes.text(.width) ?? "600px"))
    backgroundColor = attributes[.backgroundColor]
    bodyClass = darkClass(of: node, attributes)
    writer.open(
      "div",
      [
        ("aria-label", head.title.map { MJMLValue(head.text($0)) }),
        ("aria-roledescription", "email"),
        ("class", attributes[.cssClass]), ("id", attributes[.id]), ("role", "article"),
        ("lang", MJMLValue(head.lang)), ("dir", MJMLValue(head.dir)),
      ], [("background-color", backgroundColor)])
    context.siblings = node.layoutCount
    children(of: node, context) { renderer, child, context in renderer.block(child, context) }
    writer.close("div")
  }

  /// A section, wrapper or hero.
  mutating func block(_ node: MJMLNode, _ context: Context) {
    switch node.name {
    case "mj-section": section(node, context)
    case "mj-wrapper": wrapper(node, context)
    case "mj-hero": hero(node, context)
    default: break
    }
  }

  /// A component that stands in a column or hero.
  mutating func component(_ node: MJMLNode, _ attributes: MJMLAttributes, _ context: Context) {
    switch node.name {
    case "mj-text": text(node, attributes)
    case "mj-button": button(node, attributes)
    case "mj-image": image(node, attributes, context)
    case "mj-divider": divider(attributes, context)
    case "mj-spacer": spacer(attributes)
    case "mj-table": table(node, attributes)
    case "mj-social": social(node, attributes, context)
    case "mj-navbar": navbar(node, attributes, context)
    case "mj-accordion": accordion(node, attributes, context)
    case "mj-carousel": carousel(node, attributes, context)
    case "mj-hero": hero(node, context)
    default: break
    }
  }
}
