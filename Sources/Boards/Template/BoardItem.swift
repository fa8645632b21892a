/// One thing a board can show.
public struct BoardItem: Sendable, Hashable {
  /// What it stands for.
  public var type: SectionType
  /// The name, the interest or the quotation.
  public var title: String
  /// A short second text, such as a price or a category.
  public var detail: String
  /// The picture, as the renderer's loader knows it.
  public var imagePath: String?
  /// What the picture shows, for those who cannot see it; the title unless given.
  public var alt: String?
  /// How important it is, in thousandths; decides areas of a treemap.
  public var score: Int
  /// Where the important part of the picture lies, in thousandths of width and height.
  public var focus: (x: Int, y: Int) {
    get { (focusX, focusY) }
    set { (focusX, focusY) = (newValue.x, newValue.y) }
  }
  var focusX = 500
  var focusY = 500

  /// Creates an item; the score is given from 0 to 1.
  public init(
    type: SectionType, title: String, detail: String = "", imagePath: String? = nil,
    alt: String? = nil, score: Double = 0.5
  ) {
    self.type = type
    self.title = title
    self.detail = detail
    self.imagePath = imagePath
    self.alt = alt
    self.score = Int(min(max(score.isFinite ? score : 0, 0), 1) * 1000 + 0.5)
  }
}
