internal import CRMModel
internal import Diagnostics
internal import GRDB

/// What an import tells of its rows.
extension ImportRun {
  func count(_ outcome: RecordWriter.Outcome, in report: inout ImportFileReport?) {
    switch outcome {
    case .inserted: report?.inserted += 1
    case .updated: report?.updated += 1
    case .unchanged: report?.unchanged += 1
    case .dropped: report?.dropped += 1
    }
  }

  // A file with an incomplete record is read again next time: the contact may be there then.
  func warn(
    _ losses: [RowProblem], of rows: ImportRows, report: inout ImportFileReport
  ) {
    guard !losses.isEmpty else { return }
    report.incomplete += 1
    for loss in losses {
      add(
        Diagnostic(
          .warning, "unknown-link", loss.message + ", and is left out",
          at: rows.location(of: loss)), to: &report)
    }
  }

  // A number that no machine can dial as it is; it is kept.
  func warnOfPhone(_ draft: RecordDraft, of rows: ImportRows, report: inout ImportFileReport) {
    guard report.entity == .contact, let index = Self.phoneIndex,
      let text = draft.values[index].text, !FieldKind.isE164(text)
    else { return }
    phoneWarnings += 1
    guard phoneWarnings <= 20 else {
      report.omittedDiagnostics += 1
      return
    }
    let problem = RowProblem(
      column: nil, field: "phone_number", code: .invalidFormat, message: "", key: "phone_number")
    add(
      Diagnostic(
        .warning, "phone-not-e164", "“phone_number” is not in the form of E.164, and is kept",
        at: rows.location(of: problem), hint: "write it like +4930123456"), to: &report)
  }

  private static let phoneIndex = Entity.contacts.index(of: "phone_number")

  /// What a dry run would change: the history that its transaction has written so far.
  func listChanges(since rowid: Int64) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT type, id, timestamp, seq, action, log, data_diff, updated_by
        FROM activity_history WHERE rowid > ? AND endpoint_id = ? ORDER BY rowid LIMIT ?
        """, arguments: [rowid, store.tenant.rawValue, options.maximumChanges])
    report.changes = rows.compactMap(ActivityHistory.init(row:))
    let all =
      try Int.fetchOne(
        database,
        sql: "SELECT count(*) FROM activity_history WHERE rowid > ? AND endpoint_id = ?",
        arguments: [rowid, store.tenant.rawValue]) ?? 0
    report.omittedChanges = all - rows.count
  }

  /// Tells of what a line of the change file does to a record that then breaks a rule.
  func blame(_ entry: ChangeOverlay.Entry, for problems: [RowProblem]) {
    guard var report = changesReport else { return }
    report.rejected += 1
    for problem in problems {
      add(
        Diagnostic(
          .error, problem.code.diagnosticIdentifier, problem.message,
          at: SourceLocation(file: changes?.name ?? "", line: entry.line)), to: &report)
    }
    changesReport = report
  }

  func reject(
    _ problems: [RowProblem], of rows: ImportRows, report: inout ImportFileReport
  ) {
    report.rejected += 1
    for (index, problem) in problems.enumerated() {
      let location = rows.location(of: problem)
      add(
        Diagnostic(
          .error, problem.code.diagnosticIdentifier, problem.message, at: location), to: &report)
      if index == 0, let onReject {
        onReject(
          RejectedRow(
            file: report.name, line: location.line, column: location.column,
            field: problem.field, code: problem.code.name, message: problem.message,
            row: rows.raw, header: rows.rawHeader, delimiter: rows.delimiter))
      }
    }
  }

  func add(_ diagnostic: Diagnostic, to report: inout ImportFileReport) {
    if report.diagnostics.count < options.maximumDiagnostics {
      report.diagnostics.append(diagnostic)
    } else {
      report.omittedDiagnostics += 1
    }
  }
}

extension ErrorCode {
  /// The name of the code as diagnostics write it, such as `invalid-format`.
  var diagnosticIdentifier: String {
    name.lowercased().split(separator: "_").joined(separator: "-")
  }
}

/// Several problems of one row.
struct ManyProblems: Error {
  var problems: [RowProblem]
}
