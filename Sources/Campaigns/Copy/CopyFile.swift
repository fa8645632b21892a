internal import Crypto
public import Diagnostics
public import JSONText

/// The copy of one segment, variant and locale, as a file that people may edit.
public struct CopyFile: Sendable {
  /// Where copy comes from.
  public enum Status: String, Sendable {
    /// Made by the offline writer: good enough to look at, not to send.
    case draft
    /// Written by the AI.
    case generated
    /// Changed by a person since.
    case edited
    /// Taken from the campaign's fallback.
    case fallback
  }

  /// The campaign's slug.
  public var campaign: String
  /// Which copy it is.
  public var key: CopyKey
  /// Where it comes from.
  public var status: Status
  /// The copy itself, which satisfies the campaign's schema.
  public var body: JSONObject
  /// Provider, model, request key, cost.
  public var provenance: JSONObject
  /// The path in the workspace.
  public var path: String

  /// Creates a copy file.
  public init(
    campaign: String, key: CopyKey, status: Status, body: JSONObject, provenance: JSONObject
  ) {
    self.campaign = campaign
    self.key = key
    self.status = status
    self.body = body
    self.provenance = provenance
    path = Self.path(campaign: campaign, key: key)
  }

  /// The path of a copy file in the workspace.
  public static func path(campaign: String, key: CopyKey) -> String {
    "Templates/campaigns/\(campaign)/copy/\(key.name).json"
  }

  /// The bytes to write. The digest of the body shows later whether a person edited it.
  public var bytes: [UInt8] {
    JSONValue.object([
      "campaign": .string(campaign),
      "segment": .string(key.segment),
      "variant": .string(key.variant),
      "locale": .string(key.locale),
      "status": .string(status.rawValue),
      "body": .object(body),
      "provenance": .object(provenance),
      "body_digest": .string(Self.digest(of: body)),
    ]).prettyBytes()
  }

  /// Reads a copy file and checks its body against the schema.
  ///
  /// Throws `MALFORMED_FILE` or `SCHEMA_VIOLATION`, with the place.
  public static func read(
    _ key: CopyKey, of campaign: Campaign, schema: JSONSchema, from files: WorkspaceFiles
  ) throws(GalleyError) -> CopyFile? {
    let path = path(campaign: campaign.slug, key: key)
    guard files.exists(path) else { return nil }
    let parsed = JSONParser.parse(try files.source(path, limit: 1 << 20))
    if let error = GalleyError.from(parsed.diagnostics, code: .malformedFile) { throw error }
    guard let value = parsed.value, let body = value["body"]?.plain.objectValue else {
      throw GalleyError(
        .malformedFile, "The copy file has no “body”.", at: SourceLocation(file: path))
    }
    let violations = schema.validate(.object(body))
    if let first = violations.first {
      let location = value["body"]?.location(atPointer: first.instancePointer)
      throw GalleyError(
        .schemaViolation, "The copy does not satisfy \(campaign.copy.schema): \(first.message)",
        at: location ?? SourceLocation(file: path), hint: first.hint)
    }
    let digest = value["body_digest"]?.string
    let said = value["status"]?.string.flatMap(Status.init) ?? .edited
    return CopyFile(
      campaign: campaign.slug, key: key,
      status: digest == Self.digest(of: body) ? said : .edited,
      body: body, provenance: value["provenance"]?.plain.objectValue ?? [:])
  }

  /// `sha256:` and the digest of the canonical form of a body.
  static func digest(of body: JSONObject) -> String {
    let hash = SHA256.hash(data: JSONValue.object(body).canonicalBytes())
    return "sha256:" + Hexadecimal.text(of: hash)
  }
}
