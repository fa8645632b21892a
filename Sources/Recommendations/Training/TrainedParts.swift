internal import Crypto

/// The costly parts of a trained model, to be kept in a file between runs.
///
/// Each part carries a digest of its whole input: a model takes a part over only when the digest
/// of its own input is the same, so a model trained with kept parts equals one from nothing.
public struct TrainedParts: Sendable {
  struct Linear: Sendable {
    let key: [UInt8]
    let itemCount: Int
    let neighbours: CosineNeighbours
    let weights: [Float]
  }

  struct Complements: Sendable {
    let key: [UInt8]
    let pairs: ComplementPairs
  }

  let linear: Linear
  let complements: Complements

  private static let magic = Array("galley-model 1\n".utf8)

  /// The parts as bytes, with a digest at the end.
  public var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.bytes = Self.magic
    writer.bytes += linear.key
    writer.add(linear.neighbours.start)
    writer.add(linear.neighbours.items)
    writer.add(linear.neighbours.shared)
    writer.add(linear.weights)
    writer.bytes += complements.key
    writer.add(complements.pairs.start)
    writer.add(complements.pairs.items)
    writer.add(complements.pairs.baskets)
    writer.add(complements.pairs.lifts)
    return writer.bytes + Array(SHA256.hash(data: writer.bytes))
  }

  /// Reads parts; `nil` for bytes that are damaged, cut off or from another version.
  public init?(bytes: [UInt8]) {
    let body = bytes.dropLast(32)
    guard bytes.count > 32 + Self.magic.count, body.starts(with: Self.magic),
      Array(SHA256.hash(data: body)) == Array(bytes.suffix(32))
    else { return nil }
    var reader = ByteReader(Array(body.dropFirst(Self.magic.count)))
    guard let linearKey = reader.take(32), let start = reader.indexes(),
      let items = reader.integers(), let shared = reader.integers(),
      let weights = reader.floats(), let complementsKey = reader.take(32),
      let pairStart = reader.indexes(), let pairItems = reader.integers(),
      let baskets = reader.integers(), let lifts = reader.floats(), reader.isAtEnd,
      Self.isSound(start, items, itemCount: start.count - 1), shared.count == items.count,
      weights.count == items.count, pairStart.count == start.count,
      Self.isSound(pairStart, pairItems, itemCount: start.count - 1),
      baskets.count == pairItems.count, lifts.count == pairItems.count,
      weights.allSatisfy(\.isFinite), lifts.allSatisfy(\.isFinite)
    else { return nil }
    linear = Linear(
      key: linearKey, itemCount: start.count - 1,
      neighbours: CosineNeighbours(start: start, items: items, shared: shared), weights: weights)
    complements = Complements(
      key: complementsKey,
      pairs: ComplementPairs(start: pairStart, items: pairItems, baskets: baskets, lifts: lifts))
  }

  init(linear: Linear, complements: Complements) {
    self.linear = linear
    self.complements = complements
  }

  // A file can be made by hand, digest and all; an index out of range would stop the program.
  private static func isSound(_ start: [Int], _ items: [Int32], itemCount: Int) -> Bool {
    guard itemCount >= 0, start.first == 0, start.last == items.count else { return false }
    for index in 0..<itemCount where start[index] > start[index + 1] { return false }
    return items.allSatisfy { $0 >= 0 && $0 < itemCount }
  }
}

extension TrainedParts {
  /// The neighbours and weights of a matrix, taken over where their input was the same.
  static func linear(
    of matrix: InteractionMatrix, _ options: RecommendationOptions, reusing kept: TrainedParts?,
    threads: Int
  ) -> (part: Linear, isReused: Bool) {
    let key = TrainingKey.linear(matrix, options)
    if let kept, kept.linear.key == key, kept.linear.itemCount == matrix.itemCount {
      return (kept.linear, true)
    }
    let neighbours = CosineNeighbours(matrix, count: options.neighbourCount, threads: threads)
    let weights =
      options.needsLinear
      ? SparseLinearModel.weights(matrix, neighbours, ridge: options.ridge, threads: threads)
      : [Float](repeating: 0, count: neighbours.items.count)
    let part = Linear(
      key: key, itemCount: matrix.itemCount, neighbours: neighbours, weights: weights)
    return (part, false)
  }

  /// The complements of baskets, taken over where their input was the same.
  static func complements(
    of baskets: Baskets, itemCount: Int, _ options: RecommendationOptions,
    reusing kept: TrainedParts?, threads: Int
  ) -> (part: Complements, isReused: Bool) {
    let key = TrainingKey.complements(baskets, itemCount: itemCount, options)
    if let kept, kept.complements.key == key, kept.complements.pairs.start.count == itemCount + 1 {
      return (kept.complements, true)
    }
    let none = ComplementPairs(
      start: [Int](repeating: 0, count: itemCount + 1), items: [], baskets: [], lifts: [])
    let pairs =
      options.findsComplements
      ? ComplementPairs(baskets, itemCount: itemCount, options: options, threads: threads) : none
    return (Complements(key: key, pairs: pairs), false)
  }
}

/// Which parts of a model were taken over from an earlier training.
public struct ReusedParts: Sendable, Hashable {
  /// Whether the item neighbours and the linear model were.
  public var linear: Bool
  /// Whether the complements were.
  public var complements: Bool
  /// Whether nothing had to be trained.
  public var isEverything: Bool { linear && complements }
}
