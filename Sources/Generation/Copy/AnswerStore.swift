public import Diagnostics
internal import Foundation
internal import JSONText

/// Keeps every request and every answer under `.galley/ai`, one folder for each request.
///
/// An answer is on disk, forced there, before anybody looks into it: whatever happens after, it
/// is never paid again.
public struct AnswerStore: Sendable {
  /// The folder.
  public let folder: String

  /// Creates a store over a folder, which is made when needed.
  public init(folder: String) { self.folder = folder }

  /// The answers kept for a request, oldest first; an unreadable file is passed over.
  public func answers(for key: String) -> [AIAnswer] {
    files(for: key).compactMap { number in
      guard let data = FileManager.default.contents(atPath: path(key, "answer-\(number).json")),
        let json = try? JSONParser.parse(Array(data))
      else { return nil }
      return AIAnswer(json: json)
    }
  }

  /// Keeps an answer.
  public func append(_ answer: AIAnswer, for key: String) throws(GalleyError) {
    try DurableFile.write(answer.json.prettyBytes(), to: nextPath(for: key))
  }

  /// The same without holding up other tasks.
  func appendAside(_ answer: AIAnswer, for key: String) async throws(GalleyError) {
    try await DurableFile.writeAside(answer.json.prettyBytes(), to: nextPath(for: key))
  }

  private func nextPath(for key: String) -> String {
    path(key, "answer-\((files(for: key).last ?? 0) + 1).json")
  }

  /// Keeps a request once; without `logsPersonalData` addresses and numbers in it are removed.
  public func keep(
    _ request: AIRequest, key: String, logsPersonalData: Bool
  ) async throws(GalleyError) {
    let target = path(key, "request.json")
    guard !FileManager.default.fileExists(atPath: target) else { return }
    let json = logsPersonalData ? request.json : PersonalDataScrub.scrub(request.json)
    var object = json.objectValue ?? [:]
    object["label"] = .string(request.label)
    if !request.flags.isEmpty { object["flags"] = .array(request.flags.map { .string($0) }) }
    try await DurableFile.writeAside(
      JSONValue.object(object).prettyBytes(), to: target, isDurable: false)
  }

  /// Says why a unit was given up, beside the answer that could not be used.
  public func deadLetter(
    _ unit: CopyUnit, key: String, outcome: AIOutcome, faults: [String]
  ) throws(GalleyError) {
    let letter: JSONValue = [
      "unit": .string(unit.label), "outcome": .string(outcome.rawValue),
      "faults": .array(faults.map { .string($0) }),
    ]
    try DurableFile.write(letter.prettyBytes(), to: path(key, "dead-letter.json"))
  }

  /// Whether a unit was given up at this request.
  func isDeadLetter(_ key: String) -> Bool {
    FileManager.default.fileExists(atPath: path(key, "dead-letter.json"))
  }

  /// Where the files of a request are.
  public func path(_ key: String, _ name: String) -> String {
    "\(folder)/\(key.prefix(2))/\(key)/\(name)"
  }

  private func files(for key: String) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path(key, ""))) ?? []
    return names.compactMap { name in
      guard name.hasPrefix("answer-"), name.hasSuffix(".json") else { return nil }
      return Int(name.dropFirst(7).dropLast(5))
    }.sorted()
  }
}
