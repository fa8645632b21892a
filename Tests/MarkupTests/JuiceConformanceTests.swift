import Diagnostics
import Foundation
import Markup
import SourceText
import TestSupport
import Testing

@Suite struct JuiceConformanceTests {
  /// Raised when more cases pass, never lowered.
  ///
  /// The rest differ on purpose: `font-face-preserve` and `media-preserve` ask to throw rules away
  /// that we keep, `insert-preserve-fragment` invents a style element in a fragment without a head,
  /// both `pseudo-elements` cases turn `::before` into markup, `relative-url` needs a network, and
  /// `pseudo-specificity` counts pseudo-classes as nothing, against Selectors Level 3 (section 9).
  static let minimum = 62

  @Test(.enabled(if: Conformance.isAvailable, "GALLEY_CONFORMANCE is not set"))
  func inliningCasesGiveTheSameDocument() throws {
    var passed: [String] = []
    var failed: [String] = []
    for name in Conformance.files(under: "juice-cases", extension: "out") {
      let base = "juice-cases/" + name.dropLast(4)
      let (expected, found) = try run(base)
      if expected == found {
        passed.append(base)
      } else {
        failed.append(base)
        if ProcessInfo.processInfo.environment["GALLEY_SHOW"] != nil {
          print("== \(base)")
          for line in expected where !found.contains(line) { print("  - \(line)") }
          for line in found where !expected.contains(line) { print("  + \(line)") }
        }
      }
    }
    #expect(passed.count >= Self.minimum, "failed: \(failed.joined(separator: ", "))")
    print("juice cases: \(passed.count) of \(passed.count + failed.count)")
  }

  private func run(_ base: String) throws -> (expected: [String], found: [String]) {
    let html = Pieces(SourceFile(name: base + ".html", bytes: try Conformance.read(base + ".html")))
    let css = (try? Conformance.read(base + ".css")) ?? []
    let expected = String(decoding: try Conformance.read(base + ".out"), as: UTF8.self)
    let settings = (try? Conformance.read(base + ".json")).map {
      String(decoding: $0, as: UTF8.self)
    }
    var options = InliningOptions(resolvesVariables: true, insertsPreservedExtraCSS: false)
    if let settings {
      options.keepsImportant = settings.contains("\"preserveImportant\": true")
      options.insertsPreservedExtraCSS = settings.contains("insertPreservedExtraCss")
      options.resolvesVariables = !settings.contains("\"resolveCSSVariables\": false")
    } else {
      options.setsTableAttributes = false
    }
    let isContent = base.contains("juice-content")
    let folder = base.split(separator: "/").dropLast().joined(separator: "/")
    options.loadStylesheet = { name in
      guard let bytes = try? Conformance.read(folder + "/" + name) else { return nil }
      return Pieces(SourceFile(name: name, bytes: bytes))
    }
    var extra: [Pieces] = []
    if !isContent { extra.append(Pieces(SourceFile(name: base + ".css", bytes: css))) }
    if let settings, let range = settings.firstRange(of: "\"extraCss\": \"") {
      let text = settings[range.upperBound...].prefix { $0 != "\"" }
      extra.append(Pieces(SourceFile(name: "extra.css", text: String(text))))
    }
    let result = CSSInliner.inline(html, extraCSS: extra, options: options).value.text
    return (
      CanonicalHTML.lines(expected, sortsStyle: false, closesEmpty: true),
      CanonicalHTML.lines(result, sortsStyle: false, closesEmpty: true)
    )
  }
}
