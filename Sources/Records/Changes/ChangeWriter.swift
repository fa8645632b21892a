internal import CRMModel
internal import Diagnostics
internal import Foundation
internal import Glibc

/// Brings lines into `changes.jsonl` and their effect into the store: both, or neither.
///
/// Lines are tried in a transaction that is rolled back before the file is touched, so that a line
/// that breaks a rule never gets into it, whenever the process is killed.
struct ChangeWriter {
  let store: Store
  let folder: String
  let prefix: String?
  let updatedBy: String

  /// What lines would do.
  struct Trial {
    /// The problems of a line, by its position among the lines tried.
    var problems: [Int: [Diagnostic]]
    var report: ImportReport
  }

  private var path: String { folder + "/changes.jsonl" }
  private var name: String { (prefix ?? folder) + "/changes.jsonl" }

  /// Runs a change while no other thread or process makes one: what it read stays true until it
  /// has written.
  func locked<T>(_ body: () throws(GalleyError) -> T) throws(GalleyError) -> T {
    let descriptor = unsafe Glibc.open(
      store.path + "-changes.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw GalleyError(
        .writeFailed, "the lock of the change file cannot be opened",
        underlying: unsafe String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw GalleyError(.workspaceBusy, "another galley changes this workspace")
      }
    }
    return try body()
  }

  /// Tries lines behind those that are there, and keeps nothing.
  func trial(_ lines: [[UInt8]], progress: ((ImportProgress) -> Void)? = nil)
    throws(GalleyError) -> Trial
  {
    let before = current()
    let candidate = store.path + "-changes.tmp"
    try ChangeLog.write(joined(before, lines), to: candidate)
    defer { try? FileManager.default.removeItem(atPath: candidate) }
    var options = ImportOptions()
    options.isDryRun = true
    options.updatedBy = updatedBy
    options.maximumDiagnostics = .max
    let report = try Importer(store: store, options: options).run(
      files: ImportFile.files(in: folder, namedUnder: prefix),
      changes: ImportFile(path: candidate, name: name), progress: progress)
    let first =
      before.count { $0 == 10 } + (before.last.map { $0 != 10 } == true ? 1 : 0) + 1
    var problems: [Int: [Diagnostic]] = [:]
    for diagnostic in report.files.first(where: { $0.name == name })?.diagnostics ?? [] {
      guard diagnostic.severity == .error, let line = diagnostic.location?.line, line >= first
      else { continue }
      problems[line - first, default: []].append(diagnostic)
    }
    return Trial(problems: problems, report: report)
  }

  /// Keeps lines and brings the store up to date with them.
  @discardableResult
  func commit(_ lines: [[UInt8]]) throws(GalleyError) -> ImportReport {
    let before = current()
    let isNew = !FileManager.default.fileExists(atPath: path)
    try ChangeLog.write(joined(before, lines), to: path)
    do throws(GalleyError) {
      var options = ImportOptions()
      options.updatedBy = updatedBy
      return try Importer(store: store, options: options).run(folder: folder, namedUnder: prefix)
    } catch {
      if isNew {
        try? FileManager.default.removeItem(atPath: path)
      } else {
        try ChangeLog.write(before, to: path)
      }
      throw error
    }
  }

  private func current() -> [UInt8] {
    FileManager.default.contents(atPath: path).map { Array($0) } ?? []
  }

  private func joined(_ before: [UInt8], _ lines: [[UInt8]]) -> [UInt8] {
    var bytes = before
    if let last = bytes.last, last != 10 { bytes.append(10) }
    for line in lines { bytes += line }
    return bytes
  }
}
