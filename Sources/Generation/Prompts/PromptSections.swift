internal import JSONText

/// The words of every section for one unit.
struct PromptSections {
  let unit: CopyUnit
  let context: PromptContext
  let errors: [String]
  let tag: String

  /// The template with its sections filled; runs of empty lines become one.
  func fill(_ parts: [PromptTemplate.Part]) -> String {
    let text = parts.map { part in
      switch part {
      case .text(let text): text
      case .section(let section): words(of: section)
      }
    }.joined()
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(line)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The texts that come from outside, which are fenced and looked through for instructions.
  var data: [String] {
    let segment = unit.segment
    return [context.brief, context.goal, segment.name, segment.description]
      + describedTraits.flatMap { [$0.name, $0.value] } + context.facts.map(\.text)
      + context.business.profile.map { JSONWords.text(of: $0.value) }
      + [context.business.description, context.business.tagline]
      + (context.strategy.map { [JSONWords.text(of: $0)] } ?? [])
  }

  private func words(of section: PromptSection) -> String {
    switch section {
    case .task: task
    case .business: business
    case .campaign: campaign
    case .strategy: strategy
    case .audience: audience
    case .brandVoice:
      context.business.brandVoice.isEmpty
        ? "No rules of its own." : fenced(context.business.brandVoice)
    case .tone: tone
    case .constraints: constraints
    case .mergeFields: mergeFields
    case .urls: urls
    case .schema: String(decoding: context.schema.canonicalBytes(), as: UTF8.self)
    case .errors: errorList
    }
  }

  private var task: String {
    switch unit.task {
    case .content:
      "Write variant \(unit.variant) of the \(context.platform.rawValue) copy in "
        + "\(LanguageName.of(unit.locale)) (locale \(unit.locale)) for the segment described "
        + "under Audience. Variants of one segment make the same offer with a different idea."
    case .strategy:
      "Plan the campaign in \(LanguageName.of(unit.locale)) (locale \(unit.locale)): the idea, "
        + "the message for each audience, and what to avoid."
    case .analytics:
      "Summarise the results in \(LanguageName.of(unit.locale)) (locale \(unit.locale))."
    }
  }

  private var business: String {
    let business = context.business
    var lines = ["Name: \(business.name)"]
    if !business.tagline.isEmpty { lines.append("Tagline: \(business.tagline)") }
    if !business.description.isEmpty { lines.append("Description: \(business.description)") }
    for member in business.profile {
      lines.append("\(member.key): \(inline(member.value))")
    }
    return fenced(lines.joined(separator: "\n"))
  }

  private var campaign: String {
    var lines = ["Name: \(context.campaignName)"]
    if !context.goal.isEmpty { lines.append("Goal: \(context.goal)") }
    lines.append("Brief: \(context.brief)")
    if !context.facts.isEmpty {
      lines.append("Facts that may be stated:")
      lines += context.facts.map { "- \($0.kind): \($0.text)" }
    }
    return fenced(lines.joined(separator: "\n"))
  }

  private var strategy: String {
    guard let strategy = context.strategy else { return "None yet." }
    return fenced(String(decoding: strategy.canonicalBytes(), as: UTF8.self))
  }

  private var describedTraits: [CopyUnit.Segment.Trait] {
    if let size = unit.segment.size, size < CopyUnit.Segment.smallestDescribed { return [] }
    return unit.segment.traits
  }

  private var audience: String {
    let segment = unit.segment
    var lines = ["Segment: \(segment.name)"]
    if !segment.description.isEmpty { lines.append("Description: \(segment.description)") }
    for trait in describedTraits { lines.append("\(trait.name): \(trait.value)") }
    return fenced(lines.joined(separator: "\n"))
  }

  private var tone: String {
    let own = [context.tone ?? "", context.business.tone].first { !$0.isEmpty }
    let custom = context.platform.tone
    let words = own.map { "\($0) (on this platform: \(custom))" } ?? custom
    return words.prefix(1).uppercased() + words.dropFirst() + "."
  }

  private var constraints: String {
    let limit = context.maximumWords ?? context.platform.maximumWords
    var lines = unit.task == .content ? context.platform.rules : []
    lines += ["At most \(limit) words in the whole answer."]
    lines += LengthRules.lines(of: context.schema)
    lines += context.constraints
    lines += [
      "State no price, percentage or number that the campaign section does not state.",
      "Write no HTML; text fields may use Markdown only where the schema says so.",
      "Invent no names, quotations or customer opinions.",
    ]
    return lines.map { "- \($0)" }.joined(separator: "\n")
  }

  private var mergeFields: String {
    guard !context.mergeFields.isEmpty else { return "Use none." }
    return "Only these, each with a default, as in "
      + "{{ \(context.mergeFields[0]) | default: \"there\" }}:\n"
      + context.mergeFields.map { "- \($0)" }.joined(separator: "\n")
  }

  private var urls: String {
    guard !context.urls.isEmpty else { return "Use none." }
    return "Only these, letter by letter:\n"
      + context.urls.map { "- \($0)" }.joined(separator: "\n")
  }

  private var errorList: String {
    guard !errors.isEmpty else { return "" }
    return "# What was wrong with the answer before\n"
      + fenced(errors.map { "- \($0)" }.joined(separator: "\n"))
      + "\nAnswer again in full, without these faults."
  }

  private func inline(_ value: JSONValue) -> String {
    value.stringValue ?? String(decoding: value.canonicalBytes(), as: UTF8.self)
  }

  /// The text between tags; what looks like such a tag inside is made harmless.
  private func fenced(_ text: String) -> String {
    var safe = text
    for opening in ["<data", "</data"] {
      while let range = safe.range(ofCaseInsensitive: opening) {
        safe.replaceSubrange(range, with: "&lt;" + safe[range].dropFirst())
      }
    }
    return "<\(tag)>\n\(safe)\n</\(tag)>"
  }
}

extension String {
  /// The first place of an ASCII text in any case.
  func range(ofCaseInsensitive text: String) -> Range<String.Index>? {
    let wanted = Array(text.utf8)
    let view = utf8
    var start = view.startIndex
    func folded(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
    while start != view.endIndex {
      var index = start
      var matched = 0
      while matched < wanted.count, index != view.endIndex, folded(view[index]) == wanted[matched] {
        matched += 1
        index = view.index(after: index)
      }
      if matched == wanted.count { return start..<index }
      start = view.index(after: start)
    }
    return nil
  }
}
