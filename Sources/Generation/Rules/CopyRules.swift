internal import JSONText

/// What an answer may hold: only links, merge fields, prices and addresses that were given.
public struct CopyRules: Sendable {
  private let urls: Set<String>
  private let mergeFields: Set<String>
  private let amounts: Set<String>
  private let sources: String
  private let maximumWords: Int?

  /// The rules of a context for a task; only content has merge fields and a length.
  init(_ context: PromptContext, task: AITask) {
    urls = Set(context.urls.map(CopyRules.trimmed))
    mergeFields = task == .content ? Set(context.mergeFields) : []
    let sources = context.sources
    amounts = Set(sources.flatMap { AmountScan.amounts(in: $0) })
    self.sources = sources.joined(separator: "\n").lowercased()
    maximumWords = task == .content ? context.maximumWords ?? context.platform.maximumWords : nil
  }

  /// What is wrong with a body, in words fit for the next request.
  func faults(in body: JSONValue) -> [String] {
    var faults: [String] = []
    var words = 0
    for (pointer, text) in JSONWords.strings(of: body) {
      words += text.split { $0.isWhitespace }.count
      let place = pointer.isEmpty ? "the answer" : pointer
      faults += linkFaults(text).map { "\(place): \($0)" }
      faults += TemplateTagScan.faults(in: text, allowed: mergeFields).map { "\(place): \($0)" }
      for amount in AmountScan.amounts(in: text) where !amounts.contains(amount) {
        faults.append("\(place): the price or percentage \(amount) does not occur in the brief")
      }
      if LinkScan.holdsHTML(text) {
        faults.append("\(place): HTML is not allowed")
      }
    }
    if let maximumWords, words > maximumWords {
      faults.append("the answer has \(words) words; at most \(maximumWords) are allowed")
    }
    return faults
  }

  private func linkFaults(_ text: String) -> [String] {
    var faults: [String] = []
    for link in LinkScan.links(in: text) where !urls.contains(Self.trimmed(link)) {
      faults.append("the link \(link.prefix(200)) is not in the list of links")
    }
    for address in LinkScan.addresses(in: text) where !sources.contains(address.lowercased()) {
      faults.append("an e-mail address that the brief does not hold")
    }
    return faults
  }

  private static func trimmed(_ url: String) -> String {
    url.hasSuffix("/") ? String(url.dropLast()) : url
  }
}
