/// The members of a JSON object in their order, with fast look-up by key.
public struct JSONObject: Sendable, Hashable, Sequence, ExpressibleByDictionaryLiteral {
  /// One key with its value.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Pairs a key with a value.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in order; keys are unique.
  public private(set) var members: [Member] = []
  // Only for more members than are searched in order; absent, it costs nothing to copy.
  private var positions: [ExactKey: Int]?

  /// An empty object.
  public init() {}

  /// An object of pairs; a repeated key keeps its first place and its last value.
  public init(_ pairs: some Sequence<(String, JSONValue)>) {
    for (key, value) in pairs { self[key] = value }
  }

  /// An object in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  /// The number of members.
  public var count: Int { members.count }
  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }
  /// The keys in order.
  public var keys: [String] { members.map(\.key) }

  /// The value of a key. Assigning `nil` removes the member; a new key goes last.
  public subscript(key: String) -> JSONValue? {
    get { index(of: key).map { members[$0].value } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?):
        members[index].value = value
      case (let index?, nil):
        members.remove(at: index)
        reindex()
      case (nil, let value?):
        put(value, at: key)
      case (nil, nil):
        break
      }
    }
  }

  /// Iterates over the members in order.
  public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }

  // Objects of a few members are searched in order: a dictionary costs more than it saves there.
  private static let linearLimit = 8

  /// Sets the value of a key; what readers use, as it never removes.
  @inline(__always)
  mutating func put(_ value: consuming JSONValue, at key: String) {
    if let index = index(of: key) {
      members[index].value = value
      return
    }
    if members.isEmpty { members.reserveCapacity(4) }
    members.append(Member(key: key, value: value))
    if members.count > Self.linearLimit {
      if positions == nil { reindex() } else { positions?[ExactKey(key)] = members.count - 1 }
    }
  }

  /// The place of a key among the members; keys are compared byte by byte.
  func index(of key: String) -> Int? {
    if let positions { return positions[ExactKey(key)] }
    for index in members.indices where sameText(members[index].key, key) { return index }
    return nil
  }

  private mutating func reindex() {
    positions = nil
    guard members.count > Self.linearLimit else { return }
    var places: [ExactKey: Int] = [:]
    for (index, member) in members.enumerated() { places[ExactKey(member.key)] = index }
    positions = places
  }

  /// Two objects are equal when they have the same members, in any order.
  public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
    lhs.count == rhs.count && lhs.members.allSatisfy { rhs[$0.key] == $0.value }
  }

  /// Hashes independently of the order.
  public func hash(into hasher: inout Hasher) {
    var combined = 0
    for member in members { combined ^= member.hashValue }
    hasher.combine(combined)
  }
}
