/// The memory of one worker's graph walks.
struct WalkScratch {
  /// The share of walks that end at each node, as far as it is settled.
  var settled: ScoreBuffer
  /// The share of walks that stand at each node and have not moved on.
  var waiting: ScoreBuffer
  /// The nodes to move on from, first come first served.
  var queue: [Int32] = []
  /// Whether a node stands in the queue.
  var isQueued: [Bool]
  /// How many products or interests each user shares with the person.
  var shared: ScoreBuffer

  init(nodeCount: Int, userCount: Int) {
    settled = ScoreBuffer(itemCount: nodeCount)
    waiting = ScoreBuffer(itemCount: nodeCount)
    isQueued = [Bool](repeating: false, count: nodeCount)
    shared = ScoreBuffer(itemCount: userCount)
  }
}
