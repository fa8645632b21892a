/// Turns lengths designed for a board of 1200 pixels into lengths for a board of another size.
struct TypeScale: Sendable, Hashable {
  /// The width that lengths are meant for, in pixels.
  let base: Int

  init(width: Int, height: Int) { base = max(1, min(width, height * 13 / 10)) }

  /// A length at the board's size, at least 1 when it was.
  func callAsFunction(_ length: Int) -> Int {
    length <= 0 ? -((-length * base + 600) / 1200) : max(1, (length * base + 600) / 1200)
  }
}
