/// How a section is drawn.
public enum SectionStyle: String, Sendable, Hashable, CaseIterable {
  /// A picture with the text below it on a card.
  case card
  /// A picture that fills the section, with the text over it.
  case photo
  /// A coloured ground with large type, without a picture.
  case tile
}
