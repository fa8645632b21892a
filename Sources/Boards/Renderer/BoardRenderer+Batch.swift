public import Diagnostics
internal import Dispatch
internal import Synchronization

extension BoardRenderer {
  /// Draws many boards with several workers; `use` gets each with its place, in order, on the
  /// calling thread. Equal boards are drawn once.
  ///
  /// Only a few drawn boards wait at a time, so memory does not grow with their number.
  public func drawAll(
    _ boards: [VisionBoard], scale: Int = 1, workers: Int,
    use: (Int, Parsed<[UInt8]>) throws(GalleyError) -> Void
  ) throws(GalleyError) {
    let workers = max(1, workers)
    let size = workers * Self.boardsPerWorker
    var start = 0
    while start < boards.count {
      let chunk = Array(boards[start..<min(boards.count, start + size)])
      let originals = Self.originals(chunk)
      let drawn = draw(chunk, scale: scale, workers: workers, only: originals)
      for (index, original) in originals.enumerated() {
        guard let result = drawn[original] else { continue }
        try use(start + index, try result.get())
      }
      start += size
    }
  }

  // Long enough that workers seldom wait for the slowest board of a round.
  private static let boardsPerWorker = 4

  /// For each board the first that looks the same.
  private static func originals(_ boards: [VisionBoard]) -> [Int] {
    var first: [VisionBoard: Int] = [:]
    return boards.enumerated().map { index, board in
      let key = board.drawnPart
      if let found = first[key] { return found }
      first[key] = index
      return index
    }
  }

  private func draw(
    _ boards: [VisionBoard], scale: Int, workers: Int, only originals: [Int]
  ) -> [Int: Result<Parsed<[UInt8]>, GalleyError>] {
    let wanted = Set(originals).sorted()
    let results = Mutex<[Int: Result<Parsed<[UInt8]>, GalleyError>]>([:])
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, wanted.count)) { _ in
      while true {
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard turn < wanted.count else { return }
        let index = wanted[turn]
        let result: Result<Parsed<[UInt8]>, GalleyError>
        do throws(GalleyError) {
          result = .success(try draw(boards[index], scale: scale))
        } catch {
          result = .failure(error)
        }
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0 }
  }
}
