public import Diagnostics
internal import Yams

/// Reads YAML into values that know their place.
///
/// One document per file, scalars by the core schema of YAML 1.2, keys are texts and unique, and
/// aliases are replaced by what they stand for, within limits.
public enum YAMLParser {
  /// Reads a file; the value is `nil` when a diagnostic is an error, and `null` for an empty file.
  public static func parse(
    _ file: SourceFile, limits: YAMLLimits = YAMLLimits()
  ) -> Parsed<PositionedValue?> {
    func failure(_ identifier: String, _ summary: String, _ offset: Int, hint: String? = nil)
      -> Parsed<PositionedValue?>
    {
      let offset = min(max(0, offset), file.bytes.count)
      let end = min(offset + 1, file.bytes.count)
      return Parsed(
        nil,
        [Diagnostic(.error, identifier, summary, in: file, range: offset..<end, hint: hint)])
    }
    guard file.bytes.count <= limits.maximumBytes else {
      return failure("yaml-limit", "the file has more than \(limits.maximumBytes) bytes", 0)
    }
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let text = String(validating: file.bytes[start...], as: UTF8.self) else {
      let offset = unsafe file.bytes.withUnsafeBufferPointer { buffer in
        unsafe ByteCursor(buffer).firstInvalidUTF8(0..<buffer.count)
      }
      return failure(
        "invalid-yaml", "the text is not valid UTF-8", offset, hint: "save the file as UTF-8")
    }
    if let offset = YAMLScan.keyWithAlias(in: file.bytes) {
      return failure(
        "invalid-yaml", "a list, a map or an alias may not be a key in a file with anchors", offset,
        hint: "write the key as text")
    }
    var marks = YAMLMarks(file: file, start: start)
    let root: Node?
    do {
      root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch {
      let problem = YAMLProblem(error, text: text)
      var offset = marks.offset(line: problem.line, column: problem.column)
      if let scalars = problem.byteOffset { offset = start + scalars }
      return failure(problem.identifier, problem.summary, offset, hint: problem.hint)
    }
    guard let root else {
      return Parsed(PositionedValue(.null, at: file.location(at: start)))
    }
    var converter = YAMLConverter(marks: marks, limits: limits)
    let value = converter.convert(root, depth: 1)
    return Parsed(converter.diagnostics.hasErrors ? nil : value, converter.diagnostics)
  }
}
