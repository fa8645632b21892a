/// What the lint looks for.
public struct LintOptions: Sendable {
  /// The names of rules that are not applied.
  public var silenced: Set<String>
  /// Whether the mail still has template tags that are filled later.
  public var allowsTemplateTags: Bool
  /// Whether findings that only tell, such as what looks plainer in one client, are made too.
  public var includesNotes: Bool
  /// The Content-IDs of the attachments, or `nil` when they are not known.
  public var contentIDs: Set<String>?

  /// Creates options.
  public init(
    silenced: Set<String> = [], allowsTemplateTags: Bool = false, includesNotes: Bool = false,
    contentIDs: Set<String>? = nil
  ) {
    self.silenced = silenced
    self.allowsTemplateTags = allowsTemplateTags
    self.includesNotes = includesNotes
    self.contentIDs = contentIDs
  }
}
