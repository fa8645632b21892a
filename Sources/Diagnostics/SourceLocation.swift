/// A place in a source file, as people and editors count it.
///
/// `line` and `column` start at 1; `column` counts UTF-8 bytes, as compilers do. `offset` is the
/// distance in bytes from the start of the file.
public struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The path or name a person knows the file by.
  public var file: String
  /// Bytes from the start of the file.
  public var offset: Int
  /// The line, from 1.
  public var line: Int
  /// The UTF-8 column, from 1.
  public var column: Int

  /// Creates a location.
  public init(file: String, offset: Int = 0, line: Int = 1, column: Int = 1) {
    self.file = file
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  public var description: String { "\(file):\(line):\(column)" }

  /// Orders by file, then by offset.
  public static func < (lhs: SourceLocation, rhs: SourceLocation) -> Bool {
    (lhs.file, lhs.offset, lhs.line, lhs.column) < (rhs.file, rhs.offset, rhs.line, rhs.column)
  }
}
