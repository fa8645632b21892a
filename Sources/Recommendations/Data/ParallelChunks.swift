internal import Dispatch
internal import Synchronization

/// Work cut into chunks whose results come back in order, whatever the number of threads.
enum ParallelChunks {
  /// Runs `body` over ranges that together cover `0..<count`, and gives the results in their order.
  ///
  /// The chunks depend on `count` and `size` only; so does the outcome, as long as `body` does not
  /// depend on anything but its range.
  static func map<Result: Sendable>(
    count: Int, size: Int, threads: Int, _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let size = max(1, size)
    let chunks = (max(0, count) + size - 1) / size
    @Sendable func range(_ chunk: Int) -> Range<Int> {
      chunk * size..<min(count, (chunk + 1) * size)
    }
    let workers = min(max(1, threads), chunks)
    guard workers > 1 else { return (0..<chunks).map { body(range($0)) } }
    let next = Atomic<Int>(0)
    let results = Mutex([Result?](repeating: nil, count: chunks))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard chunk < chunks else { return }
        let result = body(range(chunk))
        results.withLock { $0[chunk] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
