public import Campaigns
public import Diagnostics
internal import Foundation
public import JSONText
public import Recommendations

/// `galley recommend import` as a request: lists made elsewhere, put through our rules.
public struct RecommendationImport: Sendable {
  private let path: String
  private let isDryRun: Bool

  /// Creates a request; a dry run changes nothing.
  public init(path: String, isDryRun: Bool) {
    self.path = path
    self.isDryRun = isDryRun
  }

  /// What an import came to.
  public struct Report: Sendable {
    /// How many lines were read and are right.
    public var rows: Int
    /// How many people they name.
    public var people: Int
    /// How many of those are no contacts of ours.
    public var unknownPeople: Int
    /// The lines that are wrong.
    public var problems: [Diagnostic]
    /// What our rules would remove today.
    public var removals: RemovalCounts
    /// Whether nothing was written.
    public var isDryRun: Bool

    /// The form of `--json`.
    public var json: JSONValue {
      .object([
        "rows": .number(JSONNumber(rows)),
        "people": .number(JSONNumber(people)),
        "unknown_people": .number(JSONNumber(unknownPeople)),
        "rejected": .number(JSONNumber(problems.count)),
        "removed": removals.json,
        "dry_run": .bool(isDryRun),
      ])
    }

    /// The form for people.
    public var text: String {
      let removed = removals.nonZero.map { "\($0.count) \($0.rule.rawValue)" }
      return "\(rows) lines for \(people) people, \(problems.count) rejected, "
        + "\(unknownPeople) people unknown; removed by the rules: "
        + (removed.isEmpty ? "none" : removed.joined(separator: ", "))
        + (isDryRun
          ? "\nDry run: nothing was changed."
          : "\nKept as \(ImportedListsFile.name): recommend, build and render use it.")
    }
  }

  /// Reads the file, tells what is wrong with it and keeps the rest.
  public func run(
    _ workspace: Workspace, _ options: RecommendationSession.Options, progress: Progress
  ) throws(GalleyError) -> Report {
    let parsed = ImportedLists.parse(try Self.read(path), path: path)
    for problem in parsed.diagnostics { progress.message(.diagnostic(problem)) }
    guard parsed.value.rowCount > 0 else {
      throw GalleyError.from(parsed.diagnostics, code: .malformedFile)
        ?? GalleyError(
          .malformedFile, "\(path) holds no lists.", details: ["file": path],
          hint: "Write lines user_id,product_id,rank under a header of these names.")
    }
    let session = try RecommendationSession(workspace, options, progress: progress)
    let known = Set(session.model.userIDs)
    var removals = RemovalCounts()
    for list in session.model.lists(
      applyingRulesTo: parsed.value, limit: workspace.settings.recommendations.limit)
    {
      removals.add(list.removals)
    }
    if !isDryRun { try ImportedListsFile(workspace).write(parsed.value) }
    let people = parsed.value.userIDs
    return Report(
      rows: parsed.value.rowCount, people: people.count,
      unknownPeople: people.count { !known.contains($0) }, problems: parsed.diagnostics,
      removals: removals, isDryRun: isDryRun)
  }

  /// Forgets imported lists; `false` when there were none.
  public static func clear(_ workspace: Workspace) throws(GalleyError) -> Bool {
    let file = ImportedListsFile(workspace)
    guard file.exists else { return false }
    try file.remove()
    return true
  }

  private static func read(_ path: String) throws(GalleyError) -> [UInt8] {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
    guard let size else {
      throw GalleyError(.fileNotFound, "There is no file \(path).", details: ["file": path])
    }
    guard size <= 1 << 30 else {
      throw GalleyError(.limitExceeded, "\(path) is larger than 1 GB.", details: ["file": path])
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GalleyError(.readFailed, "\(path) cannot be read.", details: ["file": path])
    }
    return Array(data)
  }
}
