internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Messages

/// Fills the messages of a campaign, chunk by chunk, in the order of the plan.
struct RenderStage: Sendable {
  let slug: String
  let factory: MessageFactory
  let loader: RecipientLoader
  let jobs: Int
  let chunkSize: Int
  let progress: Progress

  /// What the rendering came to.
  struct Result: Sendable, Equatable {
    var count = 0
    /// The largest HTML part in bytes.
    var largest = 0
    /// All bytes that were made.
    var bytes = 0
    /// How many queries the data took.
    var reads = 0

    static func + (left: Result, right: Result) -> Result {
      Result(
        count: left.count + right.count, largest: max(left.largest, right.largest),
        bytes: left.bytes + right.bytes, reads: left.reads + right.reads)
    }
  }

  /// Renders a few recipients here and now, and hands every finished file to `write`.
  func run(
    _ recipients: [CampaignPlan.Recipient],
    write: (OutputFile) throws(GalleyError) -> Void
  ) throws(GalleyError) -> Result {
    var result = Result()
    var worker = ChunkWorker(stage: self)
    var collected: [UInt8] = []
    var start = 0
    while start < recipients.count {
      try Interruption.check()
      let chunk = Array(recipients[start..<min(start + chunkSize, recipients.count)])
      start += chunk.count
      if factory.format.isOneFile {
        result = result + (try worker.append(chunk, to: &collected))
      } else {
        result =
          result
          + (try worker.files(
            chunk,
            write: { (file) throws(GalleyError) in
              try write(OutputFile(path: "\(slug)/messages/\(file.path)", bytes: file.bytes))
            }))
      }
      progress.report("render \(slug)", result.count, recipients.count)
    }
    if factory.format.isOneFile {
      try write(OutputFile(path: "\(slug)/messages.\(factory.format.rawValue)", bytes: collected))
    }
    return result
  }

  /// One recipient's message, for the proof.
  func render(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient
  ) throws(GalleyError) -> CompiledMessage.Content {
    var scratch = MessageFactory.Scratch()
    _ = try factory.fill(data, recipient, &scratch)
    return scratch.content
  }
}

/// Renders chunks of recipients with buffers of its own.
struct ChunkWorker {
  private let stage: RenderStage
  private var scratch = MessageFactory.Scratch()

  init(stage: RenderStage) { self.stage = stage }

  /// Appends the messages of a chunk to a buffer.
  mutating func append(
    _ recipients: [CampaignPlan.Recipient], to output: inout [UInt8]
  ) throws(GalleyError) -> RenderStage.Result {
    var result = RenderStage.Result()
    let start = output.count
    var reads = 0
    try forEach(recipients, &reads) { (worker, data, recipient) throws(GalleyError) in
      try worker.stage.factory.append(data, recipient, &worker.scratch, to: &output)
      result.count += 1
      result.largest = max(result.largest, worker.scratch.content.html.count)
    }
    result.bytes = output.count - start
    result.reads = reads
    return result
  }

  /// Hands over the files of a chunk.
  mutating func files(
    _ recipients: [CampaignPlan.Recipient], write: (OutputFile) throws(GalleyError) -> Void
  ) throws(GalleyError) -> RenderStage.Result {
    var result = RenderStage.Result()
    var reads = 0
    try forEach(recipients, &reads) { (worker, data, recipient) throws(GalleyError) in
      for file in try worker.stage.factory.files(data, recipient, &worker.scratch) {
        result.bytes += file.bytes.count
        try write(file)
      }
      result.count += 1
      result.largest = max(result.largest, worker.scratch.content.html.count)
    }
    result.reads = reads
    return result
  }

  private mutating func forEach(
    _ recipients: [CampaignPlan.Recipient], _ reads: inout Int,
    _ body: (inout ChunkWorker, CampaignContext.RecipientData, CampaignPlan.Recipient)
      throws(GalleyError) -> Void
  ) throws(GalleyError) {
    // The loader keeps the order and leaves out who is gone.
    let loaded = try stage.loader.load(
      recipients.map(\.contactID), countingReads: &reads)
    var index = 0
    for recipient in recipients {
      guard index < loaded.count else { break }
      guard loaded[index].contact.id == recipient.contactID else { continue }
      try body(&self, loaded[index], recipient)
      index += 1
    }
  }
}
