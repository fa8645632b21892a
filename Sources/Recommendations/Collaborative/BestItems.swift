/// The best few of many scored items: a bounded heap whose root is the worst kept.
///
/// Equal scores rank by item, so that the outcome does not depend on the order of the offers.
struct BestItems: Sendable {
  struct Entry: Sendable {
    let item: Int32
    let payload: Int32
    let score: Float

    func ranksBefore(_ other: Entry) -> Bool {
      score == other.score ? item < other.item : score > other.score
    }
  }

  private let limit: Int
  private var heap: [Entry] = []
  /// Scores below it cannot enter.
  private(set) var threshold = -Float.infinity

  init(limit: Int) {
    self.limit = max(1, limit)
    heap.reserveCapacity(self.limit)
  }

  mutating func removeAll() {
    heap.removeAll(keepingCapacity: true)
    threshold = -Float.infinity
  }

  mutating func offer(item: Int32, payload: Int32 = 0, score: Float) {
    let entry = Entry(item: item, payload: payload, score: score)
    if heap.count < limit {
      heap.append(entry)
      siftUp()
    } else if entry.ranksBefore(heap[0]) {
      heap[0] = entry
      siftDown()
    } else {
      return
    }
    if heap.count == limit { threshold = heap[0].score }
  }

  func sortedByItem() -> [Entry] { heap.sorted { $0.item < $1.item } }
  func sortedByScore() -> [Entry] { heap.sorted { $0.ranksBefore($1) } }

  private mutating func siftUp() {
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[parent].ranksBefore(heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child].ranksBefore(heap[child + 1]) { child += 1 }
      guard heap[parent].ranksBefore(heap[child]) else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
