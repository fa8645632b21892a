internal import Diagnostics
internal import Yams

/// Turns the library's nodes into positioned values and counts them, aliases expanded.
struct YAMLConverter {
  var marks: YAMLMarks
  let limits: YAMLLimits
  var diagnostics: [Diagnostic] = []
  private var count = 0

  init(marks: YAMLMarks, limits: YAMLLimits) {
    self.marks = marks
    self.limits = limits
  }

  // `nil` once a limit is passed; the diagnostic says which.
  mutating func convert(_ node: Node, depth: Int) -> PositionedValue? {
    let offset = node.mark.map { marks.offset(line: $0.line, column: $0.column) } ?? 0
    count += 1
    guard count <= limits.maximumValues else {
      return fail("yaml-limit", "aliases make more than \(limits.maximumValues) values", offset)
    }
    guard depth <= limits.maximumDepth else {
      return fail("yaml-limit", "the nesting is deeper than \(limits.maximumDepth)", offset)
    }
    let location = marks.file.location(at: offset)
    switch node {
    case .scalar(let scalar):
      return PositionedValue(kind(scalar, at: offset), at: location)
    case .sequence(let sequence):
      var elements: [PositionedValue] = []
      for element in sequence {
        guard let value = convert(element, depth: depth + 1) else { return nil }
        elements.append(value)
      }
      return PositionedValue(.array(elements), at: location)
    case .mapping(let mapping):
      guard let members = members(mapping, depth: depth) else { return nil }
      return PositionedValue(.object(members), at: location)
    case .alias:
      return fail("invalid-yaml", "this alias has no anchor before it", offset)
    }
  }

  private mutating func members(
    _ mapping: Node.Mapping, depth: Int
  ) -> [PositionedValue.Member]? {
    var members: [PositionedValue.Member] = []
    var lines: [ExactKey: Int] = [:]
    for (key, node) in mapping {
      let offset = key.mark.map { marks.offset(line: $0.line, column: $0.column) } ?? 0
      guard case .scalar(let scalar) = key else {
        return fail("invalid-yaml", "a key must be a text", offset)
      }
      let location = marks.file.location(at: offset)
      if let line = lines.updateValue(location.line, forKey: ExactKey(scalar.string)) {
        return fail(
          "duplicate-key", "the key `\(scalar.string)` is already on line \(line)", offset,
          length: scalar.string.utf8.count)
      }
      guard let value = convert(node, depth: depth + 1) else { return nil }
      members.append(
        PositionedValue.Member(key: scalar.string, keyLocation: location, value: value))
    }
    return members
  }

  private mutating func kind(_ scalar: Node.Scalar, at offset: Int) -> PositionedValue.Kind {
    switch explicitTag(at: offset) {
    case nil:
      return scalar.style == .plain
        ? YAMLScalar.kind(ofPlain: scalar.string) : .string(scalar.string)
    case "!", "!!str":
      return .string(scalar.string)
    case "!!int", "!!float", "!!bool", "!!null":
      return YAMLScalar.kind(ofPlain: scalar.string)
    case .some(let tag):
      let _: PositionedValue? = fail(
        "unknown-tag", "the tag `\(tag)` has no meaning here", offset, length: tag.utf8.count)
      return .string(scalar.string)
    }
  }

  // The library gives untagged plain scalars and `!!str` the same tag; the source tells them apart.
  private func explicitTag(at offset: Int) -> String? {
    let bytes = marks.file.bytes
    func wordEnd(_ start: Int) -> Int {
      bytes[start...].firstIndex { $0 <= 0x20 || $0 == 0x2C } ?? bytes.count
    }
    var index = offset
    if index < bytes.count, bytes[index] == 0x26 {
      index = wordEnd(index)
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }
    guard index < bytes.count, bytes[index] == 0x21 else { return nil }
    return String(decoding: bytes[index..<wordEnd(index)], as: UTF8.self)
  }

  private mutating func fail<Value>(
    _ identifier: String, _ summary: String, _ offset: Int, length: Int = 1
  ) -> Value? {
    let end = min(offset + length, marks.file.bytes.count)
    diagnostics.append(
      Diagnostic(
        .error, identifier, summary, in: marks.file, range: offset..<max(offset, end)))
    return nil
  }
}
