/// One section of a board: what it shows and where.
public struct VisionBoardSection: Sendable, Hashable {
  /// What it stands for.
  public var type: SectionType
  /// What it shows.
  public var content: Content
  /// Where it lies.
  public var position: SectionPosition

  /// Texts and picture of a section.
  public struct Content: Sendable, Hashable {
    /// The main text.
    public var title: String
    /// The second text, such as a price.
    public var detail: String
    /// The picture, as the renderer's loader knows it.
    public var image: String?
    /// What the section shows, in words.
    public var alt: String
    /// How it is drawn.
    public var style: SectionStyle
    /// In thousandths.
    public var score: Int
    /// The important part of the picture, in thousandths of its width.
    public var focusX: Int
    /// The important part of the picture, in thousandths of its height.
    public var focusY: Int
    /// Which of the theme's tints a tile has.
    public var tint: Int
    /// Whether it is the board's main section.
    public var isHero: Bool
  }
}
