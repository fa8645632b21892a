public import Diagnostics
internal import JSONText
internal import Synchronization

/// Passes requests on to a service and keeps the answers as cassettes.
public final class RecordingProvider: AIProvider {
  private let service: any AIProvider
  private let folder: String
  private let recorded = Mutex<[String: Cassette]>([:])

  /// Records the answers of `service` into a folder.
  public init(recording service: any AIProvider, to folder: String) {
    self.service = service
    self.folder = folder
  }

  /// The service's name: a recording replays under it.
  public var name: String { service.name }
  /// As the service.
  public var isFree: Bool { service.isFree }
  /// As the service.
  public var writesDrafts: Bool { service.writesDrafts }
  /// As the service.
  public var usesNetwork: Bool { service.usesNetwork }
  /// As the service.
  public var ownModel: String? { service.ownModel }

  /// Sends the request on and keeps the answer.
  public func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer {
    let answer = try await service.complete(request)
    do {
      try record(request, answer)
    } catch {
      // The answer is paid for: losing its recording must not lose it.
      failures.withLock { $0.append(error) }
    }
    return answer
  }

  /// Records an answer that was on disk already.
  public func reused(_ request: AIRequest, _ answer: AIAnswer) {
    do {
      try record(request, answer)
    } catch {
      failures.withLock { $0.append(error) }
    }
  }

  /// Why recordings could not be written, if any could not.
  public var writeErrors: [GalleyError] { failures.withLock { $0 } }
  private let failures = Mutex<[GalleyError]>([])

  private func record(_ request: AIRequest, _ answer: AIAnswer) throws(GalleyError) {
    let key = request.key
    // Each run records anew: the first answer of a run replaces what an older run recorded.
    let cassette = recorded.withLock { recorded in
      var cassette = recorded[key] ?? Cassette(request: request.json, answers: [])
      cassette.answers.append(answer)
      recorded[key] = cassette
      return cassette
    }
    let name = Cassette.fileName(of: request, key: key)
    try DurableFile.write(cassette.json(key: key).prettyBytes(), to: "\(folder)/\(name)")
  }
}
