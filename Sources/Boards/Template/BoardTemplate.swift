/// What a kind of board looks like before anyone's data is in it. Read from `board.yml`.
public struct BoardTemplate: Sendable, Hashable {
  /// What people call it.
  public var name: String
  /// The size at scale 1, in pixels.
  public var width: Int
  /// The height at scale 1, in pixels.
  public var height: Int
  /// Pixels per unit when nothing else is asked for: 1 or 2.
  public var scale: Int
  /// How the area is shared.
  public var layout: LayoutKind
  /// Columns of a grid or a masonry; chosen by the number of sections unless given.
  public var columns: Int?
  /// The name of the theme, if the template asks for one.
  public var themeName: String?
  /// The small line above the title.
  public var eyebrow: String
  /// The headline when the data has none.
  public var title: String
  /// The line below it when the data has none.
  public var subtitle: String
  /// The line at the bottom.
  public var footer: String
  /// The size that the copy for e-mails may have, in bytes.
  public var maxBytes: Int
  /// What goes in, in order.
  var slots: [Slot]

  /// A group of sections that show items of one type.
  struct Slot: Sendable, Hashable {
    var type: SectionType
    var limit: Int
    var style: SectionStyle?
    var isHero: Bool
    var columns: Int
    var rows: Int
  }
}
