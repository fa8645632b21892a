internal import Diagnostics

/// Builds values that know their place, and reports repeated keys.
struct PositionedBuilder: JSONBuilder {
  struct Members {
    var list: [PositionedValue.Member] = []
    var positions: [ExactKey: Int] = [:]
  }

  let file: SourceFile
  var diagnostics: [Diagnostic] = []

  init(file: SourceFile) { self.file = file }

  func null(at offset: Int) -> PositionedValue { make(.null, offset) }
  func bool(_ value: Bool, at offset: Int) -> PositionedValue { make(.bool(value), offset) }
  func number(_ text: String, at offset: Int) -> PositionedValue {
    make(.number(JSONNumber(validated: text)), offset)
  }
  func string(_ text: String, at offset: Int) -> PositionedValue { make(.string(text), offset) }
  func array(_ elements: [PositionedValue], at offset: Int) -> PositionedValue {
    make(.array(elements), offset)
  }
  func object(_ members: consuming Members, at offset: Int) -> PositionedValue {
    make(.object(members.list), offset)
  }
  func noMembers() -> Members { Members() }

  mutating func add(
    _ key: String, keyRange: Range<Int>, value: consuming PositionedValue,
    to members: inout Members
  ) {
    let member = PositionedValue.Member(
      key: key, keyLocation: file.location(at: keyRange.lowerBound), value: value)
    guard let first = members.positions[ExactKey(key)] else {
      members.positions[ExactKey(key)] = members.list.count
      members.list.append(member)
      return
    }
    let line = members.list[first].keyLocation.line
    diagnostics.append(
      Diagnostic(
        .warning, "duplicate-key",
        "the key `\(key)` is already on line \(line); the last value counts", in: file,
        range: keyRange, hint: "remove one of the two"))
    members.list[first] = member
  }

  private func make(_ kind: PositionedValue.Kind, _ offset: Int) -> PositionedValue {
    PositionedValue(kind, at: file.location(at: offset))
  }
}
