/// Checks the merge fields of copy, which is compiled as Liquid later.
///
/// Only `{{ path }}` and `{{ path | default: "text" }}` pass, and only with paths that were given.
enum TemplateTagScan {
  static func faults(in text: String, allowed: Set<String>) -> [String] {
    var faults: [String] = []
    if text.contains("{%") || text.contains("{#") {
      faults.append("template tags are not allowed, only merge fields")
    }
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        faults.append("a merge field has no end")
        return faults
      }
      let inside = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      if let fault = fault(of: inside, allowed: allowed) { faults.append(fault) }
    }
    return faults
  }

  private static func fault(of inside: Substring, allowed: Set<String>) -> String? {
    let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let path = trimmed(parts[0])
    guard allowed.contains(path) else {
      return "the merge field \(path.prefix(100)) is not in the list of merge fields"
    }
    guard parts.count == 2 else { return nil }
    let filter = trimmed(parts[1])
    guard filter.hasPrefix("default:") else {
      return "a merge field takes no filter but default"
    }
    let value = trimmed(filter.dropFirst(8))
    guard let quote = value.first, quote == "\"" || quote == "'", value.count >= 2,
      value.last == quote, !value.dropFirst().dropLast().contains(quote)
    else { return "the default of a merge field is one text in quotes" }
    return nil
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
