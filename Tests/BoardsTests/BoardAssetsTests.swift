import Diagnostics
import Foundation
import JSONText
import Raster
import Testing

@testable import Boards

/// The themes and templates that come with Galley.
@Suite struct BoardAssetsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private static func files(_ folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
    return (names ?? []).filter { $0.hasSuffix(".yml") }.sorted().map { folder + "/" + $0 }
  }

  private static func read(_ name: String) throws -> PositionedValue {
    let data = try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))
    let parsed = YAMLParser.parse(SourceFile(name: name, bytes: Array(data)))
    #expect(parsed.diagnostics.isEmpty)
    return try #require(parsed.value)
  }

  @Test func `Every theme reads and its texts can be read on every ground`() throws {
    let files = Self.files("Assets/themes")
    #expect(files.count >= 5)
    for file in files {
      let parsed = BoardTheme.parse(try Self.read(file))
      #expect(parsed.diagnostics.isEmpty, "\(file)")
      let palette = try #require(parsed.value).palette
      for color in [palette.text, palette.muted, palette.accent] {
        for ground in [palette.background, palette.backgroundEnd, palette.surface] {
          #expect(color.contrast(with: ground) >= 450, "\(file) \(color.hex) \(ground.hex)")
        }
      }
      #expect(palette.accentText.contrast(with: palette.accent) >= 450, "\(file)")
      for tint in palette.tints {
        #expect(palette.text.contrast(with: tint) >= 450, "\(file) \(tint.hex)")
      }
    }
  }

  @Test func `Every template reads and names a theme that exists`() throws {
    let files = Self.files("Templates/boards")
    #expect(files.count >= 3)
    for file in files {
      let parsed = BoardTemplate.parse(try Self.read(file))
      #expect(parsed.diagnostics.isEmpty, "\(file)")
      let name = try #require(parsed.value?.themeName)
      #expect(Self.files("Assets/themes").contains("Assets/themes/\(name).yml"))
    }
  }
}
