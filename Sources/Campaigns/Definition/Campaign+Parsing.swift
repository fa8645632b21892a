public import Diagnostics
internal import JSONText
internal import Messages
internal import Records

extension Campaign {
  /// The names under Output that campaigns may not take.
  public static let reservedSlugs: Set<String> = ["site", "proof", "logs"]

  /// The slugs of all campaigns of a workspace, sorted.
  public static func slugs(in files: WorkspaceFiles) -> [String] {
    files.list("Templates/campaigns").filter {
      files.exists("Templates/campaigns/\($0)/campaign.yml")
    }
  }

  /// Reads and checks one campaign.
  ///
  /// Throws `CAMPAIGN_NOT_FOUND`, `INVALID_CAMPAIGN` with every diagnostic, or
  /// `TEMPLATE_NOT_FOUND` for a template file that is not there.
  public static func load(
    _ slug: String, from files: WorkspaceFiles, defaultLocale: String
  ) throws(GalleyError) -> Parsed<Campaign> {
    let path = "Templates/campaigns/\(slug)/campaign.yml"
    guard isSafeSlug(slug), files.exists(path) else {
      let near = nearestName(to: slug, in: slugs(in: files)).map { " Did you mean “\($0)”?" } ?? ""
      throw GalleyError(
        .campaignNotFound, "There is no campaign “\(slug)”.\(near)", details: ["campaign": slug])
    }
    let parsed = YAMLParser.parse(try files.source(path, limit: 1 << 20))
    var diagnostics = parsed.diagnostics
    if let value = parsed.value, !diagnostics.hasErrors {
      let campaign = read(value, slug: slug, defaultLocale: defaultLocale)
      diagnostics += campaign.diagnostics
      if let campaign = campaign.value, !diagnostics.hasErrors {
        try campaign.checkFiles(files)
        return Parsed(campaign, diagnostics)
      }
    }
    throw GalleyError.from(diagnostics, code: .invalidCampaign)
      ?? GalleyError(.invalidCampaign, "campaign.yml is empty.", at: SourceLocation(file: path))
  }

  private static func isLocale(_ text: String) -> Bool {
    (2...35).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        ($0 >= 48 && $0 <= 57) || (($0 | 0x20) >= 97 && ($0 | 0x20) <= 122)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }

  private static func isSafeSlug(_ slug: String) -> Bool {
    !slug.isEmpty && !slug.hasPrefix(".") && !slug.contains("/")
  }

