internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Recommendations
internal import Records

/// The made-up people that the proof shows: nobody's data ends in a file that is passed around.
enum Personas {
  /// A made-up person with a name for the reader of the proof.
  struct Persona {
    var label: String
    var data: CampaignContext.RecipientData
  }

  /// One person for ordinary looks first, then the extremes a template has to survive.
  static func make(
    locale: String, products: [Product]
  ) -> [Persona] {
    let shown = products.prefix(4).enumerated().map { index, product in
      Recommendation(
        productID: product.id, score: 0.9 - Double(index) / 10,
        reason: reasons[locale.hasPrefix("de") ? "de" : "en"]?[index % 2] ?? "",
        category: product.category)
    }
    func persona(
      _ label: String, _ id: String, _ first: String?, _ last: String?,
      isComplete: Bool = true
    ) -> Persona {
      var contact = ContactProfile(
        id: "persona-\(id)", email: "\(id)@persona.example", firstName: first, lastName: last)
      contact.consent = .granted
      contact.locale = locale
      var data = CampaignContext.RecipientData(contact: contact)
      guard isComplete else { return Persona(label: label, data: data) }
      data.contact.company = "Example & Daughters"
      data.contact.jobTitle = "Captain"
      data.contact.city = "Bergen"
      data.contact.state = "Vestland"
      data.contact.attendedEventCount = 2
      data.place = Place(id: "persona-place", region: "north", businessName: "Example Wharf")
      data.interests = [
        UserInterest(
          id: "persona-interest", userID: contact.id, category: "coffee", value: "pour over",
          confidenceScore: ExactDecimal(units: 9, scale: 1))
      ]
      data.recommendations = shown
      return Persona(label: label, data: data)
    }
    return [
      persona("Everything known", "full", "Ingrid", "Solheim"),
      persona("Nothing known", "bare", nil, nil, isComplete: false),
      persona("Longest name", "long", "Maximiliane-Theophania", "von Hohenwaldeck-Schaumburg"),
      persona("Right to left", "rtl", "ليلى", "الأندلسية"),
    ]
  }

  private static let reasons = [
    "en": ["Because you bought something like it", "Often bought together"],
    "de": ["Weil du Ähnliches gekauft hast", "Oft zusammen gekauft"],
  ]
}
