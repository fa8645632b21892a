/// How well a text over a picture can be read, measured on the drawn pixels.
public struct SectionContrast: Sendable, Hashable {
  /// The section's place in the board.
  public var section: Int
  /// The WCAG 2 contrast ratio times 100 with the hardest tenth of the pixels behind the text:
  /// the brightest beneath white letters, the darkest beneath dark ones.
  public var ratio: Int
  /// How strong the scrim had to be, 0 to 255.
  public var scrim: Int
}
