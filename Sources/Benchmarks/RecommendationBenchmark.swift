internal import CRMModel
internal import Diagnostics
internal import Foundation
internal import Recommendations

/// Training and recommending in process: `recommendations FOLDER AS-OF THREADS fsslim|knn`.
///
/// FOLDER holds train.csv (`user,item,timestamp,order_id,...`) and items.csv
/// (`item,name,category,...`), as scripts/bench/peers/complete_journey.py writes them, or
/// pairs.bin: two columns of 32-bit numbers, users and items. Reading is not measured.
enum RecommendationBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    guard arguments.count >= 4, let asOf = Timestamp(arguments[1]),
      let threads = Int(arguments[2])
    else { throw GalleyError(.usage, "recommendations FOLDER AS-OF THREADS fsslim|knn [OUT]") }
    let folder = arguments[0]
    var options = RecommendationOptions()
    options.rules.maximumPerCategory = 0
    options.weights = HybridWeights(
      linear: arguments[3] == "knn" ? 0 : 1, neighbours: arguments[3] == "knn" ? 1 : 0,
      interest: 0)
    options.findsComplements = false
    let (products, table) = try load(folder)
    var figures: [String: Double] = [:]
    let clock = ContinuousClock()
    var (wall, cpu) = (clock.now, Measure.cpuTime())
    func lap(_ name: String) {
      figures[name + "_wall"] = seconds(clock.now - wall)
      figures[name + "_cpu"] = Double(Measure.cpuTime() - cpu) / 1e9
      (wall, cpu) = (clock.now, Measure.cpuTime())
    }
    let model = RecommendationModel.train(
      products: products, table: table, asOf: asOf, options: options, threads: threads)
    lap("train")
    // The peers make ids and scores; what reasons cost besides is a figure of its own.
    let ranked = model.mapLists(limit: 10, threads: threads, explains: false) {
      $0.items.map { ($0.recommendation.productID, $0.recommendation.score) }
    }
    lap("recommend")
    let format = ListFormat.csv
    let rows = model.mapLists(limit: 10, threads: threads) { format.rows(of: $0) }
    lap("explained")
    guard ranked.count == rows.count else {
      throw GalleyError(.internalError, "The lists differ.")
    }
    figures["cpu"] = (figures["train_cpu"] ?? 0) + (figures["recommend_cpu"] ?? 0)
    figures["wall"] = (figures["train_wall"] ?? 0) + (figures["recommend_wall"] ?? 0)
    figures["peak_bytes"] = peakBytes()
    figures["rows"] = Double(rows.count)
    figures["one_p95_ms"] = p95(model)
    if arguments.count > 4 {
      try Data(format.joined(rows)).write(to: URL(fileURLWithPath: arguments[4]))
    }
    return figures
  }

  /// The 95th percentile of one person's list, over 300 people, in milliseconds of CPU time.
  private static func p95(_ model: RecommendationModel) -> Double {
    let ids = model.userIDs
    guard !ids.isEmpty else { return 0 }
    let times = stride(from: 0, to: ids.count, by: max(1, ids.count / 300)).map { position in
      let start = Measure.cpuTime()
      _ = model.recommend(for: ids[position], limit: 6)
      return Double(Measure.cpuTime() - start) / 1e6
    }.sorted()
    return times[times.count * 95 / 100]
  }

  private static func load(_ folder: String) throws -> ([Product], PurchaseTable) {
    if let pairs = FileManager.default.contents(atPath: folder + "/pairs.bin") {
      return synthetic(pairs)
    }
    let items = try String(contentsOfFile: folder + "/items.csv", encoding: .utf8)
    let products = items.split(separator: "\n").dropFirst().map { line in
      // Only the first field is needed whole; names and categories may be quoted.
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return Product(
        id: String(fields[0]), name: String(fields[1]), category: String(fields[2]), price: .zero)
    }
    var table = PurchaseTable()
    let lines = try Data(contentsOf: URL(fileURLWithPath: folder + "/train.csv"))
    for line in lines.split(separator: 10).dropFirst() {
      let fields = line.split(separator: 44, maxSplits: 4, omittingEmptySubsequences: false)
      guard fields.count > 3,
        let time = Timestamp(String(decoding: fields[2], as: UTF8.self) + "Z")
      else { throw GalleyError(.malformedFile, "train.csv has a wrong line") }
      table.append(
        userID: String(decoding: fields[0], as: UTF8.self),
        productID: String(decoding: fields[1], as: UTF8.self), timestamp: time,
        orderID: String(decoding: fields[3], as: UTF8.self))
    }
    return (products, table)
  }

  private static func synthetic(_ data: Data) -> ([Product], PurchaseTable) {
    let bytes = [UInt8](data)
    func number(_ index: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[index * 4 + $1]) << (8 * $1) }
    }
    let count = bytes.count / 8
    var table = PurchaseTable()
    var items: Set<Int> = []
    for pair in 0..<count {
      let item = number(count + pair)
      items.insert(item)
      table.append(
        userID: "u\(number(pair))", productID: "p\(item)",
        timestamp: Timestamp(secondsSince1970: 1_700_000_000 + Int64(pair % 10_000_000)),
        orderID: "o\(pair)")
    }
    let products = items.sorted().map {
      Product(id: "p\($0)", name: "Product \($0)", category: "c\($0 % 100)", price: .zero)
    }
    return (products, table)
  }

  private static func peakBytes() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").dropLast().last.flatMap { Double($0) } ?? 0) * 1024
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
