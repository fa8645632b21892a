internal import CRMModel

/// Lists of recommendations as text for other programs.
public enum ListFormat: String, Sendable, Hashable, CaseIterable {
  /// One array of objects.
  case json
  /// One object per line.
  case jsonl
  /// RFC 4180 with the header `user_id,rank,product_id,score,reason,category`.
  case csv

  /// Writes lists; the same lists give the same bytes.
  ///
  /// - Parameters:
  ///   - lists: The lists.
  ///   - explains: Whether to add the parts of each score and what speaks for the product: two
  ///     more columns, or members, `parts` and `causes`.
  /// - Returns: UTF-8.
  public func bytes(_ lists: [RecommendationList], explains: Bool = false) -> [UInt8] {
    joined(lists.map { rows(of: $0, explains: explains) }, explains: explains)
  }

  /// The rows of one list, to be joined by `joined`: lists can be written on many threads.
  public func rows(of list: RecommendationList, explains: Bool = false) -> [UInt8] {
    var output: [UInt8] = []
    for (position, item) in list.items.enumerated() {
      switch self {
      case .csv: appendCSV(item, list.userID, rank: position + 1, explains, &output)
      case .json:
        output += ",\n".utf8
        appendObject(item, list.userID, rank: position + 1, explains, &output)
      case .jsonl:
        appendObject(item, list.userID, rank: position + 1, explains, &output)
        output.append(UInt8(ascii: "\n"))
      }
    }
    return output
  }

  /// Puts the rows of many lists into one document.
  public func joined(_ rows: [[UInt8]], explains: Bool = false) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(rows.reduce(128) { $0 + $1.count })
    switch self {
    case .csv:
      output += "user_id,rank,product_id,score,reason,category".utf8
      output += explains ? ",parts,causes\n".utf8 : "\n".utf8
      for bytes in rows { output += bytes }
    case .jsonl:
      for bytes in rows { output += bytes }
    case .json:
      output += "[".utf8
      var isFirst = true
      for bytes in rows where !bytes.isEmpty {
        // Each row brings the comma before it; the first of all has none.
        output += isFirst ? bytes.dropFirst() : bytes[...]
        isFirst = false
      }
      output += isFirst ? "]\n".utf8 : "\n]\n".utf8
    }
    return output
  }

  private func appendCSV(
    _ item: RecommendationList.Item, _ userID: String, rank: Int, _ explains: Bool,
    _ output: inout [UInt8]
  ) {
    let recommendation = item.recommendation
    var fields = [
      userID, String(rank), recommendation.productID, Self.score(recommendation.score),
      recommendation.reason, recommendation.category,
    ]
    if explains {
      fields.append(
        item.parts.map { "\($0.part.rawValue)=\(Self.score($0.share))" }.joined(separator: ";"))
      fields.append(
        item.causes.map { "\($0.kind.rawValue):\($0.subject)=\(Self.score($0.share))" }
          .joined(separator: ";"))
    }
    for (position, field) in fields.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      output += Self.csvField(field).utf8
    }
    output.append(UInt8(ascii: "\n"))
  }

  private func appendObject(
    _ item: RecommendationList.Item, _ userID: String, rank: Int, _ explains: Bool,
    _ output: inout [UInt8]
  ) {
    let recommendation = item.recommendation
    output += "{\"user_id\":".utf8
    output += JSONQuoting.quoted(userID).utf8
    output += ",\"rank\":\(rank),\"product_id\":".utf8
    output += JSONQuoting.quoted(recommendation.productID).utf8
    output += ",\"score\":\(Self.score(recommendation.score)),\"reason\":".utf8
    output += JSONQuoting.quoted(recommendation.reason).utf8
    output += ",\"category\":".utf8
    output += JSONQuoting.quoted(recommendation.category).utf8
    if explains {
      let parts = item.parts.map { "\"\($0.part.rawValue)\":\(Self.score($0.share))" }
      let causes = item.causes.map {
        "{\"kind\":\"\($0.kind.rawValue)\",\"subject\":\(JSONQuoting.quoted($0.subject)),"
          + "\"name\":\(JSONQuoting.quoted($0.name)),\"share\":\(Self.score($0.share))}"
      }
      output += ",\"fill\":\(item.isFill)".utf8
      output += ",\"parts\":{\(parts.joined(separator: ","))}".utf8
      output += ",\"causes\":[\(causes.joined(separator: ","))]".utf8
    }
    output.append(UInt8(ascii: "}"))
  }

  /// Six digits after the point: more would only show rounding.
  static func score(_ value: Double) -> String {
    let units = Int64((min(1, max(0, value)) * 1_000_000).rounded())
    return ExactDecimal(units: units, scale: 6).description
  }

  static func csvField(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return text }
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
