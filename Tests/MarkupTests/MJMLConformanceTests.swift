import Diagnostics
import Foundation
import Markup
import SourceText
import TestSupport
import Testing

@Suite struct MJMLConformanceTests {
  /// Raised when more pairs agree, never lowered.
  static let minimum = 189

  @Test(.enabled(if: Conformance.isAvailable, "GALLEY_CONFORMANCE is not set"))
  func documentsEqualTheReferenceInStructure() throws {
    var passed = 0
    var failed: [String] = []
    for name in Conformance.files(under: "mjml-pairs", extension: "mjml") {
      let base = "mjml-pairs/" + name.dropLast(5)
      let source = Pieces(SourceFile(name: name, bytes: try Conformance.read("mjml-pairs/" + name)))
      let expected = CanonicalHTML.lines(
        String(decoding: try Conformance.read(base + ".html"), as: UTF8.self))
      let result = MJML.compile(source)
      let found = CanonicalHTML.lines(result.value.text)
      if expected == found {
        passed += 1
      } else {
        failed.append(String(name.dropLast(5)))
        if ProcessInfo.processInfo.environment["GALLEY_SHOW"] != nil {
          show(name, expected, found, result.diagnostics)
        }
      }
    }
    print("mjml pairs: \(passed) of \(passed + failed.count)")
    #expect(passed >= Self.minimum, "failed: \(failed.joined(separator: ", "))")
  }

  private func show(
    _ name: String, _ expected: [String], _ found: [String], _ diagnostics: [Diagnostic]
  ) {
    print("== \(name)")
    for diagnostic in diagnostics where diagnostic.severity == .error {
      print("  ! \(diagnostic.summary)")
    }
    let difference = found.difference(from: expected)
    for change in difference.prefix(8) {
      switch change {
      case .remove(let offset, let line, _): print("  - \(offset) \(line.prefix(400))")
      case .insert(let offset, let line, _): print("  + \(offset) \(line.prefix(400))")
      }
    }
  }
}
