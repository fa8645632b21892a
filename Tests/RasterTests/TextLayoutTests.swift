import Testing

@testable import Raster

@Suite struct TextLayoutTests {
  let library: FontLibrary

  init() throws { library = try FontLibrary() }

  @Test func `Words wrap and no line is wider than the block`() {
    let style = TextStyle(family: "Inter", size: 20)
    let block = library.layout(
      "The quick brown fox jumps over the lazy dog", style: style, maxWidth: 120)
    #expect(block.lines.count >= 3)
    #expect(block.lines.allSatisfy { $0.width <= 120 * 64 })
    #expect(!block.isTruncated && !block.hasBrokenWord)
  }

  @Test func `Too many lines end in an ellipsis`() {
    var style = TextStyle(family: "Inter", size: 20)
    style.maxLines = 2
    let block = library.layout(
      "The quick brown fox jumps over the lazy dog again and again", style: style, maxWidth: 120)
    #expect(block.isTruncated)
    #expect(block.lines.count == 2)
    let dots = library.layout("…", style: style, maxWidth: 120).lines[0].glyphs[0].glyph
    #expect(block.lines[1].glyphs.last?.glyph == dots)
    #expect(block.lines[1].width <= 120 * 64)
  }

  @Test func `A word that is too wide is broken and reported`() {
    let style = TextStyle(family: "Inter", size: 20)
    let block = library.layout("Donaudampfschifffahrt", style: style, maxWidth: 60)
    #expect(block.hasBrokenWord)
    #expect(block.lines.count > 1)
  }

  @Test func `Fitting finds the largest size that needs no cut`() {
    var style = TextStyle(family: "Inter", size: 80)
    style.maxLines = 1
    let block = library.fit("Galley", style: style, minSize: 10, maxWidth: 100, maxHeight: 200)
    #expect(block.size < 80 && block.size > 10)
    #expect(block.width <= 100)
    let larger = library.layout(
      "Galley", style: style.sized(block.size + 1), maxWidth: 100)
    #expect(larger.isTruncated || larger.hasBrokenWord)
  }

  @Test func `A text that never fits is cut at the smallest size`() {
    let style = TextStyle(family: "Inter", size: 40)
    let long = String(repeating: "word ", count: 200)
    let block = library.fit(long, style: style, minSize: 12, maxWidth: 100, maxHeight: 50)
    #expect(block.size == 12)
    #expect(block.isTruncated)
    #expect(block.height <= 50)
  }

  @Test func `Kerning and ligatures apply`() {
    let style = TextStyle(family: "EB Garamond", size: 64)
    let together = library.layout("AV", style: style, maxWidth: 1000).lines[0].width
    let apart =
      library.layout("A", style: style, maxWidth: 1000).lines[0].width
      + library.layout("V", style: style, maxWidth: 1000).lines[0].width
    #expect(together < apart)
    let plain = library.layout("f", style: style, maxWidth: 1000).lines[0].glyphs[0].glyph
    let joined = library.layout("ffi", style: style, maxWidth: 1000).lines[0].glyphs
    #expect(joined.allSatisfy { $0.glyph != plain })
  }

  @Test func `Arabic starts at the right and reads from there`() {
    let style = TextStyle(family: "Inter", size: 20, language: "ar")
    let block = library.layout("مرحبا 123", style: style, maxWidth: 300)
    #expect(block.lines[0].x > 0)
    #expect(block.left > 0)
    // The digits keep their order and stand left of the word.
    let digits = block.lines[0].glyphs.filter { $0.font.path.contains("Inter") }
    let letters = block.lines[0].glyphs.filter { $0.font.path.contains("Arabic") }
    let digitEnd = digits.map(\.x).max() ?? 0
    #expect(digitEnd < (letters.map(\.x).min() ?? 0) || digits.isEmpty)
  }

  @Test func `Alignment moves lines`() {
    var style = TextStyle(family: "Inter", size: 20)
    style.alignment = .center
    let center = library.layout("Hi", style: style, maxWidth: 200).lines[0]
    #expect(abs(center.x * 2 + center.width - 200 * 64) <= 1)
    style.alignment = .end
    let end = library.layout("Hi", style: style, maxWidth: 200).lines[0]
    #expect(end.x + end.width == 200 * 64)
  }

  @Test func `Emoji come in colour, digits never do`() {
    let style = TextStyle(family: "Inter", size: 20)
    let block = library.layout("12 🌲 ❤ ❤️ 👍🏽 #", style: style, maxWidth: 500)
    let colored = block.lines[0].glyphs.filter(\.isColor)
    #expect(colored.count == 3)
    #expect(block.lines[0].glyphs.filter { !$0.isColor }.count >= 4)
    #expect(block.missing.isEmpty)
  }

