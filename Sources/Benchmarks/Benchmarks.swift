internal import Diagnostics
internal import Foundation

/// The parts of `make bench` that run in process: `Benchmarks AREA [ARGUMENT...]`.
///
/// Prints one JSON object of figures; scripts/bench/run.py holds them against the named peers.
@main
struct Benchmarks {
  /// Area -> what it measures. One file an area.
  static let areas: [String: @Sendable ([String]) throws -> [String: Double]] = [
    "generation": GenerationBenchmark.run,
    "markup": MarkupBenchmark.run,
    "messages": MessagesBenchmark.run,
    "templates": TemplateBenchmark.run,
    "timestamps": TimestampBenchmark.run,
  ]

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let name = arguments.first, let area = areas[name] else {
      print("Usage: Benchmarks \(areas.keys.sorted().joined(separator: "|")) [ARGUMENT...]")
      exit(64)
    }
    do {
      let figures = try area(Array(arguments.dropFirst()))
      let members = figures.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
      print("{\(members.joined(separator: ", "))}")
    } catch {
      print("\(name): \(error)")
      exit(1)
    }
  }
}
