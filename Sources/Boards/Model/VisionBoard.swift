public import Diagnostics

/// A finished board: everything that is needed to draw it, and nothing else but its pictures.
public struct VisionBoard: Sendable, Hashable {
  /// Whom it is for.
  public var userID: String
  /// Its id.
  public var boardID: String
  /// The small line above the title.
  public var eyebrow: String
  /// The headline.
  public var title: String
  /// The line below it.
  public var subtitle: String
  /// The line at the bottom.
  public var footer: String
  /// The BCP 47 tag of the texts.
  public var lang: String?
  /// The area and how it is shared.
  public var layout: Layout
  /// How it looks.
  public var theme: BoardTheme
  /// What it shows.
  public var sections: [VisionBoardSection]
  /// Where the drawn board can be fetched, once it is published.
  public var imageURL: String?
  /// When it was composed.
  public var generatedAt: Timestamp
  /// The digest of everything that changes its pixels, its pictures' contents excepted.
  public var inputHash: String

  /// The area of a board.
  public struct Layout: Sendable, Hashable {
    /// How it is shared; never `auto`.
    public var kind: LayoutKind
    /// The width at scale 1.
    public var width: Int
    /// The height at scale 1.
    public var height: Int
    /// Columns of the grid, 0 where the layout has none.
    public var columns: Int
    /// Rows of the grid, 0 where the layout has none.
    public var rows: Int
    /// Between sections.
    public var gap: Int
    /// Around everything.
    public var margin: Int
    /// Where the headline stands; of no height when there is none.
    public var header: SectionPosition
    /// Where the line at the bottom stands.
    public var footer: SectionPosition
  }

  /// The whole board in words, for the `alt` of its picture.
  public var alt: String {
    let parts = sections.map(\.content.alt).filter { !$0.isEmpty }
    let heading = [title, subtitle].filter { !$0.isEmpty }.joined(separator: ", ")
    return ([heading] + parts).filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
