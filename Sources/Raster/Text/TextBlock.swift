/// A text broken into lines of placed glyphs; drawn at any scale.
///
/// Positions are in 64ths of a pixel at scale 1.
public struct TextBlock: Sendable, Hashable {
  /// A glyph with its place from the start of the line's baseline.
  struct Glyph: Sendable, Hashable {
    var font: FontFile
    var glyph: UInt32
    var x: Int
    var y: Int
    var isColor: Bool
  }

  /// One line.
  struct Line: Sendable, Hashable {
    var glyphs: [Glyph]
    /// Where the line starts from the left of the block.
    var x: Int
    /// The baseline from the top of the block.
    var baseline: Int
    var width: Int
  }

  var lines: [Line]
  /// Pixels per em.
  public let size: Int
  /// The width of the widest line in pixels, rounded up.
  public let width: Int
  /// The height of all lines in pixels, rounded up.
  public let height: Int
  /// Whether text was cut.
  public let isTruncated: Bool
  /// Whether a word had to be broken because it is wider than the block.
  public let hasBrokenWord: Bool
  /// Characters that no font has.
  public let missing: [Unicode.Scalar]

  /// Where the leftmost line starts, in pixels from the left of the block.
  public var left: Int { (lines.map(\.x).min() ?? 0) >> 6 }
  /// The number of lines.
  public var lineCount: Int { lines.count }
}
