/// Which fields exist, so that a misspelt merge field is found before anything is sent.
public indirect enum DataModel: Sendable, Equatable {
  /// Nothing is known; every path is accepted.
  case any
  /// Text, a number or a truth value.
  case scalar(optional: Bool)
  /// A list of one kind of element.
  case list(DataModel)
  /// An object with these fields and no others.
  case object([String: DataModel], optional: Bool)

  /// Text, a number or a truth value that is always there.
  public static let scalar = DataModel.scalar(optional: false)

  /// An object that is always there.
  public static func object(_ fields: [String: DataModel]) -> DataModel {
    .object(fields, optional: false)
  }

  /// The model that a sample value implies; used when no declared one is at hand.
  public init(sample: TemplateValue) {
    switch sample {
    case .null: self = .any
    case .bool, .int, .decimal, .double, .string, .safeHTML: self = .scalar(optional: true)
    case .array(let elements): self = .list(elements.first.map(DataModel.init(sample:)) ?? .any)
    case .object(let object):
      self = .object(
        Dictionary(
          uniqueKeysWithValues: zip(object.keys, object.values.map(DataModel.init(sample:)))))
    }
  }

  /// What a failed look-up of a field found instead.
  enum Member {
    case found(DataModel)
    case unknown(candidates: [String])
  }

  /// The model of a member, with the members that every list and text has (`size`, `first`, `last`).
  func member(_ name: String) -> Member {
    switch self {
    case .any: .found(.any)
    case .scalar:
      name == "size" ? .found(.scalar) : .unknown(candidates: ["size"])
    case .list(let element):
      switch name {
      case "size": .found(.scalar)
      case "first", "last": .found(element)
      default: .unknown(candidates: ["size", "first", "last"])
      }
    case .object(let fields, _):
      if let field = fields[name] {
        .found(field)
      } else if name == "size" {
        .found(.scalar)
      } else {
        .unknown(candidates: fields.keys.sorted())
      }
    }
  }

  /// The model of the elements a loop goes over.
  var element: DataModel {
    switch self {
    case .list(let element): element
    default: .any
    }
  }
}
