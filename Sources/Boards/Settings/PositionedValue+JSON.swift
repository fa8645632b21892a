internal import Diagnostics
internal import JSONText

extension PositionedValue {
  /// A value without places as one whose every place is the start of a named document.
  init(_ json: JSONValue, document: String) {
    let place = SourceLocation(file: document)
    let kind: Kind =
      switch json {
      case .null: .null
      case .bool(let value): .bool(value)
      case .number(let value): .number(value)
      case .string(let value): .string(value)
      case .array(let values): .array(values.map { PositionedValue($0, document: document) })
      case .object(let object):
        .object(
          object.members.map {
            Member(
              key: $0.key, keyLocation: place,
              value: PositionedValue($0.value, document: document))
          })
      }
    self.init(kind, at: place)
  }
}
