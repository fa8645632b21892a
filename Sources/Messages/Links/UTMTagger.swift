/// Adds UTM parameters to http and https links without touching what is already there.
public struct UTMTagger: Sendable, Hashable {
  /// The parameters, in the order they are added.
  public let parameters: [Parameter]
  /// Links that start with one of these are left alone, such as the unsubscribe link.
  public let exemptPrefixes: [String]

  /// One query parameter.
  public struct Parameter: Sendable, Hashable {
    /// Such as `utm_source`.
    public var name: String
    /// The value, not yet percent-encoded.
    public var value: String
  }

  /// Creates a tagger; empty values are not added.
  public init(campaign: String, source: String, medium: String, exemptPrefixes: [String] = []) {
    parameters = [
      Parameter(name: "utm_campaign", value: campaign),
      Parameter(name: "utm_source", value: source),
      Parameter(name: "utm_medium", value: medium),
    ].filter { !$0.value.isEmpty }
    self.exemptPrefixes = exemptPrefixes
  }

  /// Whether a link is one that gets parameters.
  public func applies(to url: String) -> Bool {
    let lower = url.prefix(8).lowercased()
    return (lower.hasPrefix("http://") || lower.hasPrefix("https://"))
      && !exemptPrefixes.contains { !$0.isEmpty && url.hasPrefix($0) }
  }

  /// The link with the parameters it lacks, before its fragment; other links come back unchanged.
  public func tag(_ url: String) -> String {
    guard applies(to: url) else { return url }
    let hash = url.firstIndex(of: "#") ?? url.endIndex
    var base = String(url[..<hash])
    let present = Set(
      (base.split(separator: "?", maxSplits: 1).dropFirst().first ?? "").split(separator: "&").map {
        String($0.prefix { $0 != "=" })
      })
    for parameter in parameters where !present.contains(parameter.name) {
      if !base.contains("?") {
        base += "?"
      } else if !base.hasSuffix("?"), !base.hasSuffix("&") {
        base += "&"
      }
      base += parameter.name + "=" + PercentEncoding.query(parameter.value)
    }
    return base + url[hash...]
  }

  /// What has to be added to a link of which only the text after its dynamic start is known, such
  /// as `/tents#new` of `{{ site.base_url }}/tents#new`.
  ///
  /// Gives the offset in `rest` (UTF-8 bytes) and the text to insert there, or `nil` for nothing.
  public func insertion(into rest: String) -> (offset: Int, text: String)? {
    let hash = rest.firstIndex(of: "#") ?? rest.endIndex
    let base = rest[..<hash]
    let missing = parameters.filter { !base.contains($0.name + "=") }
    guard !missing.isEmpty else { return nil }
    let separator =
      !base.contains("?") ? "?" : base.hasSuffix("?") || base.hasSuffix("&") ? "" : "&"
    let query = missing.map { $0.name + "=" + PercentEncoding.query($0.value) }
    return (base.utf8.count, separator + query.joined(separator: "&"))
  }
}