  @Test func `A family of emoji is one glyph`() {
    let style = TextStyle(family: "Inter", size: 20)
    let block = library.layout("👨‍👩‍👧", style: style, maxWidth: 500)
    #expect(block.lines[0].glyphs.count == 1)
    #expect(library.layout("🇩🇪", style: style, maxWidth: 500).lines[0].glyphs.count == 1)
  }

  @Test func `A character without a glyph is named`() {
    let style = TextStyle(family: "Inter", size: 20)
    let block = library.layout("a\u{F1234}b", style: style, maxWidth: 500)
    #expect(block.missing == ["\u{F1234}"])
  }

  @Test func `Chinese forms follow the language`() {
    var style = TextStyle(family: "Inter", size: 20, language: "ja")
    let japanese = library.layout("骨", style: style, maxWidth: 100).lines[0].glyphs
    style.language = "zh-Hans"
    let chinese = library.layout("骨", style: style, maxWidth: 100).lines[0].glyphs
    #expect(japanese[0].font.index == 0)
    #expect(chinese[0].font.index == 2)
    style.language = "zh-TW"
    #expect(library.layout("骨", style: style, maxWidth: 100).lines[0].glyphs[0].font.index == 3)
    style.language = "zh-HK"
    #expect(library.layout("骨", style: style, maxWidth: 100).lines[0].glyphs[0].font.index == 4)
    style.language = "ko"
    #expect(library.layout("骨", style: style, maxWidth: 100).lines[0].glyphs[0].font.index == 1)
  }

  @Test func `A serif text falls back to serif faces`() {
    let style = TextStyle(family: "EB Garamond", size: 20, weight: 700)
    let block = library.layout("नमस्ते مرحبا", style: style, maxWidth: 400)
    let paths = Set(block.lines[0].glyphs.map(\.font.path))
    #expect(paths.contains { $0.contains("NotoSerifDevanagari-Bold") })
    #expect(paths.contains { $0.contains("NotoNaskhArabic-Bold") })
  }

  @Test func `Tracking widens Latin and leaves Arabic joined`() {
    var style = TextStyle(family: "Inter", size: 20)
    let plain = library.layout("abc", style: style, maxWidth: 400).lines[0].width
    let arabic = library.layout("مرحبا", style: style, maxWidth: 400).lines[0].width
    style.tracking = 100
    #expect(
      library.layout("abc", style: style, maxWidth: 400).lines[0].width == plain + 3 * 128)
    #expect(library.layout("مرحبا", style: style, maxWidth: 400).lines[0].width == arabic)
  }

  @Test func `Paragraphs and empty texts are lines too`() {
    let style = TextStyle(family: "Inter", size: 20)
    #expect(library.layout("a\n\nb", style: style, maxWidth: 100).lineCount == 3)
    #expect(library.layout("", style: style, maxWidth: 100).lineCount == 1)
    #expect(library.layout("   ", style: style, maxWidth: 100).missing.isEmpty)
    var short = style
    short.maxLines = 1
    #expect(library.layout("a\nb", style: short, maxWidth: 100).isTruncated)
  }

  @Test func `Sizes double when the scale doubles`() {
    let style = TextStyle(family: "Inter", size: 24, weight: 700)
    let block = library.layout("Galley", style: style, maxWidth: 200)
    var small = Bitmap(width: 120, height: 40)
    var large = Bitmap(width: 240, height: 80)
    library.draw(block, on: &small, x: 4, y: 2, color: .black)
    library.draw(block, on: &large, x: 4, y: 2, color: .black, scale: 2)
    let ink = { (bitmap: Bitmap) in
      bitmap.pixels.reduce(0) { $0 + 255 - Int($1 & 255) }
    }
    let ratio = ink(large) * 100 / ink(small)
    #expect((380...420).contains(ratio))
    #expect(ink(small) > 0)
  }

  @Test func `A missing font folder is an error`() {
    #expect(throws: (any Error).self) { try FontLibrary(catalog: FontCatalog(root: "/none")) }
  }

  @Test func `Families map to their files`() {
    let catalog = FontCatalog(root: "")
    #expect(
      catalog.face(family: "Inter", weight: 640, isItalic: false).path.hasSuffix("SemiBold.otf"))
    #expect(
      catalog.face(family: "Inter", weight: 400, isItalic: true).path.hasSuffix("Inter-Italic.otf"))
    #expect(
      catalog.face(family: "EB Garamond", weight: 400, isItalic: true).path.hasSuffix(
        "12-Italic.otf"))
    #expect(
      catalog.face(family: "Noto Serif", weight: 700, isItalic: true).path.hasSuffix(
        "NotoSerif-BoldItalic.ttf"))
    #expect(
      catalog.face(family: "?", weight: 400, isItalic: false).path.hasSuffix("Inter-Regular.otf"))
  }
}
