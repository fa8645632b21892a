import Diagnostics
import Foundation
import JSONText
import Raster
import Testing

@testable import Boards

@Suite struct BoardSchemaTests {
  private static func schema() throws -> JSONSchema {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Templates/schemas/vision-board.json")
    return try JSONSchema(JSONParser.parse(Array(Data(contentsOf: url))))
  }

  @Test(arguments: LayoutKind.allCases)
  func `Every exported board is valid and draws to the same bytes again`(kind: LayoutKind) throws {
    let schema = try Self.schema()
    let renderer = try BoardFixtures.renderer()
    for lang in ["en", "ar", nil] {
      let board = try BoardFixtures.board(renderer, layout: kind, lang: lang)
      #expect(schema.validate(board.json).isEmpty)
      var response = board
      response.imageURL = "https://shop.example/boards/b.png"
      #expect(schema.validate(response.json).isEmpty)
      let read = JSONParser.parse(
        SourceFile(name: "board.json", bytes: board.json.prettyBytes()))
      let again = try VisionBoard(json: try #require(read.value).plain)
      #expect(again.inputHash == board.inputHash)
      #expect(
        try BoardFixtures.renderer().draw(again).value
          == BoardFixtures.renderer().draw(board).value)
    }
  }

  @Test func `What is not a board is refused by schema and reader alike`() throws {
    let schema = try Self.schema()
    let board = try BoardFixtures.board(try BoardFixtures.renderer()).json
    let object = try #require(board.objectValue)
    for key in ["user_id", "board_id", "layout", "theme", "generated_at", "input_hash"] {
      var members = JSONObject()
      for member in object where member.key != key { members[member.key] = member.value }
      #expect(!schema.validate(.object(members)).isEmpty, "\(key)")
      #expect(throws: GalleyError.self) { try VisionBoard(json: .object(members)) }
    }
    var extra = object
    extra["surprise"] = 1
    #expect(!schema.validate(.object(extra)).isEmpty)
    #expect(throws: GalleyError.self) { try VisionBoard(json: .object(extra)) }
  }
}
