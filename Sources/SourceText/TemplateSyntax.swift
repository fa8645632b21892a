/// A template language that designers bring along.
public enum TemplateSyntax: String, Sendable, Hashable, CaseIterable {
  /// Liquid, the default: `{{ output | filter }}` and `{% tag %}`.
  case liquid
  /// Handlebars: `{{output}}`, `{{#helper}}` and paths.
  case handlebars
  /// Mustache, as its specification 1.x says.
  case mustache

  /// The language of a file, told by its extension: `.hbs` and `.handlebars` are Handlebars,
  /// `.mustache` is Mustache, and everything else (`email.liquid.html`, `email.mjml`) is Liquid.
  public static func forFileName(_ name: String) -> TemplateSyntax {
    for part in name.lowercased().split(separator: ".").dropFirst().reversed() {
      switch part {
      case "hbs", "handlebars": return .handlebars
      case "mustache": return .mustache
      case "liquid": return .liquid
      default: continue
      }
    }
    return .liquid
  }
}
