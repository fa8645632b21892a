/// Characters that are shaped together: one face, one script, one direction.
struct TextRun: Sendable, Hashable {
  var range: Range<Int>
  var font: FontFile
  var script: UInt32
  var level: Int8
  var isColor: Bool

  var isRightToLeft: Bool { level & 1 == 1 }

  /// The runs of a line in the order they are seen (UAX 9, rule L2).
  static func visualOrder(_ runs: [TextRun]) -> [TextRun] {
    guard var level = runs.map(\.level).max() else { return [] }
    var result = runs
    while level > 0 {
      var start = 0
      while start < result.count {
        guard result[start].level >= level else {
          start += 1
          continue
        }
        var end = start
        while end < result.count, result[end].level >= level { end += 1 }
        result[start..<end].reverse()
        start = end
      }
      level -= 1
    }
    return result
  }
}
