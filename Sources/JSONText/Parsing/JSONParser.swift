public import Diagnostics

/// Reads JSON as RFC 8259 defines it, and nothing else.
public enum JSONParser {
  /// Reads a file into values that know their place.
  ///
  /// The value is `nil` when a diagnostic is an error. A repeated key is a warning; its last value
  /// counts.
  public static func parse(
    _ file: SourceFile, limits: JSONLimits = JSONLimits()
  ) -> Parsed<PositionedValue?> {
    unsafe file.bytes.withUnsafeBufferPointer { buffer in
      var reader = unsafe JSONReader(
        ByteCursor(buffer), limits: limits, builder: PositionedBuilder(file: file))
      do throws(JSONSyntaxError) {
        let value = try reader.document()
        return Parsed(value, reader.builder.diagnostics)
      } catch {
        let range = error.offset..<max(error.offset, min(error.offset + 1, file.bytes.count))
        let diagnostic = Diagnostic(
          .error, error.reason == .limit ? "json-limit" : "invalid-json", error.message, in: file,
          range: range, hint: error.hint)
        return Parsed(nil, reader.builder.diagnostics + [diagnostic])
      }
    }
  }

  /// Reads bytes into a plain value, the fast way; of a repeated key the last value counts.
  ///
  /// - Throws: `MALFORMED_FILE` or `LIMIT_EXCEEDED` with the offset, line and column of the place.
  public static func parse(
    _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
  ) throws(GalleyError) -> JSONValue {
    let result: Result<JSONValue, JSONSyntaxError> = unsafe bytes.withUnsafeBufferPointer {
      var reader = unsafe JSONReader(ByteCursor($0), limits: limits, builder: PlainBuilder())
      do throws(JSONSyntaxError) {
        return .success(try reader.document())
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let value):
      return value
    case .failure(let error):
      let location = SourceFile(name: "json", bytes: bytes).location(at: error.offset)
      throw GalleyError(
        error.reason == .limit ? .limitExceeded : .malformedFile, error.message, at: location,
        details: [
          "offset": "\(error.offset)", "line": "\(location.line)", "column": "\(location.column)",
        ], hint: error.hint)
    }
  }
}
