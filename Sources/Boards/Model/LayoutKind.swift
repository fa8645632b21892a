/// How the sections of a board share its area.
public enum LayoutKind: String, Sendable, Hashable, CaseIterable {
  /// Chosen by the number of sections.
  case auto
  /// Rows of equal height; sections may span columns and rows.
  case grid
  /// One large section, the others in a grid beside or below it.
  case hero
  /// Columns of equal width with sections of different heights.
  case masonry
  /// Rows that are filled edge to edge with sections of different widths.
  case justified
  /// Areas in proportion to the scores.
  case treemap
}
