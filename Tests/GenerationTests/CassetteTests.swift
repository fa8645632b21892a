import Diagnostics
import JSONText
import TestSupport
import Testing

@testable import Generation

@Suite struct CassetteTests {
  @Test func whatWasRecordedIsReplayedByteForByteWithoutNetworkAndCost() async throws {
    let desk = try Desk()
    let folder = desk.folder.path + "/cassettes"
    let service = ScriptedProvider { (_, index) throws(AIFailure) in
      index == 0 ? .of(["nonsense": true]) : .of(Make.copy())
    }
    let units = [Make.unit()]
    let recorded = try await desk.writer(RecordingProvider(recording: service, to: folder)).write(
      units, context: Make.context())
    let other = try Desk()
    let replayed = try await other.writer(ReplayProvider(folder: folder)).write(
      units, context: Make.context())
    #expect(replayed[0].body == recorded[0].body)
    #expect(replayed[0].provenance?.json == recorded[0].provenance?.json)
    #expect(replayed[0].cost == .zero)
    #expect(try other.ledger.rows().map(\.usage.inputTokens) == [1000, 1000])
    #expect(service.requests.count == 2)
  }

  @Test func aMissIsAnErrorThatSaysWhatToDo() async throws {
    let desk = try Desk()
    let results = try await desk.writer(ReplayProvider(folder: desk.folder.path)).write(
      [Make.unit()], context: Make.context())
    #expect(results[0].error?.code == .copyMissing)
    #expect(results[0].error?.message.contains("--record") == true)
  }

  @Test func recordingAgainGivesTheSameFile() async throws {
    let folder = try TemporaryFolder()
    let service = ScriptedProvider { (_, _) throws(AIFailure) in
      var answer = AIAnswer.of(Make.copy())
      answer.latency = .milliseconds(Int.random(in: 1...9999))
      answer.raw = "\(Int.random(in: 1...9999))"
      return answer
    }
    let name = Cassette.fileName(of: Make.request(), key: Make.request().key)
    var files: Set<String> = []
    for _ in 0..<2 {
      let recorder = RecordingProvider(recording: service, to: folder.path)
      _ = try await recorder.complete(Make.request())
      #expect(recorder.writeErrors.isEmpty)
      files.insert(try folder.read(name))
    }
    #expect(files.count == 1)
    #expect(name.hasPrefix("spring.content.loyal.a.en."))
  }

  @Test func answersReplayInTheirOrderAndTheLastAgain() async throws {
    let folder = try TemporaryFolder()
    let service = ScriptedProvider { (_, index) throws(AIFailure) in
      .of(["n": .number(JSONNumber(index))])
    }
    let recorder = RecordingProvider(recording: service, to: folder.path)
    for _ in 0..<2 { _ = try await recorder.complete(Make.request()) }
    let replay = ReplayProvider(folder: folder.path)
    var texts: [String] = []
    for _ in 0..<3 { texts.append(try await replay.complete(Make.request()).text) }
    #expect(texts == ["{\"n\":0}", "{\"n\":1}", "{\"n\":1}"])
  }

  @Test func addressesAreRemovedFromRecordingsAndKeysNeverGetIn() async throws {
    let folder = try TemporaryFolder()
    let server = try LoopbackServer(script: [.completion(Make.text(Make.copy()))])
    let provider = OpenAIProvider(baseURL: server.url, key: APIKey("sk-very-secret"))
    let recorder = RecordingProvider(recording: provider, to: folder.path)
    let request = Make.request(
      Make.unit(), Make.context(brief: "Ask anna.lang@example.org or +49 170 1234567."))
    _ = try await recorder.complete(request)
    let file = try folder.read(Cassette.fileName(of: request, key: request.key))
    #expect(!file.contains("sk-very-secret"))
    #expect(!file.contains("anna.lang"))
    #expect(!file.contains("1234567"))
    #expect(file.contains("[e-mail]"))
  }

  @Test func aSpoiltCassetteIsAMiss() async throws {
    let folder = try TemporaryFolder()
    let name = Cassette.fileName(of: Make.request(), key: Make.request().key)
    for text in ["", "{}", "{\"key\":\"\(Make.request().key)\",\"answers\":[]}"] {
      try folder.write(text, to: name)
      await #expect(throws: AIFailure.self) {
        try await ReplayProvider(folder: folder.path).complete(Make.request())
      }
    }
  }

  @Test func fileNamesHoldNothingThatAShellOrAFolderWouldMind() {
    var request = Make.request()
    request.label = "../a b/ü:*"
    let name = Cassette.fileName(of: request, key: request.key)
    #expect(!name.contains("/"))
    #expect(!name.hasPrefix("."))
    #expect(name.utf8.allSatisfy { $0 < 128 && $0 > 32 })
  }

  @Test func answersOnDiskAreRecordedToo() async throws {
    let desk = try Desk()
    let service = ScriptedProvider { (_, _) throws(AIFailure) in .of(Make.copy()) }
    _ = try await desk.writer(service).write([Make.unit()], context: Make.context())
    let folder = desk.folder.path + "/cassettes"
    _ = try await desk.writer(RecordingProvider(recording: service, to: folder)).write(
      [Make.unit()], context: Make.context())
    let replayed = try await Desk().writer(ReplayProvider(folder: folder)).write(
      [Make.unit()], context: Make.context())
    #expect(replayed[0].status == .written)
    #expect(service.requests.count == 1)
  }
}
