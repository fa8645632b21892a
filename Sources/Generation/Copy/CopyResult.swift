public import Diagnostics
public import JSONText

/// What became of one unit.
public struct CopyResult: Sendable, Hashable {
  /// How far the unit came.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// Valid copy.
    case written
    /// The campaign's stand-in, because no valid copy could be had.
    case fallback
    /// No valid copy, and no stand-in.
    case deadLettered = "dead_lettered"
    /// The service did not answer; the next run tries again.
    case parked
    /// The run stopped before.
    case notStarted = "not_started"
  }

  /// Where the copy comes from.
  public struct Provenance: Sendable, Hashable {
    /// The kind of service.
    public var provider: String
    /// The model asked.
    public var model: String
    /// The key of the request that brought the copy.
    public var requestKey: String
    /// How the copy came to be valid.
    public var quality: AILog.Quality
    /// Whether it is a draft to be written over.
    public var isDraft: Bool
    /// Whether the answer was on disk already, and cost nothing now.
    public var isReused: Bool
    /// What was repaired in the answer's JSON.
    public var fixes: [String]
    /// Patterns of prompt injection in the data of the prompt.
    public var flags: [String]

    /// The provenance as a copy file holds it; whether an answer was reused stays out, so that a
    /// second run writes the same bytes.
    public var json: JSONValue {
      var object: JSONObject = [
        "provider": .string(provider), "model": .string(model),
        "request_key": .string(requestKey), "quality": .string(quality.rawValue),
        "repaired": .bool(!fixes.isEmpty), "fallback": .bool(quality == .fallback),
        "draft": .bool(isDraft),
      ]
      if !fixes.isEmpty { object["fixes"] = .array(fixes.map { .string($0) }) }
      if !flags.isEmpty { object["flags"] = .array(flags.map { .string($0) }) }
      return .object(object)
    }
  }

  /// The unit.
  public var unit: CopyUnit
  /// How far it came.
  public var status: Status
  /// The copy, when there is some.
  public var body: JSONValue?
  /// Where the copy comes from, when there is some.
  public var provenance: Provenance?
  /// What this run paid for the unit.
  public var cost: PicoDollars
  /// How often this run called for it.
  public var calls: Int
  /// What was wrong with the last answer.
  public var faults: [String]
  /// Why there is no valid copy.
  public var error: GalleyError?

  /// Two results are equal when they say the same; errors count by code and message.
  public static func == (lhs: CopyResult, rhs: CopyResult) -> Bool {
    lhs.unit == rhs.unit && lhs.status == rhs.status && lhs.body == rhs.body
      && lhs.provenance == rhs.provenance && lhs.cost == rhs.cost && lhs.calls == rhs.calls
      && lhs.faults == rhs.faults && lhs.error?.code == rhs.error?.code
      && lhs.error?.message == rhs.error?.message
  }

  /// Hashes the unit and the status.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(unit)
    hasher.combine(status)
  }
}

extension Sequence<CopyResult> {
  /// The error a command ends with: what stopped the run, else the first unit without copy.
  public var firstError: GalleyError? {
    let failed = filter { $0.status != .written && $0.status != .fallback }
    return (failed.first { $0.status == .notStarted } ?? failed.first)?.error
  }
}

/// What happens while copy is written.
public enum CopyProgress: Sendable {
  /// A unit is begun.
  case started(CopyUnit)
  /// A unit waits, for the rate limit or before it is asked for again.
  case waiting(CopyUnit, Duration)
  /// An attempt brought no valid copy, and another follows.
  case retrying(CopyUnit, AIOutcome, attempt: Int)
  /// A unit is done, as number `done` of `total`.
  case finished(CopyResult, done: Int, total: Int)
}
