internal import Raster
internal import Synchronization

/// Keeps the backgrounds that were drawn last: boards of a batch differ in their pictures and texts.
final class GroundStore: Sendable {
  struct Key: Hashable {
    struct Shadow: Hashable {
      var position: SectionPosition
      var isTile: Bool
    }

    var theme: BoardTheme
    var width: Int
    var height: Int
    var shadows: [Shadow]
  }

  private let kept = Mutex<[(key: Key, bitmap: Bitmap)]>([])

  // Two of 1200 x 1500 are 14 MB.
  private static let most = 2
  private static let mostPixels = 4_000_000

  func ground(_ key: Key) -> Bitmap? {
    kept.withLock { kept in kept.first { $0.key == key }?.bitmap }
  }

  func keep(_ bitmap: Bitmap, for key: Key) {
    guard bitmap.width * bitmap.height <= Self.mostPixels else { return }
    kept.withLock { kept in
      if kept.count >= Self.most { kept.removeFirst() }
      kept.append((key, bitmap))
    }
  }
}
