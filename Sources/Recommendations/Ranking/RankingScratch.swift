/// The memory of one worker that ranks one person after the other.
struct RankingScratch {
  /// The memory of graph walks, made when the first is needed.
  var walk: WalkScratch?
  private let itemCount: Int
  private var parts: [ScoreBuffer?]
  /// The person's weight of each product bought.
  var profile: ScoreBuffer
  /// The part whose scores are the totals, if there is only one.
  private var single: ScorePart?
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

  /// The totals are those of one part, multiplied with a factor: nothing has to be added up.
  mutating func setTotal(_ part: ScorePart, factor: Float) {
    let position = part.position
    guard var buffer = parts[position] else { return }
    parts[position] = nil
    buffer.scale(by: factor)
    swap(&buffer, &total)
    parts[position] = buffer
    single = part
  }

  /// Adds the positive scores of a part to the totals.
  mutating func addToTotal(_ part: ScorePart, factor: Float) {
    guard let buffer = parts[part.position] else { return }
    total.add(positiveOf: buffer, factor: factor)
  }

  /// The score of an item in a part that was put back for this person.
  func score(_ part: ScorePart, _ item: Int) -> Float {
    part == single ? total[item] : parts[part.position]?[item] ?? 0
  }

  /// Forgets the totals of the person before.
  mutating func resetTotal() {
    single = nil
    total.reset()
  }
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
    case .walk: 6
    case .restock: 7
    }
  }
}
