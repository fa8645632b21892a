/// Ids in byte order with their positions: the order that breaks every tie.
struct IDIndex: Sendable {
  let ids: [String]
  private let positions: [String: Int32]

  init(_ ids: some Sequence<String>) {
    var seen: Set<String> = []
    self.ids = ids.filter { seen.insert($0).inserted }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    positions = Dictionary(
      uniqueKeysWithValues: self.ids.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) })
  }

  var count: Int { ids.count }

  subscript(id: String) -> Int? { positions[id].map(Int.init) }
}
