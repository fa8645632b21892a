import CRMModel
import Diagnostics
import Foundation
import JSONText
import Records
import TestSupport
import Testing

/// Measures an import of the folder that `GALLEY_SPEED_FOLDER` names; prints, and checks only that all
/// rows went in.
struct ImportSpeedTests {
  static let folder = ProcessInfo.processInfo.environment["GALLEY_SPEED_FOLDER"]

  @Test(.enabled(if: ImportSpeedTests.folder != nil, "set GALLEY_SPEED_FOLDER to measure"))
  func importsALargeFolder() throws {
    let temporary = try TemporaryFolder()
    let store = try Store.open(
      path: temporary.path + "/store.sqlite", tenant: TenantID("speed"), clock: { Desk.now })
    let clock = ContinuousClock()
    var report = ImportReport()
    let first = try clock.measure {
      report = try Importer(store: store).run(folder: ImportSpeedTests.folder ?? "")
    }
    let again = try clock.measure {
      _ = try Importer(store: store).run(folder: ImportSpeedTests.folder ?? "")
    }
    let count = try store.countContacts()
    let contact = try #require(try store.contacts(limit: 500).first { $0.company != nil })
    var filters: [SegmentFilter] = []
    for text in [
      "{company: '\(contact.company ?? "")'}", "{job_title: '\(contact.jobTitle ?? "")'}",
      "{state: '\(contact.state ?? "")'}",
      "{state: '\(contact.state ?? "")', city: '\(contact.city ?? "")'}",
    ] {
      let value = try #require(YAMLParser.parse(SourceFile(name: "f", text: text)).value)
      filters.append(try #require(SegmentFilter.parse(value).value))
    }
    func percentile95(_ work: () throws -> Void) throws -> Duration {
      try (0..<60).map { _ in try clock.measure(work) }.sorted()[57]
    }
    let counts = try filters.map { filter in
      try percentile95 { _ = try store.countContacts(matching: filter) }
    }
    let pages = try filters.map { filter in
      var token: String?
      return try percentile95 {
        token = try store.page(of: filter, limit: 50, token: token).nextToken
      }
    }
    let nested = try percentile95 {
      _ = try store.nestedContacts(limit: 100, withAttributes: true)
    }
    print("import \(first) again \(again) contacts \(count)")
    print("count p95 \(counts) page p95 \(pages) nested p95 \(nested)")
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    print(status.split(separator: "\n").filter { $0.hasPrefix("VmHWM") })
    #expect(report.rejected == 0 && count > 0)
  }
}
