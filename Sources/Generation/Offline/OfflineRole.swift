/// What a field of a schema is for, guessed from its name.
enum OfflineRole: String, Sendable, CaseIterable {
  case subject, preheader, headline, intro, callToAction, closing, item

  static func of(_ name: String) -> OfflineRole {
    let name = name.lowercased()
    for (role, words) in table where words.contains(where: { name.contains($0) }) { return role }
    return .item
  }

  private static let table: [(OfflineRole, [String])] = [
    (.preheader, ["preheader", "preview", "teaser"]),
    (.callToAction, ["cta", "button", "action", "label"]),
    (.closing, ["closing", "outro", "signoff", "sign_off", "farewell"]),
    (.subject, ["subject"]),
    (.headline, ["headline", "title", "heading", "name"]),
    (
      .intro,
      ["intro", "body", "text", "paragraph", "summary", "description", "copy", "message", "idea"]
    ),
  ]
}
