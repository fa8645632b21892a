internal import Diagnostics

/// What a workspace (section `lint:` of galley.yml) or a command line says about the lint.
public struct LintConfiguration: Sendable, Hashable {
  /// The names of the rules that are not applied.
  public var silenced: [String]

  /// Creates a configuration.
  public init(silenced: [String] = []) { self.silenced = silenced }

  /// The silenced names that are no rules, each with the nearest rule.
  public var unknownRules: [(name: String, nearest: String?)] {
    let names = LintRule.all.map(\.name)
    return silenced.filter { !names.contains($0) }.map { ($0, nearestName(to: $0, in: names)) }
  }

  /// The options that this stands for.
  public var options: LintOptions { LintOptions(silenced: Set(silenced), includesNotes: true) }
}
