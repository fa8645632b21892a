/// Phrases of drafts in one language. `{name}`, `{business}`, `{topic}`, `{pick}` and `{picks}`
/// are filled in; the last phrase of each role is short enough for any sensible limit.
struct OfflinePhrases: Sendable {
  var reader: String
  var pick: String
  var picks: String
  var and: String
  var roles: [OfflineRole: [String]]

  func lines(_ role: OfflineRole) -> [String] { roles[role] ?? ["{topic}"] }

  /// `a, b and c`.
  func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(and) " + last
  }

  /// The phrases of a locale's language; English when there are none.
  static func of(_ locale: String) -> OfflinePhrases {
    let language = locale.prefix { $0 != "-" && $0 != "_" }.lowercased()
    return language == "de" ? german : english
  }

  static let english = OfflinePhrases(
    reader: "there", pick: "a favourite of ours", picks: "a few favourites of ours", and: "and",
    roles: [
      .subject: [
        "{topic}: it starts here", "{topic}: our picks for you",
        "{topic}, picked with you in mind", "A first look at {topic}",
      ],
      .preheader: [
        "A short list from {business}, chosen for how you spend your time.",
        "We looked through the shelves so you do not have to.",
        "A few good things and one clear next step.", "Chosen with care by {business}.",
      ],
      .headline: [
        "{topic} is here", "Make the most of {topic}", "Good things ahead: {topic}",
        "{topic}",
      ],
      .intro: [
        "Hello {name},\n\n{topic} is under way at {business}, and we put together a short list "
          + "for you: {picks}. Each one is something we use ourselves, and each one is ready to go "
          + "when you are.",
        "Hello {name},\n\nwhen we planned {topic} we asked ourselves one question: what would "
          + "truly help you? Our answer starts with {picks}. Have a look, take your time, and ask "
          + "us anything.",
        "Hello {name},\n\nthis is {topic}, without the noise: {picks}, chosen by the people at "
          + "{business} who know them best.",
        "{topic}: {picks}, chosen for you by {business}.",
      ],
      .callToAction: ["See the selection", "Take a look", "Find yours", "Discover more"],
      .closing: [
        "Until soon, and thank you for reading.\nEveryone at {business}",
        "If you have a question, just reply: a person reads it.\nYour team at {business}",
        "Enjoy it, and tell us how it went.\n{business}", "See you soon,\n{business}",
      ],
      .item: [
        "{topic} from {business}: plain, useful and ready for you.",
        "What matters first: {pick}, and the time to choose well.",
        "A clear offer, an honest reason and one next step.", "{topic}",
      ],
    ])

  static let german = OfflinePhrases(
    reader: "du", pick: "ein Lieblingsstück von uns", picks: "ein paar Lieblingsstücke von uns",
    and: "und",
    roles: [
      .subject: [
        "{topic}: jetzt geht es los", "{topic}: unsere Auswahl für dich",
        "{topic}, mit Blick auf dich ausgesucht", "Ein erster Blick auf {topic}",
      ],
      .preheader: [
        "Eine kurze Liste von {business}, passend zu dem, was du gern machst.",
        "Wir haben die Regale durchgesehen, damit du es nicht musst.",
        "Ein paar gute Dinge und ein klarer nächster Schritt.", "Mit Sorgfalt gewählt: {business}.",
      ],
      .headline: [
        "{topic} ist da", "Das Beste aus {topic}", "Gute Aussichten: {topic}", "{topic}",
      ],
      .intro: [
        "Hallo {name},\n\n{topic} hat begonnen, und wir haben bei {business} eine kurze Liste "
          + "zusammengestellt: {picks}. Alles davon nutzen wir selbst, und alles ist bereit, wenn "
          + "du es bist.",
        "Hallo {name},\n\nbei der Planung von {topic} haben wir uns eine Frage gestellt: Was hilft "
          + "dir wirklich? Unsere Antwort beginnt mit {picks}. Schau dich in Ruhe um und frag uns, "
          + "was du wissen willst.",
        "Hallo {name},\n\ndas ist {topic}, ganz ohne Lärm: {picks}, ausgesucht von den Menschen "
          + "bei {business}, die sich damit am besten auskennen.",
        "{topic}: {picks}, für dich ausgesucht von {business}.",
      ],
      .callToAction: ["Zur Auswahl", "Jetzt ansehen", "Mehr entdecken", "Stöbern"],
      .closing: [
        "Bis bald, und danke fürs Lesen.\nAlle bei {business}",
        "Hast du eine Frage? Antworte einfach: Ein Mensch liest es.\nDein Team von {business}",
        "Viel Freude damit, und erzähl uns, wie es war.\n{business}", "Bis bald,\n{business}",
      ],
      .item: [
        "{topic} von {business}: schlicht, nützlich und bereit für dich.",
        "Was zuerst zählt: {pick}, und Zeit, gut zu wählen.",
        "Ein klares Angebot, ein ehrlicher Grund und ein nächster Schritt.", "{topic}",
      ],
    ])
}
