public import Campaigns
internal import CRMModel
public import Diagnostics
public import JSONText

/// The campaigns of a workspace with how far each is.
public struct CampaignCatalog: Sendable {
  private let workspace: Workspace

  /// Creates a catalog.
  public init(workspace: Workspace) { self.workspace = workspace }

  /// One campaign at a glance.
  public struct Entry: Sendable {
    /// The folder name.
    public var slug: String
    /// The name a person gave it; empty when campaign.yml is wrong.
    public var name: String
    /// `draft`, `scheduled`, `active`, `paused`, `done`, or `invalid`.
    public var status: String
    /// How many copies it has and needs.
    public var copies: (there: Int, needed: Int)
    /// The contents of its calendar: slot and status.
    public var contents: [(slot: String, status: String)]
    /// When its plan was fixed, and for how many.
    public var plan: (at: String, recipients: Int)?

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "campaign": .string(slug), "name": .string(name), "status": .string(status),
        "copies": .number(JSONNumber(copies.there)),
        "copies_needed": .number(JSONNumber(copies.needed)),
        "contents": .array(
          contents.map { .object(["slot": .string($0.slot), "status": .string($0.status)]) }),
        "planned_at": plan.map { .string($0.at) } ?? .null,
        "recipients": plan.map { .number(JSONNumber($0.recipients)) } ?? .null,
      ])
    }
  }

  /// Every campaign, in the order of the slugs; one whose definition is wrong is `invalid`.
  public func list() throws(GalleyError) -> [Entry] {
    var entries: [Entry] = []
    for slug in Campaign.slugs(in: workspace.files) {
      do throws(GalleyError) {
        entries.append(try show(slug))
      } catch  where error.code == .invalidCampaign || error.code == .templateNotFound {
        entries.append(
          Entry(slug: slug, name: "", status: "invalid", copies: (0, 0), contents: []))
      }
    }
    return entries
  }

  /// One campaign.
  public func show(_ slug: String) throws(GalleyError) -> Entry {
    let campaign = try Campaign.load(
      slug, from: workspace.files, defaultLocale: workspace.settings.defaultLocale
    ).value
    let keys = campaign.copyKeys
    let there = keys.count {
      workspace.files.exists(CopyFile.path(campaign: slug, key: $0))
    }
    let contents = workspace.files.list(campaign.folder + "/contents").compactMap {
      name -> (slot: String, status: String)? in
      guard name.hasSuffix(".json"),
        let bytes = try? workspace.files.read(
          "\(campaign.folder)/contents/\(name)", limit: 1 << 20),
        let value = try? JSONParser.parse(bytes), let slot = value["slot"]?.stringValue
      else { return nil }
      return (slot, value["status"]?.stringValue ?? "placeholder")
    }
    let plan = try PlanFolder(stateFolder: workspace.stateFolder, campaign: slug).load()
    return Entry(
      slug: slug, name: campaign.name, status: campaign.status, copies: (there, keys.count),
      contents: contents,
      plan: plan.map { ($0.plannedAt.description, $0.recipients.count) })
  }
}

/// A placeholder for what a calendar slot will hold.
struct ContentPlaceholder {
  var campaign: String
  var slot: String
  var purpose: String
  /// Days after the start, if that is known.
  var day: Int?

  /// The path of the file in the workspace.
  var path: String { "Templates/campaigns/\(campaign)/contents/\(slot).json" }

  /// The file, one Content.
  func bytes(tenant: TenantID) -> [UInt8] {
    JSONValue.object([
      "content_id": .string(
        DeterministicID.make(tenant: tenant, entity: "content", naturalKey: "\(campaign)/\(slot)")),
      "campaign": .string(campaign), "slot": .string(slot), "platform": "email",
      "status": "placeholder", "body": .object([:]),
      "metadata": .object([
        "purpose": .string(purpose), "day": day.map { .number(JSONNumber($0)) } ?? .null,
      ]),
    ]).prettyBytes()
  }

  /// A slot name that can be part of a file name.
  static func slotName(_ text: String) -> String {
    let kept = text.lowercased().unicodeScalars.map { scalar -> Character in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        ? Character(scalar) : "-"
    }
    let name = String(kept).split(separator: "-").joined(separator: "-")
    return name.isEmpty ? "slot" : String(name.prefix(60))
  }
}
