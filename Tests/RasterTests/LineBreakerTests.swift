import Testing

@testable import Raster

@Suite struct LineBreakerTests {
  private func pieces(_ text: String) -> [String] {
    let paragraph = ParagraphText(text[...], isRightToLeft: nil)
    let breaker = LineBreaker(text: paragraph.scalars, startsCluster: paragraph.startsCluster)
    var result = [""]
    for (index, value) in paragraph.scalars.enumerated() {
      if breaker.allowsBreak(before: index) { result.append("") }
      result[result.count - 1].unicodeScalars.append(Unicode.Scalar(value) ?? " ")
    }
    return result
  }

  @Test(arguments: [
    ("one two  three", ["one ", "two  ", "three"]),
    ("well-known", ["well-", "known"]),
    ("5-10 km", ["5-10 ", "km"]),
    ("10\u{A0}km", ["10\u{A0}km"]),
    ("日本語。「はい」", ["日", "本", "語。", "「は", "い」"]),
    ("キャッチー", ["キャッ", "チー"]),
    ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
    ("สวยจะ เก", ["ส", "ว", "ย", "จะ ", "เก"]),
    ("(a) b", ["(a) ", "b"]),
    ("a\u{200B}b", ["a\u{200B}", "b"]),
    ("ab", ["ab"]),
  ])
  func `Lines end where UAX 14 allows it`(text: String, expected: [String]) {
    #expect(pieces(text) == expected)
  }

  @Test func `Runs of mixed direction are put in visual order`() {
    let file = FontFile(path: "")
    let runs = [(0, 0), (1, 1), (2, 2), (3, 1), (4, 0)].map { start, level in
      TextRun(range: start..<start + 1, font: file, script: 0, level: Int8(level), isColor: false)
    }
    #expect(TextRun.visualOrder(runs).map(\.range.lowerBound) == [0, 3, 2, 1, 4])
    #expect(TextRun.visualOrder([]).isEmpty)
  }
}
