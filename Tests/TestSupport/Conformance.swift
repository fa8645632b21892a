import Foundation

/// The conformance corpora, which are read in place and never copied into the project.
public enum Conformance {
  /// The folder that `GALLEY_CONFORMANCE` names, or `nil` when it is not set.
  public static let folder: String? = ProcessInfo.processInfo.environment["GALLEY_CONFORMANCE"]

  /// Whether the corpora can be read; used as `.enabled(if:)` with a message that says so.
  public static var isAvailable: Bool { folder != nil }

  /// The bytes of a file of the corpora.
  public static func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + name)))
  }

  /// The names of the files under a folder of the corpora with an extension, sorted, relative to it.
  public static func files(under name: String, extension suffix: String) -> [String] {
    let root = (folder ?? "") + "/" + name
    let all = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix("." + suffix) }.sorted()
  }
}
