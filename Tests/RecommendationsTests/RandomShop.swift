import CRMModel
import Diagnostics
import JSONText

@testable import Recommendations

/// Random shops that are the same for the same seed.
struct RandomShop {
  private var state: UInt64
  var products: [Product] = []
  var purchases: [Purchase] = []
  var interests: [UserInterest] = []
  var contacts: [ContactProfile] = []

  init(seed: UInt64, users: Int = 60, items: Int = 40, lines: Int = 900) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for item in 0..<items {
      var metadata: JSONObject = [:]
      if next(5) == 0 { metadata["in_stock"] = false }
      products.append(
        SmallShop.product(
          "p\(item)", "Product \(item) of \(["wood", "steel", "wool"][item % 3])",
          "category\(item % 7)", price: "\(5 + next(100)).50", metadata: metadata))
    }
    for line in 0..<lines {
      // People prefer a third of the catalogue, so that there is something to learn.
      let user = next(users)
      let item = next(3) > 0 ? (next(items / 3) * 3 + user % 3) % items : next(items)
      var metadata: JSONObject = [:]
      if next(20) == 0 { metadata["returned"] = true }
      if next(2) == 0 { metadata["satisfaction_score"] = 4 }
      purchases.append(
        SmallShop.purchase(
          "u\(user)", "p\(item)", daysAgo: next(300), order: "o\(line / 3)", metadata: metadata))
    }
    for user in 0..<users {
      contacts.append(
        ContactProfile(id: "u\(user)", email: "u\(user)@example.com", placeID: "place\(user % 4)"))
      if user % 3 == 0 {
        interests.append(SmallShop.interest("u\(user)", "category\(user % 7)", "wool"))
      }
    }
    contacts.append(ContactProfile(id: "cold", email: "cold@example.com", placeID: "place1"))
  }

  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(1, bound)))
  }

  func model(_ options: RecommendationOptions = .init(), threads: Int = 1) -> RecommendationModel {
    .train(
      products: products, purchases: purchases, interests: interests, contacts: contacts,
      asOf: SmallShop.now, options: options, threads: threads)
  }
}
