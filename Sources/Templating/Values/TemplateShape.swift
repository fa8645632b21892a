/// The member names of template objects, in order, with what is needed to find one fast.
///
/// Objects of the same kind (all contacts, all products) can share one shape, so that making one
/// for each recipient costs no hashing.
public final class TemplateShape: Sendable {
  /// The names in order, each once.
  public let keys: [String]
  let codes: [Int]
  private let table: [Int32]

  /// Makes a shape; a repeated name keeps its first place.
  public init(_ keys: [String]) {
    var seen = Set<String>()
    let unique = keys.filter { seen.insert($0).inserted }
    self.keys = unique
    codes = unique.map(TemplateKey.code(of:))
    guard unique.count > Self.linearLimit else {
      table = []
      return
    }
    var size = 16
    while size < unique.count * 2 { size *= 2 }
    var table = [Int32](repeating: -1, count: size)
    for (index, code) in codes.enumerated() {
      var place = code & (size - 1)
      while table[place] >= 0 { place = (place + 1) & (size - 1) }
      table[place] = Int32(truncatingIfNeeded: index)
    }
    self.table = table
  }

  // Up to this many names are compared in order; a table only pays beyond.
  private static let linearLimit = 8

  func index(of key: TemplateKey) -> Int? {
    if table.isEmpty {
      for index in 0..<codes.count where codes[index] == key.code && keys[index] == key.name {
        return index
      }
      return nil
    }
    var place = key.code & (table.count - 1)
    while table[place] >= 0 {
      let index = Int(table[place])
      if codes[index] == key.code, keys[index] == key.name { return index }
      place = (place + 1) & (table.count - 1)
    }
    return nil
  }
}
