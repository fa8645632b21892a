/// Equality as JSON Schema sees it: numbers by value, texts by their bytes.
enum SchemaEquality {
  static func areEqual(_ lhs: JSONValue, _ rhs: JSONValue) -> Bool {
    switch (lhs, rhs) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.string(let left), .string(let right)): return sameText(left, right)
    case (.number(let left), .number(let right)):
      return left.text == right.text || ExactNumber(left) == ExactNumber(right)
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.members.allSatisfy { member in
          right[member.key].map { areEqual(member.value, $0) } ?? false
        }
    default: return false
    }
  }

  /// The places of the first two equal elements, or `nil` when all differ.
  static func firstRepetition(_ elements: [JSONValue]) -> (Int, Int)? {
    guard elements.count > 8 else {
      for second in elements.indices {
        for first in 0..<second where areEqual(elements[first], elements[second]) {
          return (first, second)
        }
      }
      return nil
    }
    var seen: [[UInt8]: Int] = [:]
    for (index, element) in elements.enumerated() {
      if let first = seen.updateValue(index, forKey: element.canonicalBytes()) {
        return (first, index)
      }
    }
    return nil
  }
}
