import CRMModel
import Diagnostics
import Foundation
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
    let company = try store.contacts(limit: 1).first?.company ?? ""
    let page = try clock.measure { _ = try store.page(limit: 50) }
    print("import \(first) again \(again) page \(page) contacts \(count) \(company)")
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    print(status.split(separator: "\n").filter { $0.hasPrefix("VmHWM") })
    #expect(report.rejected == 0 && count > 0)
  }
}
