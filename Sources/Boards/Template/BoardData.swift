/// What a board shows for one person or segment.
public struct BoardData: Sendable, Hashable {
  /// The headline; the template's unless given.
  public var title: String?
  /// The line below it; the template's unless given.
  public var subtitle: String?
  /// What can be shown, best first.
  public var items: [BoardItem]
  /// The BCP 47 tag of the texts.
  public var lang: String?

  /// Gathers the data.
  public init(
    title: String? = nil, subtitle: String? = nil, items: [BoardItem], lang: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.items = items
    self.lang = lang
  }
}
