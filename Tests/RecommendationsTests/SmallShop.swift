import CRMModel
import Diagnostics
import JSONText
@testable import Recommendations

/// A shop small enough to reason about: campers buy tents and stoves, cooks buy pans and knives.
enum SmallShop {
  static let now = Timestamp(secondsSince1970: 1_776_240_000)

  static func product(
    _ id: String, _ name: String, _ category: String, price: String = "10.00",
    metadata: JSONObject = [:]
  ) -> Product {
    Product(
      id: id, name: name, category: category, price: ExactDecimal(price) ?? .zero,
      metadata: metadata)
  }

  static let products: [Product] = [
    product("tent", "Trail Tent", "tents", price: "199.00"),
    product("dome", "Dome Tent", "tents", price: "249.00"),
    product("tarp", "Tarp", "tents", price: "49.00"),
    product("lamp", "Trail Lamp", "lights", price: "29.00"),
    product("stove", "Camp Stove", "cooking", price: "59.00"),
    product("gas", "Gas Cartridge", "cooking", price: "6.00"),
    product("pan", "Iron Pan", "kitchen", price: "45.00"),
    product("knife", "Chef Knife", "kitchen", price: "89.00"),
    product("board", "Oak Board", "kitchen", price: "35.00"),
  ]

  static func purchase(
    _ user: String, _ product: String, daysAgo: Int, order: String? = nil,
    metadata: JSONObject = [:]
  ) -> Purchase {
    var metadata = metadata
    if let order { metadata["order_id"] = .string(order) }
    return Purchase(
      id: "\(user)-\(product)-\(daysAgo)", userID: user, productID: product,
      amount: ExactDecimal(units: 1000, scale: 2),
      timestamp: now.adding(seconds: -86_400 * Int64(daysAgo)), metadata: metadata)
  }

  /// Ten campers and ten cooks; `anna` bought the tent and the lamp only.
  static var purchases: [Purchase] {
    var all: [Purchase] = []
    for index in 0..<10 {
      for item in ["tent", "lamp", "stove", "gas"] {
        all.append(purchase("camper\(index)", item, daysAgo: 5 + index, order: "c\(index)"))
      }
      for item in ["pan", "knife", "board"] {
        all.append(purchase("cook\(index)", item, daysAgo: 40 + index, order: "k\(index)"))
      }
    }
    all.append(purchase("anna", "tent", daysAgo: 3, order: "a"))
    all.append(purchase("anna", "lamp", daysAgo: 3, order: "a"))
    return all
  }

  static func interest(
    _ user: String, _ category: String, _ value: String, _ confidence: String = "0.9"
  ) -> UserInterest {
    UserInterest(
      id: "\(user)-\(value)", userID: user, category: category, value: value,
      confidenceScore: ExactDecimal(confidence) ?? .zero)
  }

  static func model(
    products: [Product] = products, purchases: [Purchase] = purchases,
    interests: [UserInterest] = [], contacts: [ContactProfile] = [],
    options: RecommendationOptions = .init(), threads: Int = 1
  ) -> RecommendationModel {
    .train(
      products: products, purchases: purchases, interests: interests, contacts: contacts,
      asOf: now, options: options, threads: threads)
  }
}
