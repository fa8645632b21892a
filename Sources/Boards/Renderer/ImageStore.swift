internal import Diagnostics
internal import Raster
internal import Synchronization

/// Gives pictures at the size they are shown, decoded and scaled once.
final class ImageStore: Sendable {
  private let load: @Sendable (String) throws(GalleyError) -> [UInt8]
  private let cache: TileCache?
  private let kept = Mutex(Kept())
  private let digests = Mutex<[String: String]>([:])

  private struct Key: Hashable {
    var path: String
    var width: Int
    var height: Int
    var focusX: Int
    var focusY: Int
  }

  private struct Kept {
    var tiles: [Key: Result<Bitmap, GalleyError>] = [:]
    var pixels = 0
  }

  // 8 million pixels are 32 MB.
  private static let mostPixels = 8_000_000

  init(
    load: @escaping @Sendable (String) throws(GalleyError) -> [UInt8], cache: TileCache? = nil
  ) {
    self.load = load
    self.cache = cache
  }

  /// The digest of a picture's file; `nil` when it cannot be read.
  func digest(of path: String) -> String? {
    if let digest = digests.withLock({ $0[path] }) { return digest }
    guard let bytes = try? load(path) else { return nil }
    let digest = CacheFolder.digest(bytes)
    digests.withLock { digests in
      if digests.count > 4096 { digests = [:] }
      digests[path] = digest
    }
    return digest
  }

  /// The picture scaled to fill a frame.
  func tile(
    _ path: String, width: Int, height: Int, focus: FocusPoint
  ) throws(GalleyError) -> Bitmap {
    let key = Key(path: path, width: width, height: height, focusX: focus.x, focusY: focus.y)
    if let tile = kept.withLock({ $0.tiles[key] }) { return try tile.get() }
    let result: Result<Bitmap, GalleyError>
    do throws(GalleyError) {
      let bytes = try load(path)
      if let tile = cache?.tile(of: bytes, width: width, height: height, focus: focus) {
        result = .success(tile)
      } else {
        let bitmap = try Bitmap.decode(bytes, target: (width, height))
        let tile = bitmap.covering(width: width, height: height, focus: focus)
        cache?.keep(tile, of: bytes, focus: focus)
        result = .success(tile)
      }
    } catch {
      result = .failure(error)
    }
    kept.withLock { kept in
      if kept.pixels > Self.mostPixels { kept = Kept() }
      kept.tiles[key] = result
      kept.pixels += width * height
    }
    return try result.get()
  }
}
