internal import Diagnostics
internal import Foundation
internal import Messages
internal import Records

/// The parts of messages that are measured in process, and the data for those that are not:
/// `messages` measures, `messages synth FOLDER CONTACTS` writes data files.
enum MessagesBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    if arguments.first == "synth", arguments.count == 3, let contacts = Int(arguments[2]) {
      let files = try Synthesizer(contacts: contacts).run(into: arguments[1])
      return ["files": Double(files.count)]
    }
    let line = "<td class=\"a\" style=\"padding:0 12px;color:#24263d\">Ein schöner Tag</td>\n"
    let html = Array(String(repeating: line, count: 27_000 / line.utf8.count).utf8)
    var output: [UInt8] = []
    output.reserveCapacity(html.count * 2)
    let encode = Measure.cpuNanoseconds(rounds: 500) {
      output.removeAll(keepingCapacity: true)
      var encoder = QuotedPrintable()
      encoder.append(html, to: &output)
      encoder.finish(&output)
    }
    let literal = QuotedPrintable.Literal(html, lineEnd: .crlf)
    let copy = Measure.cpuNanoseconds(rounds: 500) {
      output.removeAll(keepingCapacity: true)
      var encoder = QuotedPrintable()
      encoder.append(literal, to: &output)
      encoder.finish(&output)
    }
    let token = UnsubscribeToken(key: "key")
    let sign = Measure.cpuNanoseconds(rounds: 5_000) {
      _ = token.make(campaign: "spring", contactID: "contact-1")
    }
    guard let date = Timestamp("2026-04-15T09:00:00Z") else { return [:] }
    let message = EmailMessage(
      from: .init(name: "Shop", address: "news@shop.example"),
      to: .init(name: "Ana", address: "ana@mail.example"), subject: "Hello", date: date,
      identity: ["a", "b", "c"], html: html, text: Array("Hello\n".utf8))
    let bytes = try message.encoded()
    let lint = Measure.cpuNanoseconds(rounds: 20) {
      _ = MessageLint.check(SourceFile(name: "m", bytes: bytes))
    }
    return [
      "encode_ns": encode, "literal_ns": copy, "token_ns": sign, "lint_ns": lint,
      "html_bytes": Double(html.count),
    ]
  }
}
