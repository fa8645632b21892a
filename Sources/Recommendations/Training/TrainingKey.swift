internal import Crypto

/// A digest of everything that a costly part of a model depends on.
///
/// Two inputs with one key give the same part; the bytes are those of the numbers themselves, so
/// nothing that changes the outcome can be forgotten as long as every number is fed in.
struct TrainingKey {
  private var hash = SHA256()

  init(_ name: String) {
    for byte in name.utf8 { add(Int(byte)) }
    add(-1)
  }

  mutating func add(_ number: Int) {
    unsafe withUnsafeBytes(of: Int64(number).littleEndian) { unsafe hash.update(bufferPointer: $0) }
  }

  mutating func add(_ number: Double) { add(Int(truncatingIfNeeded: number.bitPattern)) }

  mutating func add(_ numbers: [Int32]) {
    add(numbers.count)
    unsafe numbers.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  mutating func add(_ numbers: [Int]) {
    add(numbers.count)
    unsafe numbers.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
  }

  /// 32 bytes.
  func finish() -> [UInt8] { Array(hash.finalize()) }

  /// The key of the neighbours and the linear model: who bought what, and how it is trained.
  static func linear(_ matrix: InteractionMatrix, _ options: RecommendationOptions) -> [UInt8] {
    var key = TrainingKey("linear 1")
    key.add(matrix.itemCount)
    // Someone who has bought nothing changes nothing: a new contact must train nothing anew.
    key.add(
      (0..<matrix.userCount).map { matrix.pairs(of: $0).count }.filter { $0 > 0 })
    key.add(matrix.items)
    key.add(options.neighbourCount)
    key.add(options.needsLinear ? options.ridge : -1)
    return key.finish()
  }

  /// The key of the complements: the baskets, and when a pair counts.
  static func complements(
    _ baskets: Baskets, itemCount: Int, _ options: RecommendationOptions
  ) -> [UInt8] {
    var key = TrainingKey("complements 1")
    key.add(itemCount)
    key.add(baskets.start)
    key.add(baskets.items)
    key.add(options.findsComplements ? 1 : 0)
    key.add(options.minimumPairSupport)
    key.add(options.minimumLikelihoodRatio)
    key.add(options.minimumLift)
    return key.finish()
  }
}
