public import Diagnostics
internal import Foundation
public import JSONText

/// `galley schema` as requests: checking, repairing and lowering, on files alone.
public struct SchemaRequest: Sendable {
  private let schema: JSONSchema

  /// What became of one file.
  public struct Verdict: Sendable {
    /// The file as it was named.
    public var instance: String
    /// What is wrong with it, and what is odd about it.
    public var diagnostics: [Diagnostic]
    /// The form of `--json`: where in the file and in the schema, and why.
    public var errors: [JSONValue]

    /// Whether the file satisfies the schema.
    public var isValid: Bool { errors.isEmpty }

    /// The form of `--json`.
    public var json: JSONValue {
      [
        "instance": .string(instance), "valid": .bool(isValid), "errors": .array(errors),
      ]
    }

    /// The form for people.
    public var text: String {
      guard !isValid else { return "\(instance): valid" }
      return "\(instance): not valid, \(errors.count) \(errors.count == 1 ? "error" : "errors")"
    }
  }

  /// Reads and compiles a schema.
  ///
  /// - Parameters:
  ///   - path: The file of the schema.
  ///   - remotes: A folder of schemas that it may refer to; nothing is ever fetched.
  ///   - remotesBase: The URL that the folder stands for.
  ///   - assertsFormat: Whether `format` is checked.
  /// - Throws: `FILE_NOT_FOUND`, `MALFORMED_FILE` or `SCHEMA_VIOLATION`, with the place.
  public init(
    schema path: String, remotes: String? = nil, remotesBase: String? = nil,
    assertsFormat: Bool = false
  ) throws(GalleyError) {
    let file = try Self.parsed(path)
    var known = SchemaRemotes.none
    if let remotes {
      known = try Self.remotes(in: remotes, base: remotesBase ?? "")
    }
    do {
      schema = try JSONSchema(file.plain, remotes: known, assertsFormat: assertsFormat)
    } catch {
      var error = error
      error.location = file.location(atPointer: error.details["schema_pointer"] ?? "")
      throw error
    }
  }

  /// Checks one file.
  ///
  /// - Throws: `FILE_NOT_FOUND` or `READ_FAILED`; a file that is no JSON is a verdict.
  public func validate(_ path: String) throws(GalleyError) -> Verdict {
    let parsed = JSONParser.parse(try Self.source(path))
    guard let value = parsed.value else {
      let errors = parsed.diagnostics.filter { $0.severity == .error }
      return Verdict(
        instance: path, diagnostics: parsed.diagnostics,
        errors: errors.map { Self.error($0, keyword: $0.identifier, pointer: "", schema: "") })
    }
    var verdict = Verdict(instance: path, diagnostics: parsed.diagnostics, errors: [])
    for violation in schema.validate(value.plain) {
      let diagnostic = Diagnostic(
        .error, "schema-\(violation.keyword)",
        (violation.instancePointer.isEmpty ? "" : "`\(violation.instancePointer)`: ")
          + violation.message, at: value.location(atPointer: violation.instancePointer),
        hint: violation.hint)
      verdict.diagnostics.append(diagnostic)
      var shown = diagnostic
      shown.summary = violation.message
      verdict.errors.append(
        Self.error(
          shown, keyword: violation.keyword, pointer: violation.instancePointer,
          schema: violation.schemaPointer))
    }
    return verdict
  }

  private static func error(
    _ diagnostic: Diagnostic, keyword: String, pointer: String, schema: String
  ) -> JSONValue {
    var object: JSONObject = [
      "instance_pointer": .string(pointer), "schema_pointer": .string(schema),
      "keyword": .string(keyword), "message": .string(diagnostic.summary),
    ]
    if let location = diagnostic.location {
      object["line"] = .number(JSONNumber(location.line))
      object["column"] = .number(JSONNumber(location.column))
    }
    if let hint = diagnostic.hint { object["hint"] = .string(hint) }
    return .object(object)
  }

