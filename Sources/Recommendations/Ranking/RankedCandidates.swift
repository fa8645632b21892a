/// Candidates that come out best first, sorted only as far as they are asked for.
struct RankedCandidates {
  struct Candidate {
    let item: Int32
    let score: Float
    @inline(__always)
    func ranksBefore(_ other: Candidate) -> Bool {
      score == other.score ? item < other.item : score > other.score
    }
  }

  private var heap: [Candidate]

  init(_ candidates: [Candidate]) {
    heap = candidates
    for parent in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(from: parent) }
  }

  var count: Int { heap.count }

  mutating func next() -> Candidate? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown(from: 0)
    }
    return first
  }

  private mutating func siftDown(from start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1].ranksBefore(heap[child]) { child += 1 }
      guard heap[child].ranksBefore(heap[parent]) else { return }
      heap.swapAt(parent, child)
      parent = child
    }
  }
}
