internal import Diagnostics
internal import Foundation
internal import Markup
internal import SourceText

/// MJML, inlining and the text part of one mail: `markup mjml|inline|text FILE [ROUNDS]`.
enum MarkupBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    guard arguments.count >= 2, let data = FileManager.default.contents(atPath: arguments[1]) else {
      throw GalleyError(.usage, "markup mjml|inline|text|print FILE [ROUNDS]")
    }
    let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 50 : 50
    let name = arguments[1]
    let bytes = Array(data)
    let work: () -> Int
    switch arguments[0] {
    case "mjml":
      work = { MJML.compile(Pieces(SourceFile(name: name, bytes: bytes))).value.count }
    case "inline":
      work = { CSSInliner.inline(Pieces(SourceFile(name: name, bytes: bytes))).value.count }
    case "text":
      // As a mail gets it: made, and wrapped.
      work = {
        let part = TextPart.make(fromHTML: Pieces(SourceFile(name: name, bytes: bytes)))
        return TextPart.wrap(part.value.bytes).count
      }
    case "print":
      print(MJML.compile(Pieces(SourceFile(name: name, bytes: bytes))).value.text)
      return [:]
    default:
      throw GalleyError(.usage, "markup knows mjml, inline, text and print.")
    }
    for _ in 0..<3 { _ = work() }
    var size = 0
    let cost = Measure.cpuNanoseconds(rounds: rounds) { size = work() }
    return ["bytes": Double(size), "us": cost / 1000]
  }
}
