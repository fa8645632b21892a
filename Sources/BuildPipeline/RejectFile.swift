internal import Records

/// The file of `--reject`: every row that was not taken, as it was, with the reason.
enum RejectFile {
  static func bytes(_ rows: [RejectedRow]) -> [UInt8] {
    var bytes = Array("file,line,column,field,code,message,row\r\n".utf8)
    for row in rows {
      for text in [row.file, "\(row.line)", "\(row.column)", row.field, row.code, row.message] {
        bytes += cell(Array(text.utf8)) + [UInt8(ascii: ",")]
      }
      bytes += cell(row.row) + [13, 10]
    }
    return bytes
  }

  private static func cell(_ text: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    guard text.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 10 || $0 == 13 })
    else { return text }
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
