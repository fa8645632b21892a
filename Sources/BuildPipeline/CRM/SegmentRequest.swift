public import Campaigns
public import Diagnostics
public import Records

/// The segments of a workspace's campaigns: how many people each has, who they are, and how they
/// are found.
public struct SegmentRequest {
  private let workspace: Workspace
  private let store: Store

  /// Works on a workspace and its store.
  public init(workspace: Workspace, store: Store) {
    self.workspace = workspace
    self.store = store
  }

  /// One segment with its size.
  public struct Line: Sendable {
    /// The campaign's slug.
    public var campaign: String
    /// The segment's name.
    public var segment: String
    /// What it says about itself.
    public var description: String
    /// How many contacts of the audience it is the first to take; consent is not looked at.
    public var count: Int
  }

  /// The segments of all campaigns, or of one.
  public func list(campaign: String?) throws(GalleyError) -> [Line] {
    var lines: [Line] = []
    for slug in try slugs(campaign) {
      let campaign = try load(slug)
      for segment in campaign.segments {
        lines.append(
          Line(
            campaign: slug, segment: segment.name, description: segment.description,
            count: try store.countContacts(matching: filter(segment.name, of: campaign))))
      }
    }
    return lines
  }

  /// The filter of a segment: its campaign's audience, its own filter, and nobody whom an earlier
  /// segment takes.
  public func filter(campaign: String, segment: String) throws(GalleyError) -> SegmentFilter {
    try filter(segment, of: load(campaign))
  }

  private func filter(
    _ name: String, of campaign: Campaign
  ) throws(GalleyError) -> SegmentFilter {
    var filter = campaign.audience ?? .everyone
    for segment in campaign.segments {
      if segment.name == name { return segment.filter.map { filter.and($0) } ?? filter }
      filter = filter.and((segment.filter ?? .everyone).negated)
    }
    let names = campaign.segments.map(\.name)
    let near = nearestName(to: name, in: names)
    throw GalleyError(
      .entityNotFound, "The campaign \(campaign.slug) has no segment \(name).",
      details: ["segment": name],
      hint: near.map { "Did you mean \($0)?" } ?? "It has \(names.joined(separator: ", ")).")
  }

  private func slugs(_ campaign: String?) throws(GalleyError) -> [String] {
    campaign.map { [$0] } ?? Campaign.slugs(in: workspace.files)
  }

  private func load(_ slug: String) throws(GalleyError) -> Campaign {
    try Campaign.load(
      slug, from: workspace.files, defaultLocale: workspace.settings.defaultLocale
    ).value
  }
}
