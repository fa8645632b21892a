/// What a shape is filled with.
public enum Paint: Sendable {
  /// One colour.
  case color(Color)
  /// A gradient across the shape's rectangle.
  case gradient(LinearGradient)
  /// A picture whose top left corner is the rectangle's.
  case image(Bitmap)
}
