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
    // Units whose requests are the same are written once.
    var jobs: [CopyJob] = []
    var jobOfUnit: [Int] = []
    var jobOfKey: [String: Int] = [:]
    for unit in units {
      let context = contexts(unit)
      let key = request(for: unit, context: context).key
      if let index = jobOfKey[key] {
        jobOfUnit.append(index)
        continue
      }
      jobOfKey[key] = jobs.count
      jobOfUnit.append(jobs.count)
      jobs.append(
        CopyJob(
          unit: unit, context: context, price: try price(for: unit.task),
          judge: try CopyJudge(context, task: unit.task)))
    }
    let results = await write(jobs, progress: progress)
    return zip(units, jobOfUnit).map { unit, job in
      var result = results[job]
      if unit != result.unit {
        result.unit = unit
        (result.cost, result.calls) = (.zero, 0)
      }
      return result
    }
  }

  private func write(
    _ jobs: [CopyJob], progress: @escaping @Sendable (CopyProgress) -> Void
  ) async -> [CopyResult] {
    let run = CopyRun()
    let deadline = configuration.runDeadline.map { clock.elapsed() + $0 }
    var results = [CopyResult?](repeating: nil, count: jobs.count)
    await withTaskGroup(of: (Int, CopyResult).self) { group in
      var next = 0
      var done = 0
      func begin() {
        guard next < jobs.count else { return }
        let index = next
        next += 1
        group.addTask {
          let attempt = CopyAttempts(
            writer: self, job: jobs[index], run: run, deadline: deadline, progress: progress)
          return (index, await attempt.write())
        }
      }
      for _ in 0..<max(1, configuration.concurrency) { begin() }
      while let (index, result) = await group.next() {
        results[index] = result
        done += 1
        progress(.finished(result, done: done, total: jobs.count))
        begin()
      }
    }
    return results.compactMap { $0 }
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
