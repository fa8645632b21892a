/// The wordings of reasons by language.
public struct ReasonWordings: Sendable, Hashable {
  /// English and German, as they come with the program.
  public static let builtIn = ReasonWordings(
    byLanguage: ["en": .english, "de": .german], fallback: "en")

  private var byLanguage: [String: ReasonWording]
  /// The language of people without one, or with one that has no wording.
  public var fallback: String

  init(byLanguage: [String: ReasonWording], fallback: String) {
    self.byLanguage = byLanguage
    self.fallback = fallback
  }

  /// The languages that have a wording, in order.
  public var languages: [String] { byLanguage.keys.sorted() }

  /// The wording for a language tag such as `de-AT`: its own, else that of its language, else that
  /// of the fallback, else English.
  public subscript(tag: String?) -> ReasonWording {
    for candidate in [tag, fallback] {
      guard let candidate = candidate.map(Self.normalized) else { continue }
      if let wording = byLanguage[candidate] { return wording }
      if let wording = byLanguage[String(candidate.prefix { $0 != "-" })] { return wording }
    }
    return .english
  }

  /// Replaces texts of a language; the others stay those of the language, or English.
  public mutating func replace(_ texts: [ReasonWording.Key: String], for tag: String) {
    var wording = self[tag]
    for (key, text) in texts { wording[key] = text }
    byLanguage[Self.normalized(tag)] = wording
  }

  private static func normalized(_ tag: String) -> String {
    String(tag.lowercased().map { $0 == "_" ? "-" : $0 })
  }
}

extension ReasonWording {
  /// The names of the texts, as settings write them.
  public enum Key: String, Sendable, Hashable, CaseIterable {
    /// `Because you bought {names}`.
    case bought
    /// `Goes well with {names}`.
    case boughtTogether = "bought_together"
    /// `You have bought this {count} times`.
    case boughtAgain = "bought_again"
    /// `Similar to {names}`.
    case alike
    /// `Matches your interest in {interest}`.
    case interest
    /// `Popular in {category} this month`.
    case popularThisMonth = "popular_this_month"
    /// `A favourite in {category}`.
    case favourite
    /// `New in {category}`.
    case newArrival = "new_arrival"
    /// `Popular near you`.
    case popularNearby = "popular_nearby"
    /// `Something new for you: {category}`.
    case discovery
    /// Between all names but the last two.
    case separator
    /// Between the last two names.
    case conjunction
  }

  /// A text by its name.
  public subscript(key: Key) -> String {
    get { self[keyPath: Self.path(of: key)] }
    set { self[keyPath: Self.path(of: key)] = newValue }
  }

  private static func path(of key: Key) -> WritableKeyPath<ReasonWording, String> {
    switch key {
    case .bought: \.bought
    case .boughtTogether: \.boughtTogether
    case .boughtAgain: \.boughtAgain
    case .alike: \.alike
    case .interest: \.interest
    case .popularThisMonth: \.popularThisMonth
    case .favourite: \.favourite
    case .newArrival: \.newArrival
    case .popularNearby: \.popularNearby
    case .discovery: \.discovery
    case .separator: \.separator
    case .conjunction: \.conjunction
    }
  }
}
