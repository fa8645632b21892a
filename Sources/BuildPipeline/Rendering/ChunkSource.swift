internal import Campaigns
internal import Diagnostics

/// Which of a plan's recipients are rendered.
struct RecipientChoice: Sendable {
  /// The shard, from 0, and how many there are.
  var shard: (index: Int, count: Int)?
  /// Only these contacts.
  var sample: Set<String>?

  func takes(_ recipient: CampaignPlan.Recipient) -> Bool {
    if let shard, StableHash.shard(of: recipient.contactID, count: shard.count) != shard.index {
      return false
    }
    return sample?.contains(recipient.contactID) ?? true
  }
}

/// Hands out a plan's recipients in chunks.
actor ChunkSource {
  struct Chunk: Sendable {
    var index: Int
    var recipients: [CampaignPlan.Recipient]
  }

  private let list: PlanList<CampaignPlan.Recipient>
  private let choice: RecipientChoice
  private var reader: PlanReader<CampaignPlan.Recipient>
  private var skipped: Int
  private var read = 0
  private var index: Int
  private let size: Int

  /// Leaves out the first `done` chosen recipients; chunks count from `done / size`.
  init(
    _ list: PlanList<CampaignPlan.Recipient>, choice: RecipientChoice, done: Int, size: Int
  ) {
    self.list = list
    self.choice = choice
    self.size = size
    reader = list.makeIterator()
    skipped = done
    index = done / size
  }

  /// The next chunk, or `nil` at the end.
  ///
  /// Throws `READ_FAILED` when the list is shorter than the plan says.
  func next() throws(GalleyError) -> Chunk? {
    var chunk = Chunk(index: index, recipients: [])
    while chunk.recipients.count < size {
      guard let recipient = reader.next() else {
        guard read == list.count else {
          throw GalleyError(
            .readFailed, "The plan's list of recipients is damaged.",
            hint: "Run the command again without --frozen; the plan is made again.")
        }
        break
      }
      read += 1
      guard choice.takes(recipient) else { continue }
      if skipped > 0 {
        skipped -= 1
      } else {
        chunk.recipients.append(recipient)
      }
    }
    guard !chunk.recipients.isEmpty else { return nil }
    index += 1
    return chunk
  }
}
