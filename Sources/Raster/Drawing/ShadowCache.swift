internal import Synchronization

/// Keeps the blurred corners by radius and blur; a theme has one or two.
final class ShadowCache: Sendable {
  static let shared = ShadowCache()

  private struct Key: Hashable {
    var radius: Int
    var blur: Int
  }

  private let kept = Mutex<[Key: ShadowTile]>([:])

  func tile(radius: Int, blur: Int) -> ShadowTile {
    kept.withLock { kept in
      let key = Key(radius: radius, blur: blur)
      if let tile = kept[key] { return tile }
      if kept.count > 32 { kept = [:] }
      let tile = ShadowTile(radius: radius, blur: blur)
      kept[key] = tile
      return tile
    }
  }
}
