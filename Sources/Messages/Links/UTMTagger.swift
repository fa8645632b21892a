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
  ///
  /// `content` tells this link from the others of a mail (`utm_content`).
  public func tag(_ url: String, content: String? = nil) -> String {
    guard applies(to: url), let insertion = insertion(into: url, content: content) else {
      return url
    }
    let place = url.utf8.index(url.startIndex, offsetBy: insertion.offset)
    return url[..<place] + insertion.text + url[place...]
  }

  /// What has to be added to a link, or to what is known of it, such as `/tents#new` of
  /// `{{ site.base_url }}/tents#new`.
  ///
  /// Gives the offset in `rest` (UTF-8 bytes) and the text to insert there, or `nil` for nothing.
  /// Values that are there already stay, and so does the order of the query.
  public func insertion(
    into rest: String, content: String? = nil
  ) -> (offset: Int, text: String)? {
    let hash = rest.firstIndex(of: "#") ?? rest.endIndex
    let base = rest[..<hash]
    let query = base.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    let present = Set(
      query.replacing("&amp;", with: "&").split(separator: "&").map {
        String($0.prefix { $0 != "=" })
      })
    var wanted = parameters
    if let content { wanted.append(Parameter(name: "utm_content", value: content)) }
    let missing = wanted.filter { !present.contains($0.name) }
    guard !missing.isEmpty else { return nil }
    let separator =
      !base.contains("?") ? "?" : base.hasSuffix("?") || base.hasSuffix("&") ? "" : "&"
    let added = missing.map { $0.name + "=" + PercentEncoding.query($0.value) }
    return (base.utf8.count, separator + added.joined(separator: "&"))
  }
}
