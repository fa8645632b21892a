public import Diagnostics
internal import Foundation
public import Recommendations

/// `galley recommend export` as a request: everyone's lists, or what other recommenders learn from.
public enum RecommendationExport: String, Sendable, CaseIterable {
  /// Everyone's lists, as `recommend import` reads them.
  case lists
  /// Who bought what, as other recommenders read it.
  case interactions

  /// The bytes of the export.
  public func bytes(
    _ session: RecommendationSession, request: RecommendRequest = .init(),
    format: ListFormat = .csv
  ) throws(GalleyError) -> [UInt8] {
    switch self {
    case .lists: try request.run(session, format: format).document
    case .interactions: session.model.interactionsCSV()
    }
  }

  /// Writes bytes to a file, whole or not at all.
  public static func write(_ bytes: [UInt8], to path: String) throws(GalleyError) {
    let absolute =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    try Folders.writeAtomically(bytes, to: absolute)
  }
}
