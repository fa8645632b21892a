/// The name in `candidates` that a person most likely meant, or `nil` when none is close.
///
/// Close means a Damerau-Levenshtein distance (adjacent swaps count one) of at most a third of the
/// longer name, at least 1. Ties go to the first in alphabetical order, so the answer is stable.
public func nearestName(to name: String, in candidates: some Sequence<String>) -> String? {
  let target = Array(name.lowercased().unicodeScalars)
  guard target.count <= 128 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in candidates.sorted() where candidate != name {
    let other = Array(candidate.lowercased().unicodeScalars)
    guard other.count <= 128 else { continue }
    let limit = max(1, max(target.count, other.count) / 3)
    let distance = editDistance(target, other)
    if distance <= limit, distance < best?.distance ?? Int.max {
      best = (candidate, distance)
    }
  }
  return best?.name
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for i in 0..<a.count {
    current[0] = i + 1
    for j in 0..<b.count {
      let cost = a[i] == b[j] ? 0 : 1
      current[j + 1] = min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        current[j + 1] = min(current[j + 1], beforePrevious[j - 1] + 1)
      }
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[b.count]
}
