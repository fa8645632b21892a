internal import Foundation
internal import Synchronization

/// Answers from cassettes alone: no network, no key, no cost, the same bytes every time.
public final class ReplayProvider: AIProvider {
  /// The name of the service that was recorded, which is part of a request's key.
  public let name: String
  /// Always true.
  public let isFree = true
  /// Always false.
  public let usesNetwork = false
  /// The model that was recorded, when the recorded provider had its own.
  public let ownModel: String?
  private let folder: String
  private let played = Mutex<[String: Int]>([:])

  /// Replays the cassettes of a folder that were recorded from the service `name`.
  public init(folder: String, name: String = "openai", ownModel: String? = nil) {
    self.folder = folder
    self.name = name
    self.ownModel = ownModel
  }

  /// Gives the recorded answers in their order, the last one again and again.
  ///
  /// A request that was never recorded is an error: somebody changed a prompt, a brief or the
  /// data, and has to record again.
  public func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer {
    let key = request.key
    let name = Cassette.fileName(of: request, key: key)
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
      throw AIFailure(
        .cassetteMiss,
        "No answer is recorded for \(request.label) (\(name)); record it with --record")
    }
    guard let cassette = Cassette.read(Array(data), key: key) else {
      throw AIFailure(.cassetteMiss, "The recording \(name) cannot be read; record it again")
    }
    let index = played.withLock { played in
      defer { played[key, default: 0] += 1 }
      return played[key, default: 0]
    }
    return cassette.answers[min(index, cassette.answers.count - 1)]
  }
}
