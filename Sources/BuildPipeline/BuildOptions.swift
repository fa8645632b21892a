public import Diagnostics

/// What `galley build` was asked for.
public struct BuildOptions: Sendable {
  /// The campaigns to build; all when empty.
  public var campaigns: [String] = []
  /// At most this many messages per campaign.
  public var sample: Int?
  /// No network and no key: copy has to be there already.
  public var isFrozen = false
  /// How messages are written.
  public var format: MessageFormat = .html
  /// How many workers render.
  public var jobs = 1
  /// How many recipients a worker takes at once.
  var chunkSize = 128
  /// Only this shard of the recipients: its number from 1, and how many there are.
  public var shard: (number: Int, count: Int)?
  /// The process environment.
  public var environment: [String: String] = [:]
  /// The model, in place of the settings'.
  public var model: String?
  /// A folder to keep every AI answer in, for replaying.
  public var recordFolder: String?
  /// A folder of kept AI answers to use in place of the provider.
  public var replayFolder: String?
  /// The clock of the run.
  public var now: Timestamp
  /// The id of the run, for logs and errors.
  public var requestID: String

  /// Creates options.
  public init(now: Timestamp, requestID: String) {
    self.now = now
    self.requestID = requestID
  }
}