  private static func read(
    _ value: PositionedValue, slug: String, defaultLocale: String
  ) -> Parsed<Campaign?> {
    var reader = ValueReader(value, context: "campaign.yml")
    if reservedSlugs.contains(slug) {
      reader.absorb([
        Diagnostic(
          .error, "reserved-slug",
          "“\(slug)” is a folder of Output, so no campaign can be called so",
          at: value.location, hint: "rename the folder")
      ])
    }
    let name = reader.requiredString("name") ?? slug
    let status = reader.choice("status", of: statuses) ?? "draft"
    let brief = reader.requiredString("brief") ?? ""
    let goal = reader.string("goal") ?? ""
    var utm = UTM(campaign: slug, source: "newsletter", medium: "email")
    if var section = reader.object("utm") {
      utm.campaign = section.string("campaign") ?? utm.campaign
      utm.source = section.string("source") ?? utm.source
      utm.medium = section.string("medium") ?? utm.medium
      utm.tagsLinks = section.bool("content") ?? true
      reader.absorb(section)
    }
    let audience = reader.filter("audience")
    let segments = readSegments(&reader)
    let variants = readVariants(&reader)
    var locales = reader.stringList("locales")
    if locales.isEmpty { locales = [defaultLocale] }
    for locale in locales where !isLocale(locale) {
      reader.report(
        .error, "invalid-locale", "“\(locale)” is no locale such as en or de-AT", key: "locales")
    }
    let event = reader.string("event")
    var productLimit: Int?
    if var section = reader.object("products") {
      productLimit = section.int("limit", in: 0...100)
      reader.absorb(section)
    }
    var templates = Templates(html: "")
    if var section = reader.requiredObject("templates") {
      let folder = "Templates/campaigns/\(slug)/"
      templates.html = folder + (section.requiredString("html") ?? "")
      templates.text = section.string("text").map { folder + $0 }
      templates.board = section.string("board").map { folder + $0 }
      templates.page = section.string("page").map { folder + $0 }
      reader.absorb(section)
    }
    var copy = CopyRequirements(platform: "email", schema: "Templates/schemas/email-copy.json")
    if var section = reader.object("copy") {
      copy.platform = section.string("platform") ?? copy.platform
      copy.tone = section.string("tone")
      copy.maxWords = section.int("max_words", in: 1...10_000)
      copy.schema = section.string("schema").map { "Templates/" + $0 } ?? copy.schema
      copy.fallback = section.value("fallback")?.plain.objectValue
      reader.absorb(section)
    }
    let strategy = reader.value("strategy")?.plain ?? .object([:])
    let calendar = readCalendar(&reader)
    let businessID = reader.string("business_id")
    let from = readSender(&reader)
    let suppression = reader.stringList("suppression")
    let cap = readCap(&reader)
    let holdout = reader.int("holdout", in: 0...90) ?? 0
    let age = reader.span("max_age") ?? 7 * 86_400
    let images = reader.choice("images", of: Images.allCases.map(\.rawValue))
    let attachments = reader.stringList("attachments")
    let isAutomatic = reader.bool("auto_submitted") ?? false
    let checks = readChecks(&reader)
    reader.finish()
    guard !reader.diagnostics.hasErrors else { return Parsed(nil, reader.diagnostics) }
    let campaign = Campaign(
      slug: slug, name: name, status: status, brief: brief, goal: goal, utm: utm,
      audience: audience, segments: segments, variants: variants, locales: locales, event: event,
      productLimit: productLimit, templates: templates, copy: copy, strategy: strategy,
      calendar: calendar, businessID: businessID, from: from, suppression: suppression,
      frequencyCap: cap, holdout: holdout, maximumPlanAge: age,
      images: images.flatMap(Images.init) ?? .hosted, attachments: attachments,
      isAutomatic: isAutomatic, checks: checks)
    return Parsed(campaign, reader.diagnostics)
  }

  private static func readSegments(_ reader: inout ValueReader) -> [Segment] {
    var segments: [Segment] = []
    for var section in reader.list("segments") {
      let location = section.location
      let name = section.requiredString("name") ?? ""
      section.checkName("name")
      let segment = Segment(
        name: name, description: section.string("description") ?? "",
        filter: section.filter("filter"))
      reader.absorb(section)
      if segments.contains(where: { $0.name == name }) {
        reader.absorb([
          Diagnostic(
            .error, "duplicate-segment", "the segment “\(name)” is there twice", at: location)
        ])
      }
      if let last = segments.last, last.filter == nil {
        reader.absorb([
          Diagnostic(
            .error, "unreachable-segment",
            "nobody can reach “\(name)”: “\(last.name)” before it has no filter and takes everybody",
            at: location, hint: "give “\(last.name)” a filter, or move it to the end")
        ])
      }
      segments.append(segment)
    }
    return segments.isEmpty
      ? [Segment(name: "everyone", description: "Everybody in the audience.", filter: nil)]
      : segments
  }

  /// What a campaign's `status` may say.
  public static let statuses = ["draft", "scheduled", "active", "paused", "done"]

  private static func readCalendar(_ reader: inout ValueReader) -> [Slot] {
    var slots: [Slot] = []
    for var section in reader.list("calendar") {
      let name = section.requiredString("slot") ?? ""
      var at: Timestamp?
      if let text = section.string("at") {
        at = Timestamp(text) ?? Timestamp(text + "T00:00:00Z")
        if at == nil {
          section.report(
            .error, "invalid-time", "`at` is a day or a time such as 2026-04-15T09:00:00Z",
            key: "at")
        }
      }
      if slots.contains(where: { $0.name == name }) {
        section.report(.error, "duplicate-slot", "the slot “\(name)” is there twice", key: "slot")
      }
      section.checkName("slot")
      slots.append(Slot(name: name, at: at, theme: section.string("theme") ?? ""))
      reader.absorb(section)
    }
    return slots
  }

