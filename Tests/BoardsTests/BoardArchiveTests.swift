import Diagnostics
import Foundation
import Raster
import TestSupport
import Testing

@testable import Boards

@Suite struct BoardArchiveTests {
  @Test func `An unchanged board is taken from the archive`() throws {
    let folder = try TemporaryFolder()
    let archive = BoardArchive(folder: folder.path)
    let first = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(first)
    let bytes = try archive.draw(board, with: first).value
    let loads = LoadCounter()
    let second = try BoardFixtures.renderer(loads: loads)
    var other = board
    other.userID = "somebody else"
    #expect(try archive.draw(other, with: second).value == bytes)
    // Three pictures are read for their digests, none is decoded.
    #expect(loads.value == 2)
    #expect(try archive.draw(board, scale: 2, with: second).value != bytes)
    var changed = board
    changed.title = "Another"
    #expect(try archive.draw(changed, with: second).value == second.draw(changed).value)
  }

  @Test func `A changed picture is drawn anew`() throws {
    let folder = try TemporaryFolder()
    let archive = BoardArchive(folder: folder.path)
    let items = [BoardItem(type: .product, title: "Tent", imagePath: "a.png")]
    var results: [[UInt8]] = []
    for seed in [1, 4, 1] {
      let picture = try BoardFixtures.picture(seed)
      let renderer = BoardRenderer(theme: .standard, fonts: try FontSet.system()) { _ in picture }
      let board = try BoardFixtures.board(renderer, items: items)
      results.append(try archive.draw(board, with: renderer).value)
    }
    #expect(results[0] != results[1] && results[0] == results[2])
  }

  @Test func `A board with a warning warns every time`() throws {
    let folder = try TemporaryFolder()
    let archive = BoardArchive(folder: folder.path)
    let items = [BoardItem(type: .product, title: "Tent", imagePath: "none.png")]
    for _ in 0..<2 {
      let renderer = try BoardFixtures.renderer()
      let board = try BoardFixtures.board(renderer, items: items)
      #expect(try archive.draw(board, with: renderer).diagnostics.count == 1)
    }
  }

  @Test func `Copies for e-mails are kept with the choice that was made`() throws {
    let folder = try TemporaryFolder()
    let archive = BoardArchive(folder: folder.path)
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    for limit in [1_000_000, 12_000] {
      let drawn = try renderer.drawForEmail(board, maxBytes: limit).value
      for _ in 0..<2 {
        #expect(
          try archive.drawForEmail(board, maxBytes: limit, with: renderer).value == drawn)
      }
    }
  }

  @Test func `A damaged file is drawn anew and old ones make room`() throws {
    let folder = try TemporaryFolder()
    let archive = BoardArchive(folder: folder.path)
    let renderer = try BoardFixtures.renderer()
    let board = try BoardFixtures.board(renderer)
    let bytes = try archive.draw(board, with: renderer).value
    let drawn = folder.path + "/drawn"
    let names = try FileManager.default.contentsOfDirectory(atPath: drawn)
    #expect(names.count == 1)
    try Data(bytes.prefix(100)).write(to: URL(fileURLWithPath: "\(drawn)/\(names[0])"))
    #expect(try archive.draw(board, with: renderer).value == bytes)
    archive.trim(toBytes: bytes.count + 32)
    #expect(try FileManager.default.contentsOfDirectory(atPath: drawn) == names)
    archive.trim(toBytes: bytes.count)
    #expect(try FileManager.default.contentsOfDirectory(atPath: drawn).isEmpty)
  }

  // When this fails, the same inputs give other bytes than before: raise `BoardRenderer.version`,
  // so that archives of earlier versions are not used, and put the new digest here.
  @Test func `The bytes of a board change only with the version`() throws {
    let renderer = try BoardFixtures.renderer()
    var board = try BoardFixtures.board(renderer)
    (board.eyebrow, board.title, board.subtitle, board.footer) = ("", "", "", "")
    for index in board.sections.indices {
      board.sections[index].content.title = ""
      board.sections[index].content.detail = ""
    }
    #expect(BoardRenderer.version == 1)
    let digest = CacheFolder.digest(try renderer.draw(board).value)
    #expect(digest == "6adc83183e0e2730fafce6fef0e3174e2fba80b780649122face7767f14a62a8")
  }
}
