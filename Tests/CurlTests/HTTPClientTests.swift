import Diagnostics
import TestSupport
import Testing

@testable import Curl

@Suite struct HTTPClientTests {
  private func failure(_ request: HTTPRequest) async -> (TransportFailure?, GalleyError?) {
    do throws(GalleyError) {
      _ = try await HTTPClient().send(request)
      return (nil, nil)
    } catch {
      return (TransportFailure(error), error)
    }
  }

  @Test func postsABodyAndReadsStatusHeadersAndBody() async throws {
    let server = try LoopbackServer(script: [
      .answer(201, "{\"a\":1}", headers: [("X-Test", "  yes ")])
    ])
    let response = try await HTTPClient().send(
      HTTPRequest(
        "POST", server.url + "/v1/x?q=1", headers: [.init("X-Key", "k")],
        body: Array("hello".utf8)))
    #expect(response.status == 201)
    #expect(response.header("x-test") == "yes")
    #expect(response.body == Array("{\"a\":1}".utf8))
    let request = try #require(server.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/v1/x?q=1")
    #expect(request.headers["x-key"] == "k")
    #expect(request.text == "hello")
    #expect(request.headers["expect"] == nil)
  }

  @Test func keepsAConnectionOpenForTheNextRequest() async throws {
    let server = try LoopbackServer(script: [.answer("{}")])
    let first = try await HTTPClient().send(HTTPRequest("GET", server.url))
    let second = try await HTTPClient().send(HTTPRequest("GET", server.url))
    #expect(!first.usedOpenConnection)
    #expect(second.usedOpenConnection)
    #expect(server.connectionCount == 1)
  }

  @Test func aRequestIsNeverSentTwiceWhenAnOpenConnectionBreaks() async throws {
    let server = try LoopbackServer(script: [.answer("{}"), .closeAtOnce, .answer("{}")])
    _ = try await HTTPClient().send(HTTPRequest("POST", server.url, body: [65]))
    let (failure, error) = await failure(HTTPRequest("POST", server.url, body: [66]))
    #expect(failure == .cutOff)
    #expect(error.map(TransportFailure.mayHaveBeenSent) == true)
    #expect(server.requests.map(\.text) == ["A", "B"])
  }

  @Test func aConnectionThatTheServerClosedMeanwhileIsNotUsedAgain() async throws {
    let server = try LoopbackServer { _, index in
      index == 0
        ? .init(LoopbackServer.Reply.answer("{}").steps + [.close]) : .answer("{\"n\":2}")
    }
    _ = try await HTTPClient().send(HTTPRequest("POST", server.url, body: [65]))
    // The server's end is closed before it takes the next connection.
    let second = try await HTTPClient().send(HTTPRequest("POST", server.url, body: [66]))
    #expect(second.status == 200)
    #expect(!second.usedOpenConnection)
    #expect(server.requests.map(\.text) == ["A", "B"])
  }

  @Test func aLargeBodyArrivesWhole() async throws {
    let server = try LoopbackServer(script: [.answer("{}")])
    let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    _ = try await HTTPClient().send(HTTPRequest("PUT", server.url, body: body))
    #expect(server.requests.first?.body == body)
    #expect(server.requests.first?.method == "PUT")
  }

  @Test func aPostMayBeEmpty() async throws {
    let server = try LoopbackServer(script: [.answer("{}")])
    _ = try await HTTPClient().send(HTTPRequest("POST", server.url))
    #expect(server.requests.first?.method == "POST")
    #expect(server.requests.first?.headers["content-length"] == "0")
  }

  @Test func handsARedirectBackInsteadOfFollowingIt() async throws {
    let server = try LoopbackServer(script: [
      .answer(302, "", headers: [("Location", "http://127.0.0.1:1/elsewhere")])
    ])
    let response = try await HTTPClient().send(HTTPRequest("GET", server.url))
    #expect(response.status == 302)
    #expect(server.requests.count == 1)
  }

  @Test func aSilentServerEndsAtTheDeadlineAndMayHaveBeenPaid() async throws {
    let server = try LoopbackServer(script: [.hang])
    let (failure, error) = await failure(
      HTTPRequest("POST", server.url, body: [65], timeout: .milliseconds(150)))
    #expect(failure == .timeout)
    #expect(error?.code == .serviceTimeout)
    #expect(error.map(TransportFailure.mayHaveBeenSent) == true)
  }

