import Testing

@testable import Raster

@Suite struct ColorTests {
  @Test func `Hexadecimal colours read back`() {
    #expect(Color(hex: "#0af") == Color(red: 0, green: 0xAA, blue: 0xFF))
    #expect(Color(hex: "#12345678")?.alpha == 0x78)
    #expect(Color(hex: "#123456")?.hex == "#123456")
    #expect(Color(hex: "red") == nil)
    #expect(Color(hex: "#12") == nil)
  }

  @Test func `Contrast follows WCAG`() {
    #expect(Color.black.contrast(with: .white) == 2100)
    // The classic grey that just misses 4.5 on white, and the one that just passes.
    let grey = Color(red: 0x76, green: 0x76, blue: 0x76)
    #expect((450...456).contains(grey.contrast(with: .white)))
    #expect(Color(red: 0x77, green: 0x77, blue: 0x77).contrast(with: .white) < 450)
  }
}
