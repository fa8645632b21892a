/// The memory of one worker that ranks one person after the other.
struct RankingScratch {
  private let itemCount: Int
  private var parts: [ScoreBuffer?]
  /// The person's weight of each product bought.
  var profile: ScoreBuffer
  /// The mixed scores.
  var total: ScoreBuffer

  init(itemCount: Int) {
    self.itemCount = itemCount
    parts = [ScoreBuffer?](repeating: nil, count: ScorePart.allCases.count)
    profile = ScoreBuffer(itemCount: itemCount)
    total = ScoreBuffer(itemCount: itemCount)
  }

  /// Takes the buffer of a part out, cleared, so that it can be written without copying.
  mutating func take(_ part: ScorePart) -> ScoreBuffer {
    let position = part.position
    var buffer = parts[position] ?? ScoreBuffer(itemCount: itemCount)
    parts[position] = nil
    buffer.reset()
    return buffer
  }

  mutating func put(_ buffer: ScoreBuffer, for part: ScorePart) { parts[part.position] = buffer }

  /// Adds the positive scores of a part to the totals.
  mutating func addToTotal(_ part: ScorePart, factor: Float) {
    guard let buffer = parts[part.position] else { return }
    for item in buffer.touched {
      let score = buffer[Int(item)]
      if score > 0 { total.add(score * factor, to: Int(item)) }
    }
  }

  /// The score of an item in a part that was put back for this person.
  func score(_ part: ScorePart, _ item: Int) -> Float { parts[part.position]?[item] ?? 0 }
}

extension ScorePart {
  var position: Int {
    switch self {
    case .linear: 0
    case .neighbours: 1
    case .content: 2
    case .interest: 3
    case .trend: 4
    case .complements: 5
    case .restock: 6
    }
  }
}
