internal import Diagnostics
internal import JSONText

/// The attempts at one unit, from the first request to the last decision.
struct CopyAttempts: Sendable {
  let writer: CopyWriter
  let job: CopyJob
  /// The request of the first attempt, with its key.
  let first: (request: AIRequest, key: String)
  let run: CopyRun
  let gate: CallGate
  let deadline: Duration?
  let progress: @Sendable (CopyProgress) -> Void

  /// What the attempts so far have come to.
  struct State: Sendable {
    var attempt = 1
    var errors: [String] = []
    var used: [String: Int] = [:]
    var cost = PicoDollars.zero
    var calls = 0
    var formatChanges = 0
    var holdsPlace = false
  }

  func write() async -> CopyResult {
    var state = State()
    if let error = await run.stopError { return result(.notStarted, state, error: error) }
    progress(.started(job.unit))
    // The place is given back after the run was stopped, so that nobody calls in between.
    let outcome: CopyResult
    do {
      outcome = try await attempts(&state)
    } catch {
      await run.stop(error)
      outcome = result(.notStarted, state, error: error)
    }
    leaveGate(&state)
    return outcome
  }

  func leaveGate(_ state: inout State) {
    guard state.holdsPlace else { return }
    state.holdsPlace = false
    gate.leave()
  }

  private func attempts(_ state: inout State) async throws(GalleyError) -> CopyResult {
    let policy = RetryPolicy(maximumAttempts: writer.configuration.maximumRetries + 1)
    while true {
      let isFirst = state.errors.isEmpty
      let request =
        isFirst
        ? first.request
        : writer.request(for: job.unit, context: job.context, errors: state.errors)
      let key = isFirst ? first.key : request.key
      let step = try await step(request, key, &state)
      guard let (verdict, failure, isReused) = step else { continue }
      let outcome = failure?.outcome ?? verdict.outcome
      let decision = policy.decision(
        outcome, attempt: state.attempt, retryAfter: failure?.retryAfter, remaining: remaining,
        random: writer.random())
      switch decision {
      case .done:
        return success(verdict, request, key, state, isReused: isReused)
      case .again(let delay):
        if outcome == .unsupportedFormat {
          state.formatChanges += 1
          guard state.formatChanges < 3 else {
            throw AIFailure(.badRequest, "The service takes no way to force JSON").error
          }
        } else {
          progress(.retrying(job.unit, outcome, attempt: state.attempt))
          state.attempt += 1
          leaveGate(&state)
          // What came from the disk was waited for when it was bought.
          if !isReused { try await wait(delay) }
        }
      case .reask:
        progress(.retrying(job.unit, outcome, attempt: state.attempt))
        state.attempt += 1
        state.errors = Array(verdict.faults.prefix(PromptBuilder.maximumErrors))
      case .park:
        return result(.parked, state, error: parkedError(failure))
      case .deadLetter:
        return try deadLetter(outcome, verdict, request, key, state, failure)
      case .stop:
        throw failure?.error
          ?? GalleyError(.serviceFailed, "The run cannot go on after \(outcome.rawValue)")
      }
    }
  }

  // One answer from the disk or from the service; `nil` when another process is just asking.
  private func step(
    _ request: AIRequest, _ key: String, _ state: inout State
  ) async throws(GalleyError) -> (CopyJudge.Verdict, AIFailure?, isReused: Bool)? {
    if writer.provider.usesNetwork, !writer.retriesDeadLetters || state.calls > 0 || !isDead(key) {
      let kept = writer.store.answers(for: key)
      let index = state.used[key, default: 0]
      if index < kept.count {
        state.used[key] = index + 1
        writer.provider.reused(request, kept[index])
        return (job.judge.judge(kept[index]), nil, true)
      }
    }
    guard let call = try await call(request, key, &state) else { return nil }
    state.used[key, default: 0] += call.failure == nil ? 1 : 0
    return (call.verdict, call.failure, false)
  }

  private func isDead(_ key: String) -> Bool { writer.store.isDeadLetter(key) }

  var remaining: Duration {
    guard let deadline else { return .seconds(86_400) }
    return max(.zero, deadline - writer.clock.elapsed())
  }

  func wait(_ delay: Duration) async throws(GalleyError) {
    guard delay > .zero else { return }
    progress(.waiting(job.unit, delay))
    do {
      try await writer.clock.sleep(delay)
    } catch {
      throw AIFailure(.cancelled, "Writing was interrupted").error
    }
    if let error = await run.stopError { throw error }
  }

  private func success(
    _ verdict: CopyJudge.Verdict, _ request: AIRequest, _ key: String, _ state: State,
    isReused: Bool
  ) -> CopyResult {
    var result = result(.written, state)
    result.body = verdict.body
    result.provenance = CopyResult.Provenance(
      provider: request.provider, model: request.model, requestKey: key,
      quality: quality(verdict, state), isDraft: writer.provider.writesDrafts,
      isReused: isReused, fixes: verdict.fixes, flags: request.flags)
    return result
  }

  func quality(_ verdict: CopyJudge.Verdict, _ state: State) -> AILog.Quality {
    if state.attempt > 1 { return .retried }
    return verdict.fixes.isEmpty ? .firstTry : .repaired
  }

  private func deadLetter(
    _ outcome: AIOutcome, _ verdict: CopyJudge.Verdict, _ request: AIRequest, _ key: String,
    _ state: State, _ failure: AIFailure?
  ) throws(GalleyError) -> CopyResult {
    try writer.store.deadLetter(
      job.unit, key: key, outcome: outcome, faults: verdict.faults)
    let error =
      failure?.error
      ?? GalleyError(
        .invalidAnswer,
        "No valid copy for \(job.unit.label) after \(state.attempt) attempts: \(outcome.rawValue)",
        details: ["outcome": outcome.rawValue, "request_key": key])
    if let fallback = job.context.fallback {
      let checked = job.judge.judge(fallback, fixes: [])
      if let body = checked.body {
        var result = result(.fallback, state, error: error)
        result.body = body
        result.faults = verdict.faults
        result.provenance = CopyResult.Provenance(
          provider: request.provider, model: request.model, requestKey: key, quality: .fallback,
          isDraft: false, isReused: false, fixes: [], flags: request.flags)
        return result
      }
    }
    var result = result(.deadLettered, state, error: error)
    result.faults = verdict.faults
    return result
  }

  private func parkedError(_ failure: AIFailure?) -> GalleyError {
    var error =
      failure?.error ?? GalleyError(.serviceTimeout, "The run's time is over before the call")
    error.details["unit"] = job.unit.label
    error.hint =
      "Run `galley write \(job.unit.campaign) --resume`: finished units cost nothing again."
    return error
  }

  private func result(
    _ status: CopyResult.Status, _ state: State, error: GalleyError? = nil
  ) -> CopyResult {
    CopyResult(
      unit: job.unit, status: status, body: nil, provenance: nil, cost: state.cost,
      calls: state.calls, faults: [], error: error)
  }
}
