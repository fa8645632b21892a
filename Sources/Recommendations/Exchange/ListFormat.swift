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
  public func bytes(_ lists: [RecommendationList]) -> [UInt8] {
    var output: [UInt8] = []
    switch self {
    case .csv: output += "user_id,rank,product_id,score,reason,category\n".utf8
    case .json: output += "[".utf8
    case .jsonl: break
    }
    var isFirst = true
    for list in lists {
      for (position, item) in list.items.enumerated() {
        let recommendation = item.recommendation
        let rank = String(position + 1)
        let score = Self.score(recommendation.score)
        if self == .csv {
          let fields = [
            list.userID, rank, recommendation.productID, score, recommendation.reason,
            recommendation.category,
          ]
          output += fields.map(Self.csvField).joined(separator: ",").utf8
          output.append(UInt8(ascii: "\n"))
          continue
        }
        if self == .json { output += (isFirst ? "\n" : ",\n").utf8 }
        isFirst = false
        let members: [(String, String)] = [
          ("user_id", JSONQuoting.quoted(list.userID)), ("rank", rank),
          ("product_id", JSONQuoting.quoted(recommendation.productID)), ("score", score),
          ("reason", JSONQuoting.quoted(recommendation.reason)),
          ("category", JSONQuoting.quoted(recommendation.category)),
        ]
        output += "{".utf8
        output += members.map { "\"\($0)\":\($1)" }.joined(separator: ",").utf8
        output += "}".utf8
        if self == .jsonl { output.append(UInt8(ascii: "\n")) }
      }
    }
    if self == .json { output += (isFirst ? "]\n" : "\n]\n").utf8 }
    return output
  }

  /// Six digits after the point: more would only show rounding.
  static func score(_ value: Double) -> String {
    let units = Int64((min(1, max(0, value)) * 1_000_000).rounded())
    return ExactDecimal(units: units, scale: 6).description
  }

  private static func csvField(_ text: String) -> String {
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
