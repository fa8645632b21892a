public import Diagnostics
internal import Foundation
internal import JSONText

/// Writes the copy of many units: asks, checks, asks again, pays within the budgets, and never
/// pays for the same request twice.
public struct CopyWriter: Sendable {
  let provider: any AIProvider
  let ledger: Ledger
  let configuration: AIConfiguration
  let clock: AIClock
  let random: @Sendable () -> Double
  let store: AnswerStore
  let builder: PromptBuilder
  let run: String
  /// Whether units that an earlier run gave up are asked for anew, which costs again.
  public var retriesDeadLetters = false

  /// Creates a writer.
  ///
  /// - Parameters:
  ///   - provider: Who answers.
  ///   - ledger: Where money is reserved and attempts are kept.
  ///   - configuration: Models, limits and budgets.
  ///   - clock: The clocks.
  ///   - random: Numbers from 0 up to but not including 1, for the jitter of waits.
  ///   - folder: Where requests and answers are kept, usually `.galley/ai`.
  ///   - templates: The prompts.
  ///   - run: A name for the run in the ledger; one is made up unless given.
  public init(
    provider: any AIProvider, ledger: Ledger, configuration: AIConfiguration,
    clock: AIClock = .system,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }, folder: String,
    templates: PromptTemplates = .standard, run: String? = nil
  ) {
    self.provider = provider
    self.ledger = ledger
    self.configuration = configuration
    self.clock = clock
    self.random = random
    store = AnswerStore(folder: folder)
    builder = PromptBuilder(templates: templates)
    self.run = run ?? "run-\(UUID().uuidString.lowercased())"
  }

  /// Writes units that share one context; see `write(_:contexts:progress:)`.
  public func write(
    _ units: [CopyUnit], context: PromptContext,
    progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
  ) async throws(GalleyError) -> [CopyResult] {
    try await write(units, contexts: { _ in context }, progress: progress)
  }

  /// Writes units and gives their results in the same order.
  ///
  /// A unit that fails does not stop the others; what would fail every unit (a refused key, a
  /// spent budget) stops the run, and the units left are `notStarted`. `progress` gets each
  /// result as soon as it is there, so that nothing paid for is lost when the process dies.
  /// - Throws: when nothing can be written at all: a wrong schema, a model without a price.
  public func write(
    _ units: [CopyUnit], contexts: @Sendable (CopyUnit) -> PromptContext,
    progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
  ) async throws(GalleyError) -> [CopyResult] {
    // What would stop the whole run is found before anything is sent.
    var jobs: [CopyJob] = []
    for unit in units {
      let context = contexts(unit)
      let last = jobs.last
      // Compiling the schema costs more than all the rest; a run mostly has one context.
      if let last, last.unit.task == unit.task, last.context == context {
        jobs.append(CopyJob(unit: unit, context: context, price: last.price, judge: last.judge))
        continue
      }
      jobs.append(
        CopyJob(
          unit: unit, context: context, price: try price(for: unit.task),
          judge: try CopyJudge(context, task: unit.task)))
    }
    let (results, jobOfUnit) = await write(jobs, progress: progress)
    return zip(units, jobOfUnit).compactMap { unit, job in
      guard var result = results[job] else { return nil }
      if unit != result.unit {
        result.unit = unit
        (result.cost, result.calls) = (.zero, 0)
      }
      return result
    }
  }

  // Results by the number of the job, and which job each unit's result is that of: units whose
  // requests are the same are written once.
  private func write(
    _ jobs: [CopyJob], progress: @escaping @Sendable (CopyProgress) -> Void
  ) async -> (results: [CopyResult?], jobOfUnit: [Int]) {
    let run = CopyRun()
    let gate = CallGate(places: configuration.concurrency)
    let deadline = configuration.runDeadline.map { clock.elapsed() + $0 }
    var results = [CopyResult?](repeating: nil, count: jobs.count)
    var jobOfUnit: [Int] = []
    var jobOfKey: [String: Int] = [:]
    await withTaskGroup(of: (Int, CopyResult).self) { group in
      var done = 0
      func begin() {
        while jobOfUnit.count < jobs.count {
          let index = jobOfUnit.count
          let job = jobs[index]
          let request = request(for: job.unit, context: job.context)
          let key = request.key
          if let first = jobOfKey[key] {
            jobOfUnit.append(first)
            done += 1
            continue
          }
          jobOfKey[key] = index
          jobOfUnit.append(index)
          group.addTask {
            let attempt = CopyAttempts(
              writer: self, job: job, first: (request, key), run: run, gate: gate,
              deadline: deadline, progress: progress)
            return (index, await attempt.write())
          }
          return
        }
      }
      // Twice as many as may call at once, so that one is always ready.
      for _ in 0..<2 * max(1, configuration.concurrency) { begin() }
      while let (index, result) = await group.next() {
        results[index] = result
        done += 1
        progress(.finished(result, done: done, total: jobs.count))
        begin()
      }
    }
    return (results, jobOfUnit)
  }

  /// The model asked for a task.
  func model(for task: AITask) -> String { provider.ownModel ?? configuration.model(for: task) }

  func request(
    for unit: CopyUnit, context: PromptContext, errors: [String] = []
  ) -> AIRequest {
    builder.build(
      unit, context: context,
      target: PromptBuilder.Target(
        provider: provider.name, model: model(for: unit.task),
        maximumOutputTokens: configuration.maximumOutputTokens,
        temperature: configuration.temperature),
      errors: errors)
  }

  func price(for task: AITask) throws(GalleyError) -> ModelPrice? {
    guard !provider.isFree else { return nil }
    return try configuration.priceTable.price(of: model(for: task), on: clock.now())
  }
}

/// One unit with everything that is made once for it.
struct CopyJob: Sendable {
  var unit: CopyUnit
  var context: PromptContext
  var price: ModelPrice?
  var judge: CopyJudge
}
