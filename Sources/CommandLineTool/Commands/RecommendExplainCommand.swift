internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import JSONText
internal import Recommendations

/// `galley recommend explain`.
struct RecommendExplainCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells why a product is, or is not, recommended to a contact.",
    discussion: "Example: galley recommend explain contact-001 nightjar-tent")

  @Argument(help: "The contact, by id or address.")
  var user: String

  @Argument(help: "The product's id.")
  var product: String

  @Option(help: "What the list would be made from (default: a mix).")
  var type: RecommendationType?

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let session = try moment.session(global, console)
    let explanation = try session.explain(user: user, product: product, type: type)
    console.result(json: explanation.json, text: Self.text(explanation))
  }

  static func text(_ explanation: Explanation) -> String {
    var lines = [
      "\(explanation.productID) for \(explanation.userID): "
        + (explanation.rank.map {
          "rank \($0) before the rules, score \(RecommendText.decimal(explanation.score))"
        } ?? "nothing speaks for it"),
      "reason: \(explanation.reason)",
    ]
    if let rule = explanation.removedBy { lines.append("removed by the rule \(rule.rawValue)") }
    lines.append(
      TextTable.text(
        [["part", "value", "share"]]
          + explanation.parts.map {
            [
              $0.part.rawValue, RecommendText.decimal($0.value), RecommendText.percent($0.share),
            ]
          }))
    for cause in explanation.causes {
      lines.append("\(RecommendText.percent(cause.share)) \(cause.kind.rawValue): \(cause.name)")
    }
    return lines.joined(separator: "\n")
  }
}
