import CRMModel
import Testing

@testable import Recommendations

struct ReasonTests {
  @Test(arguments: [
    ([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C"),
  ])
  func namesAreListedAsPeopleDo(names: [String], expected: String) {
    #expect(ReasonWording.english.list(names) == expected)
  }

  @Test(arguments: [("de-AT", "Weil"), ("de", "Weil"), ("en-GB", "Because"), ("fr", "Because")])
  func theLocalePicksTheWording(locale: String, expected: String) {
    let list = SmallShop.model().list(
      for: "anna", limit: 1, wording: ReasonWordings.builtIn[locale])
    #expect(list.recommendations.first?.reason.hasPrefix(expected) == true)
    #expect(ReasonWordings.builtIn[nil] == .english)
  }

  @Test func textsOfALanguageCanBeReplaced() {
    var wordings = ReasonWordings.builtIn
    wordings.replace([.bought: "Weil du {names} hast"], for: "de")
    wordings.replace([.bought: "Parce que vous avez {names}", .conjunction: " et "], for: "fr_FR")
    #expect(wordings["de-CH"].bought == "Weil du {names} hast")
    #expect(wordings["de"].conjunction == " und ")
    #expect(wordings["fr-fr"].list(["A", "B"]) == "A et B")
    #expect(wordings["fr"].bought == "Because you bought {names}")
    #expect(wordings.languages == ["de", "en", "fr-fr"])
    wordings.fallback = "de"
    #expect(wordings["it"] == wordings["de"] && wordings[nil] == wordings["de"])
    for key in ReasonWording.Key.allCases {
      wordings.replace([key: "x"], for: "xx")
      #expect(wordings["xx"][key] == "x")
    }
  }

  @Test func eachPersonIsToldInHisOwnLanguage() {
    let lists = SmallShop.model().lists(for: ["anna", "camper1"], limit: 1) {
      $0 == "anna" ? .german : .english
    }
    #expect(lists[0].recommendations[0].reason.hasPrefix("Weil"))
    #expect(!lists[1].recommendations[0].reason.hasPrefix("Weil"))
  }

  @Test func whatANameHoldsIsNeverExpanded() {
    let filled = ReasonWording.fill("{a} {b} {c} {") { ["a": "{b}", "b": "x"][$0] }
    #expect(filled == "{b} x {c} {")
  }

  @Test func longNamesAreCutAndLineBreaksGoAway() {
    var products = SmallShop.products
    products[0].name = "Trail\n Tent " + String(repeating: "très long ", count: 20)
    let list = SmallShop.model(products: products).list(for: "anna", limit: 1)
    let reason = list.recommendations.first?.reason ?? ""
    #expect(reason.contains("Trail Tent très long"))
    #expect(reason.contains("…"))
    #expect(reason.count < 110)
  }

  @Test func explainTellsPartsRankAndRule() throws {
    let model = SmallShop.model(interests: [SmallShop.interest("anna", "food", "stove")])
    let gas = try model.explain(userID: "anna", productID: "gas")
    #expect(gas.removedBy == nil)
    #expect(gas.rank.map { $0 <= 4 } == true)
    #expect(gas.parts.map(\.part) == ScorePart.allCases)
    #expect(gas.causes.first?.kind == .bought)
    let stove = try model.explain(userID: "anna", productID: "stove")
    #expect(stove.causes.contains { $0.kind == .interest && $0.name == "stove" })
    #expect(abs(stove.parts.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    let tent = try model.explain(userID: "anna", productID: "tent")
    #expect(tent.removedBy == .bought)
    let board = try model.explain(userID: "anna", productID: "board")
    #expect(board.rank == nil && board.score == 0 && board.causes.isEmpty)
    #expect(throws: (any Error).self) { try model.explain(userID: "x", productID: "gas") }
    #expect(throws: (any Error).self) { try model.explain(userID: "anna", productID: "x") }
  }
}
