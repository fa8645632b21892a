internal import SourceText

/// Replaces `var(--name, fallback)` in a value (CSS Custom Properties Level 1).
struct VariableResolver {
  private let lookUp: (String) -> [UInt8]?
  // Each replacement counts: values that refer to each other cannot grow without end.
  private var remaining = 64

  init(_ lookUp: @escaping (String) -> [UInt8]?) { self.lookUp = lookUp }

  /// The value with all variables replaced, or `nil` when one of them is unknown.
  mutating func resolve(_ value: [UInt8]) -> [UInt8]? {
    guard let start = ASCII.find("var(", in: value, from: 0) else { return value }
    guard remaining > 0, value.count < 4096 else { return nil }
    remaining -= 1
    var depth = 0
    var comma: Int?
    var index = start + 3
    while index < value.count {
      if value[index] == UInt8(ascii: "(") { depth += 1 }
      if value[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { break }
      }
      if value[index] == UInt8(ascii: ","), depth == 1, comma == nil { comma = index }
      index += 1
    }
    guard index < value.count else { return nil }
    let nameRange = ASCII.trimmed(value, start + 4..<(comma ?? index))
    let name = String(decoding: value[nameRange], as: UTF8.self)
    var replacement = lookUp(name).flatMap { resolve($0) }
    if replacement == nil, let comma {
      replacement = resolve(Array(value[ASCII.trimmed(value, comma + 1..<index)]))
    }
    guard let replacement else { return nil }
    return resolve(Array(value[..<start]) + replacement + value[(index + 1)...])
  }
}
