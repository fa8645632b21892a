internal import JSONText

enum JSONRepair {
  struct Result { var value: JSONValue?; var fixes: [String] }
  static func repair(_ bytes: [UInt8], isTruncated: Bool) -> Result {
    var text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("```json\n"), text.hasSuffix("\n```") else {
      return Result(value: nil, fixes: [])
    }
    text = String(text.dropFirst(8).dropLast(4))
    return Result(value: try? JSONParser.parse(Array(text.utf8)), fixes: ["removed a code fence"])
  }
}
