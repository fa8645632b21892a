internal import Glibc

/// Adds up the quality of lists, one person after the other.
struct RankingMetrics {
  private let k: Int
  private var users = 0
  private var recallSum = 0.0
  private var ndcgSum = 0.0
  private var surpriseSum = 0.0
  private var shownCount = 0
  private var shown: Set<String> = []

  init(k: Int) { self.k = max(1, k) }

  mutating func add(_ list: [String], relevant: Set<String>, surprise: (String) -> Double) {
    guard !relevant.isEmpty else { return }
    users += 1
    var hits = 0
    var gain = 0.0
    for (position, item) in list.prefix(k).enumerated() {
      shown.insert(item)
      shownCount += 1
      surpriseSum += surprise(item)
      guard relevant.contains(item) else { continue }
      hits += 1
      gain += 1 / log2(Double(position) + 2)
    }
    let best = min(k, relevant.count)
    let ideal = (0..<best).reduce(0.0) { $0 + 1 / log2(Double($1) + 2) }
    recallSum += Double(hits) / Double(best)
    ndcgSum += gain / ideal
  }

  func result(method: String, catalogueCount: Int) -> EvaluationResult {
    let people = Double(max(1, users))
    return EvaluationResult(
      method: method, k: k, users: users, recall: recallSum / people, ndcg: ndcgSum / people,
      coverage: Double(shown.count) / Double(max(1, catalogueCount)),
      novelty: surpriseSum / Double(max(1, shownCount)))
  }
}
