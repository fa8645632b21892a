internal import Diagnostics
internal import JSONText

struct JSONSchema: Sendable {
  struct Violation { var instancePointer: String; var message: String }
  let schema: JSONValue
  init(_ schema: JSONValue) throws(GalleyError) { self.schema = schema }
  func validate(_ value: JSONValue) -> [Violation] {
    guard let object = value.objectValue else {
      return [Violation(instancePointer: "", message: "must be an object")]
    }
    var found: [Violation] = []
    for key in (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
    where object[key] == nil {
      found.append(Violation(instancePointer: "", message: "the key \(key) is missing"))
    }
    for member in object {
      guard let rule = schema["properties"]?[member.key] else {
        found.append(Violation(instancePointer: "", message: "the key \(member.key) is unknown"))
        continue
      }
      if let most = rule["maxLength"]?.numberValue?.intValue,
        (member.value.stringValue ?? "").unicodeScalars.count > most
      {
        found.append(
          Violation(instancePointer: "/" + member.key, message: "longer than \(most) characters"))
      }
    }
    return found
  }
}

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
