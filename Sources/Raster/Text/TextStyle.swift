/// How a text is set.
public struct TextStyle: Sendable, Hashable {
  /// Where lines stand between the two sides.
  public enum Alignment: String, Sendable, Hashable, CaseIterable {
    /// Where reading starts: left, or right in Arabic and Hebrew.
    case start
    /// In the middle.
    case center
    /// Where reading ends.
    case end
  }

  /// The family; other scripts fall back to faces that suit it.
  public var family: String
  /// 100 (thin) to 900 (black).
  public var weight: Int
  /// Whether the italic face is used.
  public var isItalic: Bool
  /// Pixels per em.
  public var size: Int
  /// From baseline to baseline, in percent of the size.
  public var lineHeight: Int
  /// Space added between letters, in thousandths of an em; scripts that join letters ignore it.
  public var tracking: Int
  /// A BCP 47 tag, which chooses between Chinese, Japanese and Korean forms.
  public var language: String?
  /// Where lines stand.
  public var alignment: Alignment
  /// Lines past this many are cut, the last one with an ellipsis.
  public var maxLines: Int

  /// Creates a style.
  public init(
    family: String, size: Int, weight: Int = 400, isItalic: Bool = false, lineHeight: Int = 130,
    tracking: Int = 0, language: String? = nil, alignment: Alignment = .start, maxLines: Int = 100
  ) {
    self.family = family
    self.size = min(max(size, 1), 2000)
    self.weight = weight
    self.isItalic = isItalic
    self.lineHeight = min(max(lineHeight, 50), 400)
    self.tracking = min(max(tracking, -200), 1000)
    self.language = language
    self.alignment = alignment
    self.maxLines = max(1, maxLines)
  }

  /// The style at another size.
  public func sized(_ size: Int) -> TextStyle {
    var style = self
    style.size = min(max(size, 1), 2000)
    return style
  }
}
