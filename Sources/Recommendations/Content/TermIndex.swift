internal import CRMModel
internal import Glibc
internal import JSONText

/// TF-IDF vectors of the products over name, category, features and description.
struct TermIndex: Sendable {
  private(set) var vocabulary: [String: Int32] = [:]
  private(set) var idf: [Float] = []
  /// The terms of item `i` stand at `itemStart[i]..<itemStart[i + 1]`; vectors have length 1.
  private(set) var itemStart: [Int] = [0]
  private(set) var terms: [Int32] = []
  private(set) var values: [Float] = []
  /// The items of term `t` stand at `termStart[t]..<termStart[t + 1]`.
  private(set) var termStart: [Int] = []
  private(set) var postings: [Int32] = []
  private(set) var postingValues: [Float] = []

  init(_ records: [Product], catalogue: Catalogue) {
    var bags = [[Int32: Float]](repeating: [:], count: catalogue.count)
    var documentFrequency: [Float] = []
    var isFilled = [Bool](repeating: false, count: catalogue.count)
    for record in records {
      guard let item = catalogue.index[record.id], !isFilled[item] else { continue }
      isFilled[item] = true
      var bag: [Int32: Float] = [:]
      for (text, weight) in Self.fields(of: record) {
        for word in TextTokens.words(of: text) {
          let term = vocabulary[word] ?? Int32(truncatingIfNeeded: vocabulary.count)
          if Int(term) == vocabulary.count {
            vocabulary[word] = term
            documentFrequency.append(0)
          }
          if bag.updateValue((bag[term] ?? 0) + weight, forKey: term) == nil {
            documentFrequency[Int(term)] += 1
          }
        }
      }
      bags[item] = bag
    }
    let total = Float(max(1, catalogue.count))
    idf = documentFrequency.map { log((1 + total) / (1 + $0)) + 1 }
    var termTotals = [Int](repeating: 0, count: idf.count + 1)
    for bag in bags {
      let sorted = bag.sorted { $0.key < $1.key }
      let vector = sorted.map { (1 + log($0.value)) * idf[Int($0.key)] }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (entry, value) in zip(sorted, vector) {
        terms.append(entry.key)
        values.append(length > 0 ? value / length : 0)
        termTotals[Int(entry.key) + 1] += 1
      }
      itemStart.append(terms.count)
    }
    for term in idf.indices { termTotals[term + 1] += termTotals[term] }
    termStart = termTotals
    postings = [Int32](repeating: 0, count: terms.count)
    postingValues = [Float](repeating: 0, count: terms.count)
    for item in bags.indices {
      for position in itemStart[item]..<itemStart[item + 1] {
        let term = Int(terms[position])
        postings[termTotals[term]] = Int32(truncatingIfNeeded: item)
        postingValues[termTotals[term]] = values[position]
        termTotals[term] += 1
      }
    }
  }

  func range(of item: Int) -> Range<Int> { itemStart[item]..<itemStart[item + 1] }

  /// The known terms of a text with their weights, scaled to length 1.
  func query(_ text: String) -> [(term: Int32, value: Float)] {
    let known = Set(TextTokens.words(of: text).compactMap { vocabulary[$0] }).sorted()
    let length = known.reduce(0) { $0 + idf[Int($1)] * idf[Int($1)] }.squareRoot()
    return known.map { ($0, length > 0 ? idf[Int($0)] / length : 0) }
  }

  /// Words of names and categories say more than those of a description.
  private static func fields(of record: Product) -> [(String, Float)] {
    var fields: [(String, Float)] = [
      (record.name, 3), (record.category, 2), (record.description, 1),
    ]
    switch record.metadata["features"] {
    case .array(let features)?:
      for feature in features.prefix(64) {
        if let text = feature.stringValue { fields.append((text, 2)) }
      }
    case .string(let text)?: fields.append((text, 2))
    default: break
    }
    return fields
  }
}
