internal import SourceText

/// `galley:dark-color` and its like: how an element looks in a dark colour scheme.
///
/// Clients that know `prefers-color-scheme` (Apple Mail, Outlook for Mac and iOS) read the media
/// query; Outlook.com and Outlook for Android mark their own changes with `data-ogsc` and
/// `data-ogsb`. Others show the light look or invert it themselves.
extension MJMLRenderer {
  /// The class that gives an element its dark colours, or `nil` when it has none.
  mutating func darkClass(of node: MJMLNode, _ attributes: MJMLAttributes) -> String? {
    let background = attributes.text(.galleyDarkBackgroundColor)
    let color = attributes.text(.galleyDarkColor)
    let border = attributes.text(.galleyDarkBorderColor)
    guard background != nil || color != nil || border != nil else { return nil }
    let key = [node.name, background ?? "", color ?? "", border ?? ""].joined(separator: "|")
    if let known = darkNames[key] { return known }
    let name = "galley-dark-\(darkNames.count + 1)"
    darkNames[key] = name
    if let background {
      let value = Self.cssValue(background)
      addDark(
        Self.backgroundTargets(node.name), name, "data-ogsb",
        "background:\(value) !important;background-color:\(value) !important;")
    }
    if let color {
      addDark(
        ["", " div", " p", " span", " a", " td", " th", " li", " h1", " h2", " h3"], name,
        "data-ogsc", "color:\(Self.cssValue(color)) !important;")
    }
    if let border {
      addDark(
        [" p", " table"], name, "data-ogsc",
        "border-top-color:\(Self.cssValue(border)) !important;")
    }
    return name
  }

  // What carries the background beside the element with the class.
  private static func backgroundTargets(_ name: String) -> [String] {
    switch name {
    case "mj-button": [" td", " a"]
    case "mj-column": [" > table", " > table > tbody > tr > td"]
    case "mj-section", "mj-wrapper": ["", " > table"]
    case "mj-hero": ["", " td"]
    default: [""]
    }
  }

  private mutating func addDark(
    _ targets: [String], _ name: String, _ mark: String, _ declarations: String
  ) {
    let selectors = targets.map { ".\(name)\($0)" }
    darkRules.append("\(selectors.joined(separator: ", ")) { \(declarations) }")
    darkMarkedRules.append(
      "\(selectors.map { "[\(mark)] \($0)" }.joined(separator: ", ")) { \(declarations) }")
  }

  // A value that ends neither its declaration nor the style element.
  private static func cssValue(_ text: String) -> String {
    text.filter { $0 != ";" && $0 != "}" && $0 != "{" && $0 != "<" }
  }

  /// The picture for dark mode, with the classes that show one of the two.
  mutating func darkImage(
    _ node: MJMLNode
  ) -> (light: String, dark: String, source: MJMLValue)? {
    guard
      let source = node.attributes.first(where: { $0.known == .galleyDarkSrc })?.value,
      !source.isEmpty
    else { return nil }
    if !darkRules.contains(Self.imageRules[0]) {
      darkRules += Self.imageRules
      darkMarkedRules += Self.imageRules.map { "[data-ogsc] " + $0 }
    }
    return ("galley-image-light", "galley-image-dark", source)
  }

  private static let imageRules = [
    ".galley-image-light { display:none !important; }",
    ".galley-image-dark { display:block !important; }",
  ]

  mutating func writeDarkMode(_ page: inout MJMLWriter) {
    guard !darkRules.isEmpty else { return }
    page.raw(
      """
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <style type="text/css">
      :root { color-scheme:light dark; supported-color-schemes:light dark; }
      @media (prefers-color-scheme: dark) {
      \(darkRules.joined(separator: "\n"))
      }
      \(darkMarkedRules.joined(separator: "\n"))
      </style>

      """)
  }
}
