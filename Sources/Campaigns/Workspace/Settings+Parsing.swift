internal import CRMModel
public import Diagnostics
internal import Generation
public import JSONText

extension Settings {
  /// Reads merged settings; every unknown key, missing key and wrong type is a diagnostic.
  public static func parse(_ value: PositionedValue) -> Parsed<Settings?> {
    var reader = ValueReader(value, context: "galley.yml")
    let tenant = reader.requiredString("tenant") ?? ""
    let business = reader.object("business").map { BusinessSettings.parse($0, into: &reader) }
    let sender = reader.object("sender").map { SenderSettings.parse($0, into: &reader) }
    let site = reader.object("site").map { SiteSettings.parse($0, into: &reader) }
    let isConsentRequired = reader.bool("consent_required") ?? true
    let suppression = reader.stringList("suppression")
    let defaultLocale = reader.string("default_locale") ?? "en"
    var ai = AIConfiguration()
    if let section = reader.object("ai") {
      let parsed = AIConfiguration.parse(section)
      ai = parsed.value
      reader.absorb(parsed.diagnostics)
    }
    var recommendations = RecommendationSettings(limit: 4, maxPerCategory: 2)
    if var section = reader.object("recommendations") {
      recommendations.limit = section.int("limit", in: 1...100) ?? 4
      recommendations.maxPerCategory = section.int("max_per_category", in: 0...100) ?? 2
      reader.absorb(section)
    }
    var log = LogSettings(level: "info")
    if var section = reader.object("log") {
      log.level = section.string("level")?.lowercased() ?? "info"
      reader.absorb(section)
    }
    for (key, isThere) in [
      ("business", business != nil), ("sender", sender != nil), ("site", site != nil),
    ] where !isThere {
      reader.absorb([
        Diagnostic(
          .error, "missing-key", "galley.yml has no “\(key)”", at: value.location,
          hint: "add a “\(key):” section; `galley init` makes a complete example")
      ])
    }
    reader.finish()
    guard !reader.diagnostics.hasErrors, let business, let sender, let site else {
      return Parsed(nil, reader.diagnostics)
    }
    let settings = Settings(
      tenant: TenantID(tenant), business: business, sender: sender, site: site,
      isConsentRequired: isConsentRequired, suppression: suppression, defaultLocale: defaultLocale,
      ai: ai,
      recommendations: recommendations, log: log)
    return Parsed(settings, reader.diagnostics)
  }
}

extension BusinessSettings {
  static func parse(_ section: ValueReader, into reader: inout ValueReader) -> BusinessSettings {
    var section = section
    let name = section.requiredString("name") ?? ""
    let settings = BusinessSettings(
      id: section.string("id") ?? "default",
      accountID: section.string("account_id"),
      name: name,
      tagline: section.string("tagline") ?? "",
      description: section.string("description") ?? "",
      profile: section.value("profile")?.plain.objectValue ?? [:],
      brandVoice: section.string("brand_voice") ?? "",
      tone: section.string("tone") ?? "",
      preferences: section.value("preferences")?.plain.objectValue ?? [:],
      currency: section.string("currency") ?? "USD",
      website: section.requiredString("website") ?? "",
      postalAddress: section.requiredString("postal_address") ?? "")
    reader.absorb(section)
    return settings
  }
}

extension SenderSettings {
  static func parse(_ section: ValueReader, into reader: inout ValueReader) -> SenderSettings {
    var section = section
    let settings = SenderSettings(
      name: section.requiredString("name") ?? "",
      email: section.requiredString("email") ?? "",
      replyTo: section.string("reply_to"))
    reader.absorb(section)
    return settings
  }
}

extension SiteSettings {
  static func parse(_ section: ValueReader, into reader: inout ValueReader) -> SiteSettings {
    var section = section
    var base = section.requiredString("base_url") ?? ""
    while base.hasSuffix("/") { base.removeLast() }
    let settings = SiteSettings(
      baseURL: base,
      title: section.string("title") ?? "",
      unsubscribeURL: section.requiredString("unsubscribe_url") ?? "")
    reader.absorb(section)
    return settings
  }
}