  private static func readSender(_ reader: inout ValueReader) -> SenderSettings? {
    let replyTo = reader.string("reply_to")
    if let replyTo, MailAddress.ascii(replyTo) == nil {
      reader.report(.error, "invalid-address", "`reply_to` is no e-mail address", key: "reply_to")
    }
    guard var section = reader.object("from") else {
      if replyTo != nil {
        reader.report(
          .error, "missing-key", "`reply_to` needs `from` with a name and an e-mail address",
          key: "reply_to")
      }
      return nil
    }
    let sender = SenderSettings(
      name: section.requiredString("name") ?? "", email: section.requiredString("email") ?? "",
      replyTo: replyTo)
    if section.value["email"] != nil, MailAddress.ascii(sender.email) == nil {
      section.report(.error, "invalid-address", "`email` is no e-mail address", key: "email")
    }
    reader.absorb(section)
    return sender
  }

  private static func readCap(_ reader: inout ValueReader) -> FrequencyCap? {
    guard var section = reader.object("frequency_cap") else { return nil }
    let messages = section.int("messages", in: 1...1_000) ?? 1
    let within = section.span("within") ?? 7 * 86_400
    reader.absorb(section)
    return FrequencyCap(messages: messages, within: within)
  }

  private static func readChecks(_ reader: inout ValueReader) -> Checks {
    var checks = Checks(maximumBytes: 0, failOn: "never")
    guard var section = reader.object("checks") else { return checks }
    checks.maximumBytes = (section.int("max_html_kb", in: 1...10_000) ?? 0) << 10
    checks.failOn = section.choice("fail_on", of: ["error", "warning", "never"]) ?? "never"
    reader.absorb(section)
    return checks
  }

  private static func readVariants(_ reader: inout ValueReader) -> [Variant] {
    var variants: [Variant] = []
    for var section in reader.list("variants") {
      if let name = section.value["name"]?.string, variants.contains(where: { $0.name == name }) {
        section.report(
          .error, "duplicate-variant", "the variant “\(name)” is there twice", key: "name")
      }
      section.checkName("name")
      variants.append(
        Variant(
          name: section.requiredString("name") ?? "",
          weight: section.int("weight", in: 0...1_000_000) ?? 1))
      reader.absorb(section)
    }
    return variants.isEmpty ? [Variant(name: "a", weight: 1)] : variants
  }

  private func checkFiles(_ files: WorkspaceFiles) throws(GalleyError) {
    let templates = [templates.html, templates.text, templates.board, templates.page, copy.schema]
    for path in templates.compactMap({ $0 }) + attachments {
      guard !files.exists(path) else { continue }
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let near = nearestName(to: name, in: files.list(folder)).map { " Did you mean “\($0)”?" }
      throw GalleyError(
        .templateNotFound, "There is no file \(path).\(near ?? "")",
        at: SourceLocation(file: "\(self.folder)/campaign.yml"), details: ["file": path])
    }
  }
}

extension ValueReader {
  /// Reads a segment filter and takes over its diagnostics.
  mutating func filter(_ key: String) -> SegmentFilter? {
    guard let value = value(key) else { return nil }
    let parsed = SegmentFilter.parse(value)
    absorb(parsed.diagnostics)
    return parsed.value
  }

  /// Reports a name that cannot be part of a file name: names of segments, variants and slots are.
  mutating func checkName(_ key: String) {
    guard let name = value[key]?.string else { return }
    let isFine =
      !name.isEmpty && name.utf8.count <= 64
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_ ".unicodeScalars.contains($0)
      }
    if !isFine {
      report(
        .error, "invalid-name", "`\(key)` is made of letters, digits, blanks, `-` and `_`", key: key
      )
    }
  }
}
