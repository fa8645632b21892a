internal import SourceText

/// One value of a row: plain bits without references, so that reading it counts nothing.
///
/// Text is a stretch of the row's bytes, an element of a list is a block of the row's cells, and
/// what has no fixed form (free JSON) is a place in the row's boxes.
struct Cell: BitwiseCopyable, Sendable {
  enum Kind: UInt8, Sendable {
    // The first two are written as their bytes.
    case text, decimal
    case missing, bool, int, double, html, list, object, boxed
  }

  var kind: Kind
  var traits: TextTraits = []
  /// The shape of an object's block.
  var shape: UInt16 = 0
  /// The bytes of a text; the elements of a list; for the first cell of a block, the block that
  /// follows in its list, or 0.
  var count: UInt32 = 0
  /// The offset of a text; the number's bits; the first and last block of a list; the block and
  /// the column of an object; the place of a box.
  var payload: Int = 0

  static let missing = Cell(kind: .missing)

  static func pair(_ first: Int, _ second: Int) -> Int { first << 32 | second }
  /// The first half of the payload: a list's first block, an object's block.
  var first: Int { payload >> 32 }
  /// The second half of the payload: a list's last block, an object's column.
  var second: Int { payload & 0xFFFF_FFFF }

  var isText: Bool { kind.rawValue <= Kind.decimal.rawValue }
}
