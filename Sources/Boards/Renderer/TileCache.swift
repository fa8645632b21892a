internal import Raster

/// Scaled pictures on disk, by the digest of the picture file and the geometry.
struct TileCache: Sendable {
  private let folder: CacheFolder

  init(folder: String) { self.folder = CacheFolder(path: folder) }

  func tile(of bytes: [UInt8], width: Int, height: Int, focus: FocusPoint) -> Bitmap? {
    folder.read(name(of: bytes, width: width, height: height, focus: focus)).flatMap {
      Bitmap(width: width, height: height, rawPixels: $0)
    }
  }

  func keep(_ tile: Bitmap, of bytes: [UInt8], focus: FocusPoint) {
    folder.write(
      tile.rawPixels, to: name(of: bytes, width: tile.width, height: tile.height, focus: focus))
  }

  private func name(of bytes: [UInt8], width: Int, height: Int, focus: FocusPoint) -> String {
    "\(CacheFolder.digest(bytes))-\(width)x\(height)-\(focus.x)-\(focus.y)-v1.tile"
  }
}
