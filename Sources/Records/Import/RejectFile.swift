public import Diagnostics
internal import Foundation

/// Collects the rows that were not taken, to be corrected and imported again: each as it was, with
/// `line,column,field,code,message` behind it.
public final class RejectFile {
  private var bytes: [UInt8] = []
  private var file: String?
  /// How many rows it holds.
  public private(set) var count = 0

  /// An empty collection.
  public init() {}

  /// Adds a row; pass this to `Importer` as `onReject`.
  public func add(_ row: RejectedRow) {
    count += 1
    let delimiter = row.delimiter ?? UInt8(ascii: ",")
    if file != row.file {
      file = row.file
      if let header = row.header {
        bytes += header
      } else {
        bytes += "row".utf8
      }
      for name in ["line", "column", "field", "code", "message"] {
        bytes.append(delimiter)
        bytes += name.utf8
      }
      bytes.append(10)
    }
    // A row that is no CSV goes into one quoted field, so that the others stay readable.
    let isWhole = row.header != nil && row.code != ErrorCode.malformedFile.name
    bytes += isWhole ? row.row : CSVText.quoted(row.row)
    for value in [String(row.line), String(row.column), row.field, row.code, row.message] {
      bytes.append(delimiter)
      bytes += CSVText.field(value, delimiter: delimiter)
    }
    bytes.append(10)
  }

  /// Writes the file, whole or not at all.
  public func write(to path: String) throws(GalleyError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw GalleyError(
        .writeFailed, "the rejected rows could not be written",
        underlying: error.localizedDescription)
    }
  }
}

/// Writes CSV as RFC 4180 has it.
enum CSVText {
  /// A field, quoted where it must be; a text that a spreadsheet would run gets an apostrophe.
  static func field(
    _ text: String, delimiter: UInt8 = UInt8(ascii: ","), isEscaped: Bool = false
  ) -> [UInt8] {
    var text = text
    if isEscaped, let first = text.utf8.first, "=+-@\t\r".utf8.contains(first),
      Double(text) == nil
    {
      text = "'" + text
    }
    let bytes = Array(text.utf8)
    let needsQuotes = bytes.contains { byte in
      byte == delimiter || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
    }
    return needsQuotes ? quoted(bytes) : bytes
  }

  /// Bytes as one quoted field.
  static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { result.append(byte) }
      result.append(byte)
    }
    result.append(UInt8(ascii: "\""))
    return result
  }
}
