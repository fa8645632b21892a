internal import Boards
public import Campaigns
public import Diagnostics
internal import Foundation
internal import Generation
internal import Records

/// Looks whether a workspace can be worked with, part by part; changes nothing but the store's
/// schema, and calls no outside service.
public struct Doctor {
  /// One thing that was looked at.
  public struct Check: Sendable {
    /// How it is.
    public enum State: String, Sendable {
      /// As it should be.
      case good
      /// Works, but worth a look.
      case warning
      /// Does not work.
      case bad
    }

    /// What was looked at.
    public var name: String
    /// How it is.
    public var state: State
    /// What was found.
    public var message: String
    /// What to do about it.
    public var advice: String?
  }

  private let workspace: Workspace
  private let environment: [String: String]
  private let now: Timestamp

  /// Prepares the checks.
  public init(workspace: Workspace, environment: [String: String], now: Timestamp) {
    self.workspace = workspace
    self.environment = environment
    self.now = now
  }

  /// Runs every check, in the order parameters, paths, services, store.
  public func run() -> [Check] {
    [
      Check(
        name: "settings", state: .good,
        message: "galley.yml is fine; tenant \(workspace.settings.tenant)"),
      check("campaigns", campaigns), check("disk", disk), check("fonts", fonts), provider(),
      check("unsubscribe key", unsubscribeKey), check("store", store), check("ledger", ledger),
    ]
  }

  private func check(
    _ name: String, _ work: () throws(GalleyError) -> (Check.State, String, String?)
  ) -> Check {
    do throws(GalleyError) {
      let (state, message, advice) = try work()
      return Check(name: name, state: state, message: message, advice: advice)
    } catch {
      return Check(name: name, state: .bad, message: error.description, advice: error.hint)
    }
  }

  private func campaigns() throws(GalleyError) -> (Check.State, String, String?) {
    let slugs = Campaign.slugs(in: workspace.files)
    for slug in slugs {
      _ = try Campaign.load(
        slug, from: workspace.files, defaultLocale: workspace.settings.defaultLocale)
    }
    guard !slugs.isEmpty else {
      return (.warning, "there is no campaign", "add Templates/campaigns/<slug>/campaign.yml")
    }
    return (.good, slugs.joined(separator: ", "), nil)
  }

  private func disk() throws(GalleyError) -> (Check.State, String, String?) {
    try Folders.make(workspace.stateFolder)
    let attributes = try? FileManager.default.attributesOfFileSystem(
      forPath: workspace.stateFolder)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    let megabytes = free >> 20
    return megabytes >= 200
      ? (.good, "\(megabytes) MB free", nil)
      : (.warning, "only \(megabytes) MB free", "make room before a large build")
  }

  private func fonts() throws(GalleyError) -> (Check.State, String, String?) {
    let fonts = try FontSet.system()
    return (.good, "found; digest \(fonts.digest.prefix(12))", nil)
  }

  private func provider() -> Check {
    let ai = workspace.settings.ai
    if ai.provider == .offline {
      return Check(
        name: "AI provider", state: .good,
        message: "offline: copy is drafted without a key and costs nothing")
    }
    guard environment[ai.keyVariable]?.isEmpty == false else {
      return Check(
        name: "AI provider", state: .warning,
        message: "\(ai.provider.rawValue) at \(ai.baseURL), but \(ai.keyVariable) is not set",
        advice: "export \(ai.keyVariable), or set ai.provider to offline")
    }
    return Check(
      name: "AI provider", state: .good,
      message: "\(ai.provider.rawValue) at \(ai.baseURL), key in \(ai.keyVariable)")
  }

  private func unsubscribeKey() throws(GalleyError) -> (Check.State, String, String?) {
    environment["GALLEY_UNSUBSCRIBE_KEY"]?.isEmpty == false
      ? (.good, "set", nil)
      : (
        .warning, "GALLEY_UNSUBSCRIBE_KEY is not set; unsubscribe links are previews",
        "set it to a long random text before sending"
      )
  }

  private func store() throws(GalleyError) -> (Check.State, String, String?) {
    let store = try ImportStage.openStore(workspace, now: now)
    let count = try store.countContacts()
    let wrong = try store.contactsWithWrongCounters()
    guard wrong == 0 else {
      return (
        .bad, "\(wrong) contacts have event counts that differ from their events",
        "delete .galley/store.sqlite and run `galley import`"
      )
    }
    return (.good, "opens; \(count) contacts", count == 0 ? "run `galley import`" : nil)
  }

  private func ledger() throws(GalleyError) -> (Check.State, String, String?) {
    let ledger = try Ledger.open(path: workspace.stateFolder + "/ledger.sqlite")
    let report = try ledger.report(by: .campaign, since: nil)
    return (.good, "opens; $\(report.total.cost) spent so far", nil)
  }
}
