/// Finds one byte sequence again and again from places that only move forwards.
///
/// The last answer is kept: a text with many openings and no end is searched once, not once for
/// each opening.
struct ForwardSearch {
  let needle: [UInt8]
  // Nothing stands in `searched.lowerBound..<searched.upperBound`; the needle is at its end, unless
  // that is the end of the bytes.
  private var searched = 0..<0
  private var isFound = false

  init(_ needle: String) { self.init(Array(needle.utf8)) }

  init(_ needle: [UInt8]) { self.needle = needle }

  /// The first place at or after `start` where the needle stands, or `nil`.
  mutating func first(in bytes: [UInt8], from start: Int) -> Int? {
    if searched.contains(start) || (isFound && start == searched.upperBound) {
      return isFound ? searched.upperBound : nil
    }
    let found = bytes.firstIndex(of: needle, from: start)
    isFound = found != nil
    searched = start..<max(start, found ?? bytes.count)
    return found
  }
}
