internal import Boards
internal import Diagnostics
internal import Foundation
internal import JSONText

/// Drawing vision boards: `Benchmarks boards cold|warm|name FOLDER`, and
/// `Benchmarks boards batch FOLDER BOARDS WORKERS [SCALE]`.
///
/// FOLDER holds photo0.jpg to photo5.jpg, which scripts/bench/boards.py makes.
enum BoardBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    guard arguments.count >= 2 else {
      throw GalleyError(.usage, "boards cold|warm|name|batch FOLDER [BOARDS WORKERS [SCALE]]")
    }
    let bench = BoardBenchmark.Bench(folder: arguments[1])
    switch arguments[0] {
    case "cold": return ["ms": try bench.cold()]
    case "warm": return ["ms": try bench.warm()]
    case "name": return ["ms": try bench.name()]
    case "batch" where arguments.count >= 4:
      return try bench.batch(
        boards: Int(arguments[2]) ?? 1, workers: Int(arguments[3]) ?? 1,
        scale: arguments.count > 4 ? Int(arguments[4]) ?? 1 : 1)
    default: throw GalleyError(.usage, "There is no board benchmark “\(arguments[0])”.")
    }
  }

  struct Bench {
    let folder: String

    /// The first board of a process: fonts, tables and pictures included.
    func cold() throws -> Double {
      let start = Measure.cpuTime()
      let bytes = try draw(try renderer(), name: "Ana", turn: 0)
      let cost = milliseconds(since: start)
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/galley.png"))
      return cost
    }

    /// Boards of one layout whose pictures were shown before, but never in this order.
    func warm() throws -> Double {
      let renderer = try renderer()
      for turn in 0..<6 { _ = try draw(renderer, name: "Ana", turn: turn) }
      var costs: [Double] = []
      for number in 0..<24 {
        let start = Measure.cpuTime()
        _ = try draw(renderer, name: "Person \(number)", turn: number % 6)
        costs.append(milliseconds(since: start))
      }
      return costs.sorted()[costs.count / 2]
    }

    /// Boards that differ in the name of the headline only.
    func name() throws -> Double {
      let renderer = try renderer()
      let names = ["Ana", "Béla", "Chidi", "Dörte", "Eun-ji", "Farid", "Grace", "Hanako"]
      for name in names.prefix(3) { _ = try draw(renderer, name: name, turn: 0) }
      var costs: [Double] = []
      for number in 0..<40 {
        let start = Measure.cpuTime()
        _ = try draw(renderer, name: names[number % 8] + " \(number)", turn: 0)
        costs.append(milliseconds(since: start))
      }
      return costs.sorted()[costs.count / 2]
    }

    /// Many boards over workers that share a renderer.
    func batch(boards: Int, workers: Int, scale: Int) throws -> [String: Double] {
      let renderer = try renderer()
      let composed = try (0..<boards).map { try board(renderer, name: "Person \($0)", turn: $0) }
      let start = Measure.cpuTime()
      var bytes = 0
      try renderer.drawAll(composed, scale: scale, workers: workers) { _, drawn in
        bytes += drawn.value.count
      }
      return [
        "ms": milliseconds(since: start) / Double(max(1, boards)),
        "bytes": Double(bytes) / Double(max(1, boards)),
      ]
    }

    private func milliseconds(since start: Int) -> Double {
      Double(Measure.cpuTime() - start) / 1e6
    }

    private func renderer() throws -> BoardRenderer {
      let folder = folder
      return BoardRenderer(theme: .standard, fonts: try FontSet.system()) {
        (name) throws(GalleyError) in
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
          throw GalleyError(.fileNotFound, "There is no picture \(name).")
        }
        return [UInt8](data)
      }
    }

    private func draw(_ renderer: BoardRenderer, name: String, turn: Int) throws -> [UInt8] {
      let drawn = try renderer.draw(try board(renderer, name: name, turn: turn))
      guard drawn.diagnostics.isEmpty else {
        throw GalleyError(.internalError, drawn.diagnostics[0].summary)
      }
      return drawn.value
    }

    /// `turn` moves the photos round the board.
    private func board(
      _ renderer: BoardRenderer, name: String, turn: Int
    ) throws -> VisionBoard {
      let source = """
        name: Benchmark
        canvas: { width: 1200, height: 1500 }
        layout: grid
        columns: 3
        sections:
          - { type: inspiration, limit: 6, style: photo }
          - { type: interest, limit: 3 }
        """
      let parsed = YAMLParser.parse(SourceFile(name: "board.yml", bytes: Array(source.utf8)))
      guard let value = parsed.value, let template = BoardTemplate.parse(value).value else {
        throw GalleyError(.internalError, "The benchmark's template is wrong.")
      }
      let titles = [
        "Slow mornings", "Harbour light", "Long walks", "Wild herbs", "Quiet tables", "First frost",
      ]
      var items = titles.indices.map { index in
        BoardItem(
          type: .inspiration, title: titles[index], imagePath: "photo\((index + turn) % 6).jpg")
      }
      for (title, detail) in [
        ("Wild camping", "Outdoors"), ("Filter coffee", "Kitchen"), ("Good paper", "Desk"),
      ] {
        items.append(BoardItem(type: .interest, title: title, detail: detail))
      }
      return renderer.compose(
        template, data: BoardData(title: "Picked for \(name)", items: items, lang: "en"),
        id: "board", userID: name, generatedAt: Timestamp(secondsSince1970: 1_776_243_600)
      ).value
    }
  }
}
