public import Diagnostics
public import SourceText

/// The settings block between `---` lines at the top of a text file.
public struct FrontMatter: Sendable {
  /// The block as a file of its own, with the lines and columns of the original; `nil` without one.
  ///
  /// It starts with the opening `---`, which YAML reads as the start of a document.
  public var frontMatter: SourceFile?
  /// What follows the block.
  public var body: Pieces

  /// Splits a file; a block that is never closed is no block.
  public static func split(_ file: SourceFile) -> FrontMatter {
    let bytes = file.bytes
    var start = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    let whole = FrontMatter(
      frontMatter: nil, body: Pieces(file, range: start..<bytes.count))
    guard let first = fence(bytes, at: start), first.isDashes else { return whole }
    var line = first.next
    while line < bytes.count {
      if let end = fence(bytes, at: line) {
        return FrontMatter(
          frontMatter: SourceFile(name: file.name, bytes: Array(bytes[start..<line])),
          body: Pieces(file, range: end.next..<bytes.count))
      }
      line = nextLine(bytes, line)
    }
    return whole
  }

  private static func nextLine(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    return min(index + 1, bytes.count)
  }

  // A line of exactly `---` (or `...`, which YAML allows at the end), blanks after it ignored.
  private static func fence(_ bytes: [UInt8], at start: Int) -> (isDashes: Bool, next: Int)? {
    guard start + 3 <= bytes.count else { return nil }
    let mark = bytes[start]
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "."),
      bytes[start + 1] == mark, bytes[start + 2] == mark
    else { return nil }
    var index = start + 3
    while index < bytes.count, bytes[index] != 0x0A {
      guard ASCII.isSpace(bytes[index]) else { return nil }
      index += 1
    }
    return (mark == UInt8(ascii: "-"), min(index + 1, bytes.count))
  }
}
