public import Diagnostics
internal import Foundation
internal import JSONText

/// Where the fixed plan of a campaign lies, with the one before it.
///
/// A plan is written beside the fixed one and takes its place in one rename: a crash leaves the old
/// plan or the new one.
public struct PlanFolder: Sendable {
  static let recipients = "recipients.tsv"
  static let exclusions = "excluded.tsv"
  private let root: String
  private let name: String

  /// The plan of a campaign below a state folder such as `.galley`; `name` keeps a plan that is
  /// not to be fixed apart from the fixed one.
  public init(stateFolder: String, campaign: String, name: String = "fixed") {
    root = "\(stateFolder)/plans/\(campaign)"
    self.name = name
  }

  func path(_ file: String) -> String { "\(root)/\(name)/\(file)" }
  func newPath(_ file: String) -> String { "\(root)/\(name).new/\(file)" }

  func begin() throws(GalleyError) {
    try? FileManager.default.removeItem(atPath: "\(root)/\(name).new")
    do {
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(name).new", withIntermediateDirectories: true)
    } catch {
      throw GalleyError(
        .writeFailed, "The folder of the plan cannot be made.",
        underlying: (error as NSError).localizedDescription)
    }
  }

  /// Puts the plan that was just made into the place of the fixed one, and gives it back as it lies
  /// there.
  public func fix(_ plan: CampaignPlan) throws(GalleyError) -> CampaignPlan {
    do {
      let manager = FileManager.default
      try Data(plan.json.prettyBytes()).write(to: URL(fileURLWithPath: newPath("plan.json")))
      let current = "\(root)/\(name)"
      let previous = "\(root)/\(name).previous"
      if manager.fileExists(atPath: current + "/plan.json") {
        try? manager.removeItem(atPath: previous)
        try manager.moveItem(atPath: current, toPath: previous)
      } else {
        try? manager.removeItem(atPath: current)
      }
      try manager.moveItem(atPath: current + ".new", toPath: current)
      var plan = plan
      plan.recipients = plan.recipients.moved(to: path(Self.recipients))
      plan.exclusions = plan.exclusions.moved(to: path(Self.exclusions))
      return plan
    } catch {
      throw GalleyError(
        .writeFailed, "The plan cannot be fixed.",
        underlying: (error as NSError).localizedDescription)
    }
  }

  /// The fixed plan, or `nil` when there is none.
  ///
  /// Throws `MALFORMED_FILE` for a plan that is damaged.
  public func load() throws(GalleyError) -> CampaignPlan? {
    try load(from: "\(root)/\(name)")
  }

  /// The plan that was fixed before the present one, or `nil`.
  public func loadPrevious() throws(GalleyError) -> CampaignPlan? {
    try load(from: "\(root)/\(name).previous")
  }

  /// Forgets a plan that was made and not fixed.
  public func discard() {
    try? FileManager.default.removeItem(atPath: "\(root)/\(name).new")
  }

  private func load(from folder: String) throws(GalleyError) -> CampaignPlan? {
    let path = folder + "/plan.json"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    guard let value = try? JSONParser.parse([UInt8](data)),
      let plan = CampaignPlan(json: value, folder: folder)
    else {
      throw GalleyError(
        .malformedFile, "The fixed plan is damaged.",
        hint: "Delete the folder plans in .galley; the plan is made again.")
    }
    return plan
  }
}

extension CampaignPlan {
  init?(json: JSONValue, folder: String) {
    guard let campaign = json["campaign"]?.stringValue,
      let plannedAt = json["planned_at"]?.stringValue.flatMap({ Timestamp($0) }),
      let age = json["max_age_seconds"]?.numberValue?.intValue,
      let parts = json["parts"]?.objectValue,
      let count = json["recipients"]?.numberValue?.intValue,
      let audience = json["audience"]?.numberValue?.intValue,
      let digest = json["recipients_digest"]?.stringValue,
      let excluded = json["excluded_digest"]?.stringValue
    else { return nil }
    func counts(_ key: String) -> Counts {
      (json[key]?.objectValue?.members ?? []).compactMap { member in
        member.value.numberValue?.intValue.map { (member.key, $0) }
      }
    }
    self.init(
      campaign: campaign, plannedAt: plannedAt, maximumAge: Int64(age),
      digest: PlanDigest(
        parts: parts.members.compactMap { member in
          member.value.stringValue.map { .init(name: member.key, digest: $0) }
        }),
      recipients: PlanList(
        path: "\(folder)/\(PlanFolder.recipients)", count: count, digest: digest),
      exclusions: PlanList(
        path: "\(folder)/\(PlanFolder.exclusions)", count: audience - count, digest: excluded),
      bySegment: counts("by_segment"), byVariant: counts("by_variant"),
      byLocale: counts("by_locale"),
      exclusionCounts: counts("excluded").map { (reason: $0.name, count: $0.count) })
  }
}
