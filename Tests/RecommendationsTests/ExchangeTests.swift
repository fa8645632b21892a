import CRMModel
import Diagnostics
import JSONText
import Testing

@testable import Recommendations

struct ExchangeTests {
  private func parse(_ text: String) -> (ImportedLists, [String]) {
    let parsed = ImportedLists.parse(Array(text.utf8), path: "lists.csv")
    return (
      parsed.value,
      parsed.diagnostics.map { "\($0.location?.line ?? 0) \($0.identifier)" }
    )
  }

  @Test func csvHasTheHeaderOfTheContractAndQuotes() {
    let list = RecommendationList(
      userID: "a,b",
      items: [
        .init(
          recommendation: Recommendation(
            productID: "p", score: 0.5, reason: "Because \"you\"", category: "x"),
          causes: [], parts: [], isFill: false)
      ], removals: RemovalCounts(), isCold: false)
    #expect(
      String(decoding: ListFormat.csv.bytes([list]), as: UTF8.self) == """
        user_id,rank,product_id,score,reason,category
        "a,b",1,p,0.500000,"Because ""you""\",x

        """)
    #expect(
      String(decoding: ListFormat.jsonl.bytes([list]), as: UTF8.self) == """
        {"user_id":"a,b","rank":1,"product_id":"p","score":0.500000,\
        "reason":"Because \\"you\\"","category":"x"}

        """)
    #expect(String(decoding: ListFormat.json.bytes([]), as: UTF8.self) == "[]\n")
    let json = String(decoding: ListFormat.json.bytes([list, list]), as: UTF8.self)
    #expect(json.hasPrefix("[\n{") && json.hasSuffix("}\n]\n") && json.contains("},\n{"))
  }

  @Test func whatWeExportWeCanImport() {
    let model = SmallShop.model()
    var options = RecommendationRules()
    options.maximumPerCategory = 0
    options.fillsFromTrend = false
    let lists = model.lists(limit: 9, rules: options).filter { !$0.items.isEmpty }
    let (imported, problems) = parse(
      String(decoding: ListFormat.csv.bytes(lists), as: UTF8.self))
    #expect(problems.isEmpty)
    let back = model.lists(applyingRulesTo: imported, limit: 9, rules: options)
    #expect(ListFormat.csv.bytes(back) == ListFormat.csv.bytes(lists))
  }

  @Test func ourRulesApplyToListsMadeElsewhere() {
    let lines = [
      "user_id,product_id,rank,score,reason,extra\r", "anna,tent,1,0.9,Own it,\r",
      "anna,spaceship,2,0.8,,\r", "anna,\"pan\",4,,,\r", "",
      "anna,knife,3,7,\"Sharp, \"\"very\"\"\",z", "anna,board,5,0.9,,",
    ]
    let (imported, problems) = parse(lines.joined(separator: "\n"))
    #expect(problems.isEmpty)
    var rules = RecommendationRules()
    rules.fillsFromTrend = false
    let list = SmallShop.model().lists(applyingRulesTo: imported, rules: rules)[0]
    #expect(list.recommendations.map(\.productID) == ["knife", "pan"])
    #expect(list.recommendations.map(\.reason) == ["Sharp, \"very\"", "A favourite in kitchen"])
    #expect(list.recommendations.map(\.score) == [0.9, 0.25])
    #expect(list.removals[.bought] == 1)
    #expect(list.removals[.unknownProduct] == 1)
    #expect(list.removals[.categoryCap] == 1)
    let filled = SmallShop.model().lists(applyingRulesTo: imported)[0]
    #expect(filled.items.count > 2)
  }

  @Test func importedListsTakeThePlaceOfOurs() throws {
    var model = SmallShop.model()
    let ours = model.list(for: "camper1", limit: 3)
    let (imported, _) = parse(
      "user_id,product_id,rank,reason\nanna,knife,1,Sharp\nanna,tent,2,\nanna,pan,3,\nanna,pan,4,\n"
    )
    model.imported = imported
    let list = model.list(for: "anna", limit: 2)
    #expect(list.isImported && !ours.isImported)
    #expect(list.recommendations.map(\.productID) == ["knife", "pan"])
    #expect(list.recommendations[0].reason == "Sharp")
    #expect(list.removals[.bought] == 1)
    #expect(model.list(for: "camper1", limit: 3) == ours)
    #expect(!model.list(for: "anna", limit: 3, type: .history).isImported)
    #expect(imported.rowCount == 4)
    #expect(ImportedLists.parse(imported.csv, path: "x").value.rows["anna"]?.count == 4)
  }

  @Test func explainedRowsHavePartsAndCauses() throws {
    let list = SmallShop.model().list(for: "anna", limit: 1)
    let csv = String(decoding: ListFormat.csv.bytes([list], explains: true), as: UTF8.self)
    #expect(csv.hasPrefix("user_id,rank,product_id,score,reason,category,parts,causes\n"))
    #expect(csv.contains("linear=1.000000,bought:"))
    let json = ListFormat.json.bytes([list], explains: true)
    let value = try JSONParser.parse(json)
    #expect(value.arrayValue?.first?["parts"]?["linear"]?.numberValue?.doubleValue == 1)
    #expect(value.arrayValue?.first?["causes"]?.arrayValue?.isEmpty == false)
    let (back, problems) = parse(csv)
    #expect(problems.isEmpty && back.rowCount == 1)
  }

  @Test func interactionsAreWhatTheModelLearnsFrom() {
    let model = SmallShop.model()
    let lines = String(decoding: model.interactionsCSV(), as: UTF8.self).split(separator: "\n")
    #expect(lines[0] == "user_id,product_id,purchases,last_purchase_at,weight")
    #expect(lines.count == 73)
    #expect(lines[1].hasPrefix("anna,lamp,1,2026-") && lines[1].hasSuffix("Z,1.000000"))
  }

  @Test(arguments: [
    ("", ["1 empty-file"]), ("user_id,rank\n", ["1 missing-column"]),
    (
      "user_id,product_id,rank,score\na,b\na,b,0,\na,b,x,\n,b,1,\na,b,1,nan\n",
      ["2 wrong-field-count", "3 wrong-rank", "4 wrong-rank", "5 missing-value", "6 wrong-score"]
    ),
  ])
  func wrongLinesAreNamed(text: String, expected: [String]) {
    let (lists, problems) = parse(text)
    #expect(problems == expected)
    #expect(lists.rows.isEmpty)
  }

  @Test func anyBytesAreReadWithoutHarm() {
    var shop = RandomShop(seed: 31)
    for _ in 0..<300 {
      let bytes = (0..<shop.next(80)).map { _ in
        [UInt8](Array("user_id,product_id,rank\n\r\"\u{FF}1".utf8))[shop.next(28)]
      }
      _ = ImportedLists.parse(Array("user_id,product_id,rank\n".utf8) + bytes, path: "x")
      _ = ImportedLists.parse(bytes, path: "x")
    }
  }
}