  // Every `.json` file below the folder, under the URL plus its path.
  private static func remotes(
    in folder: String, base: String
  ) throws(GalleyError) -> SchemaRemotes {
    guard let names = FileManager.default.enumerator(atPath: folder) else {
      throw GalleyError(.fileNotFound, "There is no folder \(folder).", details: ["file": folder])
    }
    var remotes = SchemaRemotes()
    let start = base.isEmpty || base.hasSuffix("/") ? base : base + "/"
    for name in names.compactMap({ $0 as? String }).sorted() where name.hasSuffix(".json") {
      remotes.add(try parsed(folder + "/" + name).plain, at: start + name)
    }
    return remotes
  }

  static func parsed(_ path: String) throws(GalleyError) -> PositionedValue {
    let parsed = JSONParser.parse(try source(path))
    if let error = GalleyError.from(parsed.diagnostics, code: .malformedFile) { throw error }
    guard let value = parsed.value else {
      throw GalleyError(.malformedFile, "\(path) is no JSON.")
    }
    return value
  }

  static func source(_ path: String) throws(GalleyError) -> SourceFile {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw GalleyError(.fileNotFound, "There is no file \(path).", details: ["file": path])
    }
    guard !isFolder.boolValue else {
      throw GalleyError(.readFailed, "\(path) is a folder.", details: ["file": path])
    }
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: JSONLimits().maximumBytes + 1)
    else {
      // An empty file gives no data at all.
      if FileManager.default.contents(atPath: path)?.isEmpty ?? false {
        return SourceFile(name: path, bytes: [])
      }
      throw GalleyError(.readFailed, "\(path) cannot be read.", details: ["file": path])
    }
    return SourceFile(name: path, bytes: Array(data))
  }
}

extension SchemaRequest {
  /// What became of a file that should be JSON.
  public struct Repair: Sendable {
    /// The result; its bytes are the source's own when it was valid.
    public var result: RepairResult
    /// The JSON to print, or `nil` when there is none.
    public var bytes: [UInt8]?
    /// The verdict of a schema, when one was given.
    public var violations: [SchemaViolation]

    /// Whether there is a value, and it satisfies the schema.
    public var isUsable: Bool { bytes != nil && violations.isEmpty }

    /// The form of `--json`.
    public var json: JSONValue {
      var object: JSONObject = [
        "valid": .bool(isUsable), "changed": .bool(!result.fixes.isEmpty),
        "value": result.value ?? .null,
        "fixes": .array(result.fixes.map { .string($0) }),
        "lost": .array(result.lost.map { .string($0) }),
        "errors": .array(
          violations.map {
            [
              "instance_pointer": .string($0.instancePointer), "keyword": .string($0.keyword),
              "message": .string($0.message),
            ]
          }),
      ]
      if let failure = result.failure { object["failure"] = .string(failure.rawValue) }
      return .object(object)
    }
  }

  /// Repairs a file, and checks the outcome when a schema is given.
  public static func repair(
    _ path: String, schema: String? = nil, isTruncated: Bool = false
  ) throws(GalleyError) -> Repair {
    let source = try source(path)
    let request: SchemaRequest?
    if let schema { request = try SchemaRequest(schema: schema) } else { request = nil }
    let result = JSONRepair.repair(source.bytes, isTruncated: isTruncated)
    let bytes = result.value.map { result.fixes.isEmpty ? source.bytes : $0.prettyBytes() }
    return Repair(
      result: result, bytes: bytes,
      violations: result.value.flatMap { request?.schema.validate($0) } ?? [])
  }

  /// A schema file in the subset that a provider accepts.
  public static func lower(
    _ path: String, for dialect: SchemaDialect
  ) throws(GalleyError) -> Parsed<JSONValue?> {
    let file = try parsed(path)
    // A schema that is wrong in itself is told as such, not as one that cannot be sent.
    _ = try SchemaRequest(schema: path)
    return dialect.lowered(file.plain, from: file)
  }
}
