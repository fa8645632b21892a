internal import CRMModel
internal import Generation
internal import JSONText
internal import Records

extension ImportReport {
  /// The form of `--json`.
  var json: JSONValue {
    .object([
      "files": .array(
        files.map { file in
          .object([
            "file": .string(file.name),
            "entity": file.entity.map { .string($0.rawValue) } ?? .null,
            "skipped": .bool(file.isSkipped),
            "read": .number(JSONNumber(file.read)),
            "inserted": .number(JSONNumber(file.inserted)),
            "updated": .number(JSONNumber(file.updated)),
            "unchanged": .number(JSONNumber(file.unchanged)),
            "rejected": .number(JSONNumber(file.rejected)),
            "dropped": .number(JSONNumber(file.dropped)),
            "export": .text(file.export),
            "encoding": .text(file.encoding),
          ])
        }),
      "removed": .number(JSONNumber(removed)),
      "rejected": .number(JSONNumber(rejected)),
      "dry_run": .bool(isDryRun),
      "changes": .array(changes.map(\.json)),
      "omitted_changes": .number(JSONNumber(omittedChanges)),
      "already_processed": .bool(!files.isEmpty && files.allSatisfy(\.isSkipped)),
    ])
  }
}

extension CostReport {
  /// The form of `--json`.
  var json: JSONValue {
    .object([
      "by": .string(grouping.rawValue),
      "lines": .array(lines.map(\.json)),
      "total": total.json,
    ])
  }
}
