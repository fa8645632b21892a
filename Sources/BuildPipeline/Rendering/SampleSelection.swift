internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText

/// Chooses a few recipients that show everything a campaign can look like.
///
/// First one of every segment x variant x locale, then one for each way the templates can go (an
/// optional field there or missing, a list empty, short or long), then the extremes: the longest
/// and shortest name, right-to-left and other scripts. What room is left goes to the first of the
/// plan.
struct SampleSelection {
  let loader: RecipientLoader
  let needs: ContextNeeds
  /// How many recipients are looked at, spread over the plan.
  private static let lookedAt = 20_000

  /// The chosen recipients in the order of the plan.
  func choose(
    _ count: Int, from plan: CampaignPlan
  ) throws(GalleyError) -> [CampaignPlan.Recipient] {
    guard count < plan.recipients.count else { return Array(plan.recipients) }
    guard count > 0 else { return [] }
    let step = max(1, plan.recipients.count / Self.lookedAt)
    var candidates: [(position: Int, recipient: CampaignPlan.Recipient)] = []
    for (position, recipient) in plan.recipients.enumerated()
    where position % step == 0 || position < count {
      candidates.append((position, recipient))
    }
    var features = Features()
    var start = 0
    while start < candidates.count {
      let chunk = candidates[start..<min(start + 500, candidates.count)]
      let data = try loader.load(chunk.map(\.recipient.contactID))
      let byID = Dictionary(
        data.map { ($0.contact.id, $0) }, uniquingKeysWith: { first, _ in first })
      for candidate in chunk {
        guard let data = byID[candidate.recipient.contactID] else { continue }
        features.note(candidate.position, candidate.recipient, data, needs)
      }
      start += chunk.count
    }
    var chosen: Set<Int> = []
    for position in features.inOrder where chosen.count < count { chosen.insert(position) }
    for candidate in candidates where chosen.count < count { chosen.insert(candidate.position) }
    return candidates.filter { chosen.contains($0.position) }.map(\.recipient)
  }

  /// The first recipient of each feature.
  private struct Features {
    private var units: [String: Int] = [:]
    private var branches: [String: Int] = [:]
    private var longest = (length: -1, position: 0)
    private var shortest = (length: Int.max, position: 0)
    private var scripts: [String: Int] = [:]

    mutating func note(
      _ position: Int, _ recipient: CampaignPlan.Recipient,
      _ data: CampaignContext.RecipientData, _ needs: ContextNeeds
    ) {
      if units[recipient.copyKey.name] == nil { units[recipient.copyKey.name] = position }
      for branch in Self.branches(data, needs) where branches[branch] == nil {
        branches[branch] = position
      }
      let name = [data.contact.firstName, data.contact.lastName].compactMap { $0 }
        .joined(separator: " ")
      if name.count > longest.length { longest = (name.count, position) }
      if !name.isEmpty, name.count < shortest.length { shortest = (name.count, position) }
      if let script = Self.script(of: name), scripts[script] == nil { scripts[script] = position }
    }

    /// The positions by weight: units, extremes, branches.
    var inOrder: [Int] {
      func sorted(_ found: [String: Int]) -> [Int] {
        found.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.value)
      }
      let extremes =
        sorted(scripts)
        + [longest, shortest].filter { $0.length >= 0 && $0.length < .max }
        .map(\.position)
      return sorted(units) + extremes + sorted(branches)
    }

    private static func branches(
      _ data: CampaignContext.RecipientData, _ needs: ContextNeeds
    ) -> [String] {
      let contact = data.contact
      let optional: [(String, String?)] = [
        ("contact.first_name", contact.firstName), ("contact.last_name", contact.lastName),
        ("contact.company", contact.company), ("contact.job_title", contact.jobTitle),
        ("contact.city", contact.city), ("contact.state", contact.state),
        ("contact.phone_number", contact.phoneNumber), ("contact.locale", contact.locale),
        ("place", data.place?.businessName), ("corporation", data.corporation?.businessName),
      ]
      var result = optional.filter { needs.has($0.0) }.map { path, value in
        "\(path) \(value?.isEmpty ?? true ? "missing" : "there")"
      }
      let lists = [
        ("interests", data.interests.count), ("recommendations", data.recommendations.count),
        ("requests", data.requests.count), ("purchases", data.purchases.count),
      ]
      for (name, count) in lists where needs.has(name) {
        result.append("\(name) \(min(count, 4))")
      }
      if needs.has("contact.data") {
        result += data.attributes.keys.map { "contact.data.\($0)" }
      }
      return result
    }

    private static func script(of name: String) -> String? {
      for scalar in name.unicodeScalars {
        switch scalar.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: return "right to left"
        case 0x900...0x109F: return "indic"
        case 0x2E80...0x9FFF, 0xAC00...0xD7AF: return "east asian"
        case 0x370...0x52F: return "greek or cyrillic"
        case 0x80...: return "accents"
        default: continue
        }
      }
      return nil
    }
  }
}