  @Test func aSlowDripDoesNotOutliveTheDeadline() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    let server = try LoopbackServer(script: [
      .init([.send(Array(head.utf8)), .drip([32], times: 5000, everyMilliseconds: 10)])
    ])
    let (failure, _) = await failure(HTTPRequest("GET", server.url, timeout: .milliseconds(200)))
    #expect(failure == .timeout)
  }

  @Test(arguments: [
    LoopbackServer.Reply.closeAtOnce, .cutOff("{\"a\":", promised: 500),
    .init([.send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n".utf8))]),
    .init([
      .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}".utf8)), .close,
    ]),
    .init([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8)), .reset]),
    .init([.send(Array("SSH-2.0-OpenSSH_9.2\r\n\r\n".utf8)), .close]),
  ])
  func aBrokenOffOrImpossibleAnswerIsCutOff(_ reply: LoopbackServer.Reply) async throws {
    let server = try LoopbackServer(script: [reply])
    let (failure, error) = await failure(HTTPRequest("POST", server.url, body: [65]))
    #expect(failure == .cutOff)
    #expect(error.map(TransportFailure.mayHaveBeenSent) == true)
  }

  @Test func anAnswerAboveTheLimitIsGivenUp() async throws {
    let server = try LoopbackServer(script: [
      .answer(200, [UInt8](repeating: 32, count: 64 << 20), type: "application/json")
    ])
    let (failure, error) = await failure(
      HTTPRequest("GET", server.url, maximumAnswerSize: 1 << 20))
    #expect(failure == .answerTooLarge)
    #expect(error?.code == .serviceFailed)
  }

  @Test func anAnswerOfExactlyTheLimitPasses() async throws {
    let server = try LoopbackServer(script: [.answer(200, [UInt8](repeating: 32, count: 1000))])
    let response = try await HTTPClient().send(
      HTTPRequest("GET", server.url, maximumAnswerSize: 1000))
    #expect(response.body.count == 1000)
  }

  @Test func endlessHeadersAreGivenUp() async throws {
    let line = "X-Pad: " + String(repeating: "a", count: 1000) + "\r\n"
    let server = try LoopbackServer(script: [
      .init([
        .send(Array("HTTP/1.1 200 OK\r\n".utf8)),
        .drip(Array(line.utf8), times: 100_000, everyMilliseconds: 0),
      ])
    ])
    let (failure, _) = await failure(HTTPRequest("GET", server.url))
    #expect(failure == .answerTooLarge || failure == .cutOff)
  }

  @Test func nobodyListeningIsAConnectionFailureThatCostNothing() async throws {
    let server = try LoopbackServer(script: [.answer("{}")])
    let url = server.url
    server.stop()
    let (failure, error) = await failure(HTTPRequest("POST", url, body: [65]))
    #expect(failure == .connection)
    #expect(error.map(TransportFailure.mayHaveBeenSent) == false)
  }

  @Test func aCancelledTaskEndsTheTransferAtOnce() async throws {
    let server = try LoopbackServer(script: [.hang])
    let task = Task { await failure(HTTPRequest("GET", server.url, timeout: .seconds(600))).0 }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
  }

  @Test(arguments: [
    HTTPRequest("GET", "ftp://example.org/"), HTTPRequest("GET", "file:///etc/passwd"),
    HTTPRequest("GET", "http://example.org/a b"), HTTPRequest("G T", "http://example.org/"),
    HTTPRequest("GET", "http://example.org/", headers: [.init("X", "a\r\nHost: b")]),
    HTTPRequest("GET", "http://example.org/", headers: [.init("X:Y", "a")]),
    HTTPRequest("GET", "http://example.org/\u{0}x"),
  ])
  func requestsThatWouldSmuggleAreRefused(_ request: HTTPRequest) async {
    let (failure, error) = await failure(request)
    #expect(failure == .badRequest)
    #expect(error.map(TransportFailure.mayHaveBeenSent) == false)
  }

  @Test func manyRequestsRunAtOnce() async throws {
    let server = try LoopbackServer { request, _ in
      .answer(200, request.path).after(milliseconds: 20)
    }
    let url = server.url
    let bodies = await withTaskGroup(of: String?.self) { group in
      for index in 0..<40 {
        group.addTask {
          let response = try? await HTTPClient().send(HTTPRequest("GET", "\(url)/\(index)"))
          return response.map { String(decoding: $0.body, as: UTF8.self) }
        }
      }
      var bodies: Set<String> = []
      for await body in group { if let body { bodies.insert(body) } }
      return bodies
    }
    #expect(bodies == Set((0..<40).map { "/\($0)" }))
  }

  @Test func partsOfURLsAreFoundWithoutUserAndPort() {
    #expect(URLParts.host(of: "https://u:p@API.example.com:8443/v1?x") == "api.example.com")
    #expect(URLParts.host(of: "http://[::1]:80/") == "::1")
    #expect(URLParts.host(of: "nonsense") == "")
    #expect(URLParts.isLoopback("127.0.0.1"))
    #expect(URLParts.isLoopback("::1"))
    #expect(!URLParts.isLoopback("127.0.0.1.example.com"))
    #expect(!URLParts.isLoopback("api.example.com"))
  }
}
