/// The members of an object that a template can name, in order, with fast look-up.
///
/// An object is one pointer, so passing it around costs nothing. Changing a member copies all of
/// them: make objects whole, from pairs or from a shared shape.
public struct TemplateObject: Sendable, ExpressibleByDictionaryLiteral {
  final class Storage: Sendable {
    let shape: TemplateShape
    let values: [TemplateValue]

    init(shape: TemplateShape, values: [TemplateValue]) {
      self.shape = shape
      self.values = values
    }
  }

  let storage: Storage

  /// An object of pairs; a repeated key keeps its first place and its last value.
  public init(_ pairs: some Sequence<(String, TemplateValue)>) {
    let pairs = Array(pairs)
    let shape = TemplateShape(pairs.map(\.0))
    if shape.keys.count == pairs.count {
      storage = Storage(shape: shape, values: pairs.map(\.1))
      return
    }
    var values = [TemplateValue](repeating: .null, count: shape.keys.count)
    for (key, value) in pairs {
      if let index = shape.index(of: TemplateKey(key)) { values[index] = value }
    }
    storage = Storage(shape: shape, values: values)
  }

  /// An object of a shared shape; missing values are null and surplus ones are ignored.
  public init(shape: TemplateShape, values: [TemplateValue]) {
    let count = shape.keys.count
    if values.count == count {
      storage = Storage(shape: shape, values: values)
    } else {
      let padding = [TemplateValue](repeating: .null, count: max(0, count - values.count))
      storage = Storage(shape: shape, values: Array(values.prefix(count)) + padding)
    }
  }

  /// An empty object.
  public init() { self.init([]) }

  /// An object in the order written.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) { self.init(elements) }

  /// The names in order.
  public var keys: [String] { storage.shape.keys }
  /// The values in the order of the names.
  public var values: [TemplateValue] { storage.values }
  /// The number of members.
  public var count: Int { storage.values.count }
  /// Whether there are no members.
  public var isEmpty: Bool { storage.values.isEmpty }

  /// The value of a key. Assigning `nil` removes the member; a new key goes last.
  public subscript(key: String) -> TemplateValue? {
    get { value(TemplateKey(key)) }
    set {
      var pairs = zip(keys, values).map { ($0, $1) }
      if let index = storage.shape.index(of: TemplateKey(key)) {
        if let newValue { pairs[index].1 = newValue } else { pairs.remove(at: index) }
      } else if let newValue {
        pairs.append((key, newValue))
      }
      self = TemplateObject(pairs)
    }
  }

  func value(_ key: TemplateKey) -> TemplateValue? {
    guard let index = storage.shape.index(of: key) else { return nil }
    return storage.values[index]
  }
}

extension TemplateObject: Equatable {
  /// Two objects are equal when they have the same members, in any order.
  public static func == (lhs: TemplateObject, rhs: TemplateObject) -> Bool {
    lhs.storage === rhs.storage
      || (lhs.count == rhs.count && zip(lhs.keys, lhs.values).allSatisfy { rhs[$0] == $1 })
  }
}
