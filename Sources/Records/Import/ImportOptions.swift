/// How an import treats what it finds.
public struct ImportOptions: Sendable {
  /// Whether nothing is kept: the report says what would happen.
  public var isDryRun = false
  /// Whether unknown columns are kept as `data.<name>` or in `metadata`.
  public var keepsUnknown = false
  /// Who is named in the history.
  public var updatedBy = "import"
  /// How many diagnostics a file's report holds; the others are counted.
  public var maximumDiagnostics = 200
  /// The longest row, in bytes.
  public var maximumRowBytes = 1 << 24
  /// How many changes a dry run lists; the others are counted.
  public var maximumChanges = 1000
  /// Whether even unchanged files are read again.
  public var readsUnchanged = false

  /// The usual options.
  public init() {}
}
