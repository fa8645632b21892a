public import SourceText

/// What the inliner does beside moving declarations into `style` attributes.
public struct InliningOptions: Sendable {
  /// Whether `width` and `height` of tables, cells and images become attributes, for Outlook.
  public var setsSizeAttributes: Bool
  /// Whether colours, alignment and background images of table parts become attributes.
  public var setsTableAttributes: Bool
  /// Whether `!important` stays in `style` attributes; it would win over @media rules there.
  public var keepsImportant: Bool
  /// Whether `var(--name)` is replaced by its value, as few mail clients know it.
  public var resolvesVariables: Bool
  /// Whether what cannot be inlined of extra CSS goes into a `style` element in the head.
  public var insertsPreservedExtraCSS: Bool
  /// Whether `<style>` elements are inlined at all; extra CSS always is.
  public var inlinesStyleElements: Bool
  /// Reads the file that a `<link rel="stylesheet">` names; links it does not know stay.
  public var loadStylesheet: @Sendable (String) -> Pieces?

  /// Creates options.
  public init(
    setsSizeAttributes: Bool = true, setsTableAttributes: Bool = true,
    keepsImportant: Bool = false, resolvesVariables: Bool = true,
    insertsPreservedExtraCSS: Bool = true, inlinesStyleElements: Bool = true,
    loadStylesheet: @escaping @Sendable (String) -> Pieces? = { _ in nil }
  ) {
    self.setsSizeAttributes = setsSizeAttributes
    self.setsTableAttributes = setsTableAttributes
    self.keepsImportant = keepsImportant
    self.resolvesVariables = resolvesVariables
    self.insertsPreservedExtraCSS = insertsPreservedExtraCSS
    self.inlinesStyleElements = inlinesStyleElements
    self.loadStylesheet = loadStylesheet
  }
}
