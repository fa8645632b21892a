internal import Campaigns
internal import Diagnostics
internal import Synchronization

/// Renders any number of messages in parallel, in order, in bounded memory, and so that a killed run
/// goes on where it was.
///
/// One task per core takes the next chunk, loads it, fills it into a buffer of its own, waits for its
/// turn and writes. Memory is a chunk for each worker, whatever the audience.
struct BulkRender: Sendable {
  let stage: RenderStage
  let recipients: PlanList<CampaignPlan.Recipient>
  let choice: RecipientChoice
  /// How many will be rendered, for the progress; 0 when unknown.
  let total: Int

  /// Renders into a sink, from where its journal says it was.
  func run(into sink: sending MessageSink) async throws(GalleyError) -> RenderStage.Result {
    let done = sink.state
    let source = ChunkSource(
      recipients, choice: choice, done: done.count, size: stage.chunkSize)
    let turns = OrderedTurns(first: done.count / stage.chunkSize)
    let files = sink.fileWriter
    let shared = SharedSink(sink)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, stage.jobs) {
        group.addTask { [stage, total] in
          var worker = ChunkWorker(stage: stage)
          var buffer: [UInt8] = []
          while await turns.error == nil {
            var index: Int?
            do throws(GalleyError) {
              guard let chunk = try await source.next() else { return }
              index = chunk.index
              try Interruption.check(keepingWork: true)
              buffer.removeAll(keepingCapacity: true)
              var made = MessageSink.Made()
              if let files {
                made.result = try worker.files(chunk.recipients) { (file) throws(GalleyError) in
                  made.lines += try files.write(file)
                }
              } else {
                made.result = try worker.append(chunk.recipients, to: &buffer)
              }
              guard await turns.wait(for: chunk.index) else { return }
              let count = try shared.write(buffer, made)
              stage.progress.report("render \(stage.slug)", count, total)
              await turns.advance()
            } catch {
              if let index { _ = await turns.wait(for: index) }
              await turns.fail(error)
            }
          }
        }
      }
    }
    if let error = await turns.error { throw error }
    return try shared.finish()
  }
}

/// A sink that workers write to in turn.
private final class SharedSink: Sendable {
  private let sink: Mutex<MessageSink>

  init(_ sink: sending MessageSink) { self.sink = Mutex(sink) }

  /// Writes a chunk and gives the number of messages so far.
  func write(_ bytes: [UInt8], _ made: MessageSink.Made) throws(GalleyError) -> Int {
    try sink.withLock { (sink) throws(GalleyError) in
      try sink.write(bytes, made)
      return sink.state.count
    }
  }

  func finish() throws(GalleyError) -> RenderStage.Result {
    try sink.withLock { (sink) throws(GalleyError) in try sink.finish() }
  }
}
