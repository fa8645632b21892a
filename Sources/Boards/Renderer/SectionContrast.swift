/// How well a text over a picture can be read, measured on the drawn pixels.
public struct SectionContrast: Sendable, Hashable {
  /// The section's place in the board.
  public var section: Int
  /// The WCAG 2 contrast ratio times 100 with the brightest tenth of the pixels behind the text.
  public var ratio: Int
  /// How dark the scrim had to be, 0 to 255.
  public var scrim: Int
}
