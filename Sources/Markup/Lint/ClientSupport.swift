internal import SourceText

/// What the caniemail table says about a feature.
struct ClientSupport: Sendable {
  /// The clients of which a mail cannot do without, by their place in the table.
  private static let major: [Int] = [
    "Apple Mail iOS", "Apple Mail macOS", "Gmail Android", "Gmail web", "Gmail iOS", "Outlook.com",
    "Outlook Windows", "Yahoo! Mail web",
  ].compactMap { ClientSupportTable.clients.firstIndex(of: $0) }

  private static let table: [String: [UInt8]] = {
    var table: [String: [UInt8]] = [:]
    for line in ClientSupportTable.rows.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2 else { continue }
      table[String(parts[0])] = Array(parts[1].utf8)
    }
    return table
  }()

  // What looks plainer without support and stays readable.
  private static let graceful: Set<String> = [
    "css-accent-color", "css-animation", "css-at-font-face", "css-at-keyframes", "css-at-media",
    "css-at-media-prefers-color-scheme", "css-at-media-prefers-reduced-motion", "css-at-supports",
    "css-at-media-hover", "css-background-clip", "css-background-position", "css-background-repeat",
    "css-background-size", "css-border-radius", "css-box-shadow", "css-box-sizing",
    "css-caption-side", "css-color-scheme", "css-cursor", "css-filter", "css-font-kerning",
    "css-hyphens", "css-letter-spacing", "css-max-width", "css-min-width", "css-max-height",
    "css-min-height", "css-object-fit", "css-object-position", "css-opacity", "css-outline",
    "css-overflow", "css-overflow-wrap", "css-pseudo-class-active", "css-pseudo-class-focus",
    "css-pseudo-class-checked", "css-pseudo-class-hover", "css-pseudo-class-visited",
    "css-text-decoration-color", "css-text-decoration-style", "css-text-overflow",
    "css-text-shadow", "css-text-underline-offset", "css-transition", "css-user-select",
    "css-visibility", "css-word-break", "css-word-spacing", "css-word-wrap", "css-table-layout",
    "css-list-style-image", "css-list-style-position", "css-tab-size", "css-resize",
  ]

  // What decides where things stand: one client without it is one too many.
  private static let critical: Set<String> = [
    "css-at-import", "css-display-flex", "css-display-grid", "css-function-clamp",
    "css-function-light-dark", "css-function-max", "css-function-min", "css-grid-template",
    "css-left-right-top-bottom", "css-nesting", "css-position", "css-unit-calc", "css-variables",
  ]

  /// Whether the table has a feature.
  static func knows(_ feature: String) -> Bool { table[feature] != nil }

  /// Whether a mail stays readable in the clients that do not have a feature.
  static func isGraceful(_ feature: String, missing: [String]) -> Bool {
    !critical.contains(feature) && (missing.count < 2 || graceful.contains(feature))
  }

  /// The major clients that do not have a feature.
  static func missing(_ feature: String) -> [String] {
    guard let cells = table[feature] else { return [] }
    return major.filter { $0 < cells.count && cells[$0] == UInt8(ascii: "n") }.map {
      ClientSupportTable.clients[$0]
    }
  }

  /// How many of the clients that were tested have a feature, partly or wholly, and how many not.
  static func counts(_ feature: String) -> (with: Int, without: Int) {
    let cells = table[feature] ?? []
    return (
      cells.count { $0 == UInt8(ascii: "y") || $0 == UInt8(ascii: "a") },
      cells.count { $0 == UInt8(ascii: "n") }
    )
  }
}
