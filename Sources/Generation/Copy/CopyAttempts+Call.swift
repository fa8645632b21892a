internal import Diagnostics

extension CopyAttempts {
  /// What one call came to.
  struct Call: Sendable {
    var verdict: CopyJudge.Verdict
    var failure: AIFailure?
  }

  /// Reserves, calls, keeps the answer, judges it and settles; `nil` when somebody else is just
  /// making the same call.
  func call(
    _ request: AIRequest, _ key: String, _ state: inout State
  ) async throws(GalleyError) -> Call? {
    if let error = await run.stopError { throw error }
    guard try await waitForRate(request) else {
      return Call(
        verdict: .init(outcome: .timeout),
        failure: AIFailure(
          .rateLimited, "The rate limit leaves no time for the call in this run",
          retryAfter: .seconds(86_400)))
    }
    let worst =
      job.price?.worstCase(
        inputTokens: request.maximumInputTokens, outputTokens: request.maximumOutputTokens)
      ?? .zero
    if writer.provider.usesNetwork {
      try await writer.store.keep(
        request, key: key, logsPersonalData: writer.configuration.logsPersonalData)
    }
    if !state.holdsPlace {
      await gate.enter()
      state.holdsPlace = true
      if let error = await run.stopError { throw error }
    }
    await run.holderBegins()
    do {
      let call = try await call(request, key, worst, &state)
      await run.holderEnds()
      return call
    } catch {
      await run.holderEnds()
      throw error
    }
  }

  private func call(
    _ request: AIRequest, _ key: String, _ worst: PicoDollars, _ state: inout State
  ) async throws(GalleyError) -> Call? {
    var reservation: Int64?
    if job.price != nil {
      switch try await reserve(request, key, worst, state) {
      case .granted(let id): reservation = id
      case .inFlight:
        leaveGate(&state)
        try await wait(.milliseconds(250))
        return nil
      }
    }
    state.calls += 1
    let start = writer.clock.elapsed()
    var answer: AIAnswer?
    var failure: AIFailure?
    do throws(AIFailure) {
      answer = try await writer.provider.complete(request)
    } catch {
      failure = error
    }
    let latency = answer?.latency ?? writer.clock.elapsed() - start
    // A failure keeps its place until it is known whether the run goes on.
    if answer != nil { leaveGate(&state) }
    // On disk before anybody looks into it.
    if let answer, writer.provider.usesNetwork {
      try await writer.store.appendAside(answer, for: key)
    }
    let verdict = answer.map(job.judge.judge) ?? .init(outcome: failure?.outcome ?? .badResponse)
    let entry = entry(
      request, key, state, verdict, answer, failure, latency: latency, worst: worst)
    try await writer.ledger.settleTogether(reservation, entry)
    state.cost += entry.cost
    try await giveBack(request, answer?.usage)
    return Call(verdict: verdict, failure: failure)
  }

  private func entry(
    _ request: AIRequest, _ key: String, _ state: State, _ verdict: CopyJudge.Verdict,
    _ answer: AIAnswer?, _ failure: AIFailure?, latency: Duration, worst: PicoDollars
  ) -> AILog {
    var entry = AILog(
      requestID: key, run: writer.run, campaign: job.unit.campaign, task: job.unit.task,
      unit: job.unit.label, provider: request.provider, model: request.model,
      attempt: state.attempt, outcome: verdict.outcome, latency: latency, flags: request.flags,
      createdAt: writer.clock.now())
    if verdict.outcome == .success { entry.quality = quality(verdict, state) }
    if let failure { entry.errorCode = failure.error.code.name }
    if failure == nil, verdict.outcome != .success {
      entry.errorCode = AIFailure(verdict.outcome, "").error.code.name
    }
    if let usage = answer?.usage {
      entry.usage = usage
      entry.cost = job.price?.cost(of: usage) ?? .zero
    } else if answer != nil || failure?.mayHaveCost == true {
      // Nobody said what it cost, so it counts as what it may have cost.
      entry.usage = AIUsage(
        inputTokens: request.maximumInputTokens, outputTokens: request.maximumOutputTokens)
      entry.isEstimated = true
      entry.cost = worst
    }
    return entry
  }

  // A reservation that a budget refuses is tried again when a call under way has settled.
  private func reserve(
    _ request: AIRequest, _ key: String, _ worst: PicoDollars, _ state: State
  ) async throws(GalleyError) -> Ledger.Grant {
    while true {
      do {
        return try await writer.ledger.reserveTogether(
          Ledger.Reservation(
            requestKey: key, run: writer.run, campaign: job.unit.campaign, task: job.unit.task,
            unit: job.unit.label, provider: request.provider, model: request.model,
            attempt: state.attempt, amount: worst),
          budgets: writer.configuration.budgets, now: writer.clock.now())
      } catch {
        guard error.code == .budgetExceeded, await run.waitAfterRefusal() else { throw error }
        if let stop = await run.stopError { throw stop }
      }
    }
  }

  private var limits: (requests: RateLimit, tokens: RateLimit?) {
    let name = writer.provider.name
    let configuration = writer.configuration
    return (
      RateLimit(name: "\(name)/requests", perMinute: configuration.requestsPerMinute),
      configuration.tokensPerMinute.map { RateLimit(name: "\(name)/tokens", perMinute: $0) }
    )
  }

  // The tokens a call is likely to take: four bytes are about one token of English.
  private func likelyTokens(_ request: AIRequest) -> Int {
    request.maximumInputTokens / 4 + request.maximumOutputTokens
  }

  private func waitForRate(_ request: AIRequest) async throws(GalleyError) -> Bool {
    guard writer.provider.usesNetwork else { return true }
    let limits = limits
    var amounts = [(limit: limits.requests, amount: 1)]
    if let tokens = limits.tokens { amounts.append((tokens, likelyTokens(request))) }
    let delay = try await writer.ledger.takeTogether(
      amounts, now: writer.clock.wallClock())
    guard delay <= remaining else {
      for (limit, amount) in amounts {
        try await writer.ledger.giveBackTogether(limit, amount: amount)
      }
      return false
    }
    try await wait(delay)
    return true
  }

  private func giveBack(
    _ request: AIRequest, _ usage: AIUsage?
  ) async throws(GalleyError) {
    guard writer.provider.usesNetwork, let usage, let tokens = limits.tokens else { return }
    let (sum, overflow) = usage.inputTokens.addingReportingOverflow(usage.outputTokens)
    guard !overflow else { return }
    try await writer.ledger.giveBackTogether(
      tokens, amount: min(likelyTokens(request), tokens.perMinute) - sum)
  }
}
