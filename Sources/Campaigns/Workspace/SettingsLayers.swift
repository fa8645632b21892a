internal import Diagnostics
public import JSONText

/// Lays settings over each other: galley.yml, `galley.<env>.yml`, the environment, flags.
///
/// Later layers win key by key; maps are merged, everything else is replaced. Every value keeps
/// the place it came from, so that an error names the layer that is wrong.
public enum SettingsLayers {
  /// The environment variables that set something, with the key path each one sets.
  public static let environmentKeys: [(variable: String, path: [String])] = [
    ("ENDPOINT_ID", ["tenant"]),
    ("GALLEY_TENANT", ["tenant"]),
    ("GALLEY_BASE_URL", ["site", "base_url"]),
    ("GALLEY_DEFAULT_LOCALE", ["default_locale"]),
    ("GALLEY_CONSENT_REQUIRED", ["consent_required"]),
    ("GALLEY_AI_PROVIDER", ["ai", "provider"]),
    ("GALLEY_AI_BASE_URL", ["ai", "base_url"]),
    ("GALLEY_AI_KEY_VARIABLE", ["ai", "key_variable"]),
    ("GALLEY_AI_TIMEOUT", ["ai", "timeout"]),
    ("GALLEY_AI_MAX_RETRIES", ["ai", "max_retries"]),
    ("GALLEY_AI_REQUESTS_PER_MINUTE", ["ai", "requests_per_minute"]),
    ("GALLEY_AI_MODEL", ["ai", "models", "content"]),
    ("GALLEY_AI_RUN_BUDGET", ["ai", "budgets", "run"]),
    ("GALLEY_AI_CAMPAIGN_BUDGET", ["ai", "budgets", "campaign"]),
    ("GALLEY_AI_DAILY_BUDGET", ["ai", "budgets", "daily"]),
    ("LOG_LEVEL", ["log", "level"]),
  ]

  /// Merges `upper` over `lower`.
  public static func merge(_ lower: PositionedValue, _ upper: PositionedValue) -> PositionedValue {
    guard var members = lower.members, let additions = upper.members else { return upper }
    for addition in additions {
      if let index = members.firstIndex(where: { $0.key == addition.key }) {
        members[index].value = merge(members[index].value, addition.value)
      } else {
        members.append(addition)
      }
    }
    return PositionedValue(.object(members), at: lower.location)
  }

  /// The layer that the environment gives, or `nil` when no variable is set.
  public static func environmentLayer(_ environment: [String: String]) -> PositionedValue? {
    var layer: PositionedValue?
    for (variable, path) in environmentKeys {
      guard let text = environment[variable], !text.isEmpty else { continue }
      let next = value(text, at: path, source: "environment variable \(variable)")
      layer = layer.map { merge($0, next) } ?? next
    }
    return layer
  }

  /// A layer that sets one key path to a text, read as YAML would read the scalar.
  public static func value(_ text: String, at path: [String], source: String) -> PositionedValue {
    let location = SourceLocation(file: source)
    let scalar = YAMLParser.parse(SourceFile(name: source, text: text)).value
    var value = PositionedValue(scalar?.kind ?? .string(text), at: location)
    if case .object = value.kind { value.kind = .string(text) }
    for key in path.reversed() {
      value = PositionedValue(
        .object([.init(key: key, keyLocation: location, value: value)]), at: location)
    }
    return value
  }
}
