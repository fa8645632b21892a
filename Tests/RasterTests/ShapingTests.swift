import Testing

@testable import Raster

/// One line of each script, shaped by us and by HarfBuzz's own tool.
@Suite struct ShapingTests {
  @Test(arguments: HarfBuzzReference.lines.indices)
  func `A line has the glyphs and advances that hb-shape gives`(index: Int) throws {
    let line = HarfBuzzReference.lines[index]
    let engine = try #require(TextEngine())
    let face = try #require(engine.face(FontFile(path: line.path, index: line.index)))
    let scalars = line.text.unicodeScalars.map(\.value)
    let glyphs = face.shape(
      scalars, range: 0..<scalars.count, isRightToLeft: line.isRightToLeft,
      script: ScriptProperty.tag(line.script), language: line.language)
    let text = glyphs.map { glyph in
      let offset =
        glyph.offsetX != 0 || glyph.offsetY != 0 ? "@\(glyph.offsetX),\(glyph.offsetY)" : ""
      return "\(glyph.glyph)\(offset)+\(glyph.advance)"
    }.joined(separator: "|")
    #expect(text == line.expected, "\(line.name)")
  }

  @Test func `The sheet has at least twelve scripts`() {
    #expect(Set(HarfBuzzReference.lines.map(\.name)).count >= 12)
  }

  @Test(arguments: HarfBuzzReference.lines.indices)
  func `Every script finds a face by itself`(index: Int) throws {
    let line = HarfBuzzReference.lines[index]
    let library = try FontLibrary()
    var style = TextStyle(family: "Inter", size: 30)
    style.language = line.language
    let block = library.layout(line.text, style: style, maxWidth: 2000)
    #expect(block.missing.isEmpty)
    #expect(block.lines.count == 1)
    #expect(block.lines[0].glyphs.allSatisfy { $0.glyph != 0 })
  }
}
