/// What a section of a board stands for.
public enum SectionType: String, Sendable, Hashable, CaseIterable {
  /// Something that can be bought.
  case product
  /// Something the person cares for.
  case interest
  /// A picture or a saying that sets the mood.
  case inspiration
}
