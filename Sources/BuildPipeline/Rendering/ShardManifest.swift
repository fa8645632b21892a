internal import Campaigns
internal import Diagnostics
internal import Foundation
internal import JSONText

/// What a shard says about itself, so that `galley merge` knows when all are there.
struct ShardManifest: Equatable {
  var campaign: String
  var format: MessageFormat
  var number: Int
  var count: Int
  var plan: String
  var plannedAt: String
  var recipients: String
  /// How many recipients the whole plan has.
  var planned: Int
  var messages: Int
  var bytes: Int

  static let fileName = "shard.json"

  init(
    campaign: String, format: MessageFormat, shard: (number: Int, count: Int), plan: CampaignPlan,
    result: RenderStage.Result
  ) {
    self.campaign = campaign
    self.format = format
    number = shard.number
    count = shard.count
    self.plan = plan.digest.text
    plannedAt = plan.plannedAt.description
    recipients = plan.recipients.digest
    planned = plan.recipients.count
    messages = result.count
    bytes = result.bytes
  }

  /// Reads the manifest of a shard's folder.
  ///
  /// Throws `FILE_NOT_FOUND` or `MALFORMED_FILE`.
  init(folder: String) throws(GalleyError) {
    let path = folder + "/" + Self.fileName
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw GalleyError(.fileNotFound, "There is no \(path): the shard is not complete.")
    }
    func text(_ value: JSONValue?, _ key: String) -> String { value?[key]?.stringValue ?? "" }
    func int(_ value: JSONValue?, _ key: String) -> Int { value?[key]?.numberValue?.intValue ?? -1 }
    let value = try? JSONParser.parse([UInt8](data))
    guard let format = MessageFormat(rawValue: text(value, "format")), int(value, "shards") > 0,
      int(value, "messages") >= 0
    else { throw GalleyError(.malformedFile, "\(path) is no manifest of a shard.") }
    self.format = format
    campaign = text(value, "campaign")
    number = int(value, "shard")
    count = int(value, "shards")
    plan = text(value, "plan")
    plannedAt = text(value, "planned_at")
    recipients = text(value, "recipients_digest")
    planned = int(value, "planned")
    messages = int(value, "messages")
    bytes = int(value, "bytes")
  }

  /// Writes the manifest beside the shard's messages.
  func write(beside messages: String) throws(GalleyError) {
    let json = JSONValue.object([
      "campaign": .string(campaign), "format": .string(format.rawValue),
      "shard": .number(JSONNumber(number)), "shards": .number(JSONNumber(count)),
      "plan": .string(plan), "planned_at": .string(plannedAt),
      "recipients_digest": .string(recipients), "planned": .number(JSONNumber(planned)),
      "messages": .number(JSONNumber(self.messages)), "bytes": .number(JSONNumber(bytes)),
    ])
    let folder = (messages as NSString).deletingLastPathComponent
    try Folders.writeAtomically(json.prettyBytes(), to: "\(folder)/\(Self.fileName)")
  }
}
