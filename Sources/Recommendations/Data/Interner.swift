/// Texts numbered in the order of their first appearance.
struct Interner: Sendable {
  private(set) var names: [String] = []
  private var indexes: [String: Int32] = [:]

  var count: Int { names.count }

  mutating func index(of name: String) -> Int32 {
    if let index = indexes[name] { return index }
    let index = Int32(truncatingIfNeeded: names.count)
    names.append(name)
    indexes[name] = index
    return index
  }
}
