public import Diagnostics

/// A rule of the e-mail lint: its stable name is the identifier of the diagnostics it makes.
public struct LintRule: Sendable, Hashable {
  /// The identifier, such as `image-alt`.
  public let name: String
  /// How much a break of the rule matters.
  public let severity: Severity
  /// What the rule asks for, in one sentence without a full stop.
  public let summary: String

  init(_ name: String, _ severity: Severity, _ summary: String) {
    self.name = name
    self.severity = severity
    self.summary = summary
  }

  static let size = LintRule(
    "mail-size", .warning, "the HTML part stays well below the 102 KB at which Gmail clips")
  static let clipped = LintRule(
    "mail-clipped", .error, "the HTML part is smaller than the 102 KB at which Gmail clips")
  static let title = LintRule("missing-title", .warning, "the document has a <title>")
  static let language = LintRule("missing-lang", .warning, "the <html> element has a lang")
  static let preheader = LintRule(
    "missing-preheader", .warning, "a hidden preheader is the first text of the body")
  static let unsubscribe = LintRule(
    "missing-unsubscribe", .warning, "a link lets the recipient unsubscribe")
  static let imageAlt = LintRule("image-alt", .warning, "every image has an alt")
  static let imageSize = LintRule("image-size", .warning, "every image has a width")
  static let imageSource = LintRule("image-source", .error, "every image has a source that exists")
  static let insecureLink = LintRule("insecure-link", .warning, "links use https")
  static let unsafeLink = LintRule(
    "unsafe-link", .error, "links are http, https, mailto, tel or sms")
  static let emptyLink = LintRule("empty-link", .warning, "every link leads somewhere")
  static let misleadingLink = LintRule(
    "misleading-link", .warning, "a link that shows an address leads to that address")
  static let shortLink = LintRule(
    "short-link", .warning, "links name their destination, not a shortener or a bare address")
  static let element = LintRule(
    "unsupported-element", .warning, "the mail uses only elements that clients keep")
  static let clientSupport = LintRule(
    "client-support", .warning, "the mail uses only CSS that the major clients know")
  static let contrast = LintRule(
    "low-contrast", .warning, "text stands out from its background (WCAG 2, 4.5 to 1)")
  static let leftover = LintRule(
    "leftover", .error, "no template tag or placeholder is left in the mail")
  static let spam = LintRule(
    "spam-pattern", .warning, "the wording avoids what filters count against a mail")
  static let text = LintRule("missing-text", .warning, "the mail has a text part")

  /// All rules, for the documentation and for checking configured names.
  public static let all: [LintRule] = [
    size, clipped, title, language, preheader, unsubscribe, imageAlt, imageSize, imageSource,
    insecureLink, unsafeLink, emptyLink, misleadingLink, shortLink, element, clientSupport,
    contrast, leftover, spam, text,
  ]
}
