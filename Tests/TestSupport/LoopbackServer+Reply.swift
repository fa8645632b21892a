extension LoopbackServer {
  /// What the server does with a request, step by step.
  public struct Reply: Sendable {
    /// One thing to do.
    public enum Step: Sendable {
      /// Sends bytes.
      case send([UInt8])
      /// Sends the same bytes again and again, this many times, with a wait before each.
      case drip([UInt8], times: Int, everyMilliseconds: Int)
      /// Waits, or until the other side goes away.
      case wait(milliseconds: Int)
      /// Keeps the connection open and says nothing until the other side goes away.
      case hang
      /// Closes the connection.
      case close
      /// Resets the connection.
      case reset
    }

    /// What to do, in order; the connection then waits for the next request.
    public var steps: [Step]

    /// Creates a reply of steps.
    public init(_ steps: [Step]) { self.steps = steps }

    /// A well-formed answer.
    public static func answer(
      _ status: Int, _ body: [UInt8], type: String = "application/json",
      headers: [(String, String)] = []
    ) -> Reply {
      var head = "HTTP/1.1 \(status) Scripted\r\nContent-Type: \(type)\r\n"
      head += "Content-Length: \(body.count)\r\n"
      for (name, value) in headers { head += "\(name): \(value)\r\n" }
      return Reply([.send(Array((head + "\r\n").utf8) + body)])
    }

    /// A well-formed answer of text.
    public static func answer(
      _ status: Int, _ body: String, type: String = "application/json",
      headers: [(String, String)] = []
    ) -> Reply {
      answer(status, Array(body.utf8), type: type, headers: headers)
    }

    /// A well-formed answer of text with status 200.
    public static func answer(_ body: String) -> Reply { answer(200, body) }

    /// A chat completion as OpenAI-compatible services give it.
    public static func completion(
      _ content: String, finish: String = "stop", input: Int = 100, output: Int = 50,
      cached: Int = 0
    ) -> Reply {
      answer(
        """
        {"id":"chatcmpl-test","object":"chat.completion","model":"test-model","choices":\
        [{"index":0,"finish_reason":"\(finish)","message":{"role":"assistant","content":\
        \(quoted(content))}}],"usage":{"prompt_tokens":\(input),"completion_tokens":\(output),\
        "total_tokens":\(input + output),"prompt_tokens_details":{"cached_tokens":\(cached)}}}
        """)
    }

    /// Waits before the reply.
    public func after(milliseconds: Int) -> Reply {
      Reply([.wait(milliseconds: milliseconds)] + steps)
    }

    /// Says nothing until the other side goes away.
    public static var hang: Reply { Reply([.hang]) }

    /// Closes without a word.
    public static var closeAtOnce: Reply { Reply([.close]) }

    /// Promises more bytes than it sends, then closes.
    public static func cutOff(_ body: String, promised: Int) -> Reply {
      Reply([
        .send(
          Array(
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
              + "Content-Length: \(promised)\r\n\r\n" + body).utf8)), .close,
      ])
    }

    /// A JSON string literal.
    public static func quoted(_ text: String) -> String {
      var result = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default:
          if scalar.value < 32 {
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          } else {
            result.unicodeScalars.append(scalar)
          }
        }
      }
      return result + "\""
    }
  }
}
