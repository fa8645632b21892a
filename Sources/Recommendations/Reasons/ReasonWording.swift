/// The sentences of reasons in one language.
///
/// `{names}` stands for one to three product names, `{category}`, `{interest}` and `{count}` for
/// what they say.
public struct ReasonWording: Sendable, Hashable {
  /// For what people with the same purchases bought.
  public var bought: String
  /// For what is often in the same basket.
  public var boughtTogether: String
  /// For what the person has bought several times.
  public var boughtAgain: String
  /// For what is described like a purchase.
  public var alike: String
  /// For what fits an interest.
  public var interest: String
  /// For what sells well this month.
  public var popularThisMonth: String
  /// For what sold well before.
  public var favourite: String
  /// For what nobody has bought yet.
  public var newArrival: String
  /// For what sells well at the person's place.
  public var popularNearby: String
  /// Before a reason, for a category the person does not usually buy from.
  public var discovery: String
  /// Between all names but the last two.
  public var separator: String
  /// Between the last two names.
  public var conjunction: String

  /// Creates a wording.
  public init(
    bought: String, boughtTogether: String, boughtAgain: String, alike: String, interest: String,
    popularThisMonth: String, favourite: String, newArrival: String, popularNearby: String,
    discovery: String, separator: String, conjunction: String
  ) {
    self.bought = bought
    self.boughtTogether = boughtTogether
    self.boughtAgain = boughtAgain
    self.alike = alike
    self.interest = interest
    self.popularThisMonth = popularThisMonth
    self.favourite = favourite
    self.newArrival = newArrival
    self.popularNearby = popularNearby
    self.discovery = discovery
    self.separator = separator
    self.conjunction = conjunction
  }

  /// English.
  public static let english = ReasonWording(
    bought: "Because you bought {names}", boughtTogether: "Goes well with {names}",
    boughtAgain: "You have bought this {count} times: time to stock up?",
    alike: "Similar to {names}", interest: "Matches your interest in {interest}",
    popularThisMonth: "Popular in {category} this month", favourite: "A favourite in {category}",
    newArrival: "New in {category}", popularNearby: "Popular near you",
    discovery: "Something new for you: {category}", separator: ", ", conjunction: " and ")

  /// German.
  public static let german = ReasonWording(
    bought: "Weil Sie {names} gekauft haben", boughtTogether: "Passt gut zu {names}",
    boughtAgain: "Schon {count}-mal gekauft: Zeit für Nachschub?", alike: "Ähnlich wie {names}",
    interest: "Passt zu Ihrem Interesse an {interest}",
    popularThisMonth: "Diesen Monat beliebt in {category}", favourite: "Ein Favorit in {category}",
    newArrival: "Neu in {category}", popularNearby: "Beliebt in Ihrer Nähe",
    discovery: "Etwas Neues für Sie: {category}", separator: ", ", conjunction: " und ")

  /// `A`, `A and B`, `A, B and C`.
  func list(_ names: [String]) -> String {
    guard let last = names.last else { return "" }
    let before = names.dropLast().joined(separator: separator)
    return before.isEmpty ? last : before + conjunction + last
  }

  /// Puts values in for `{keys}`; what a value holds is never expanded again.
  static func fill(_ template: String, _ value: (Substring) -> String?) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      result += rest[..<open]
      let after = rest.utf8.index(after: close)
      if let value = value(rest[rest.utf8.index(after: open)..<close]) {
        result += value
      } else {
        result += rest[open..<after]
      }
      rest = rest[after...]
    }
    return result + rest
  }
}
