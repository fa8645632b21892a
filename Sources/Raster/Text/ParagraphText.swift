/// A paragraph cut into characters, grapheme clusters and runs.
struct ParagraphText {
  var scalars: [UInt32]
  var startsCluster: [Bool]
  var levels: [Int8]
  var isRightToLeft: Bool

  init(_ text: Substring, isRightToLeft: Bool?) {
    var scalars: [UInt32] = []
    var starts: [Bool] = []
    for character in text {
      var isFirst = true
      for scalar in character.unicodeScalars {
        scalars.append(scalar.value)
        starts.append(isFirst)
        isFirst = false
      }
    }
    self.scalars = scalars
    startsCluster = starts
    (levels, self.isRightToLeft) = Bidi.levels(scalars, isRightToLeft: isRightToLeft)
  }

  /// The end of the cluster that starts at a position.
  func clusterEnd(_ start: Int) -> Int {
    var end = start + 1
    while end < scalars.count, !startsCluster[end] { end += 1 }
    return end
  }
}
