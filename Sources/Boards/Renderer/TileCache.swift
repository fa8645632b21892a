internal import Crypto
internal import Foundation
internal import Raster

/// Scaled pictures on disk, by the digest of the picture file and the geometry.
///
/// A cache only: what is missing, cut short or of another size is made again, and what cannot be
/// written is not kept.
struct TileCache: Sendable {
  let folder: String

  func tile(of bytes: [UInt8], width: Int, height: Int, focus: FocusPoint) -> Bitmap? {
    let path = path(of: bytes, width: width, height: height, focus: focus)
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let file = Array(data)
    guard file.count == width * height * 4 + 32 else { return nil }
    let pixels = file[32...]
    guard Array(SHA256.hash(data: pixels)) == Array(file[..<32]) else { return nil }
    return Bitmap(width: width, height: height, rawPixels: Array(pixels))
  }

  func keep(_ tile: Bitmap, of bytes: [UInt8], focus: FocusPoint) {
    let path = path(of: bytes, width: tile.width, height: tile.height, focus: focus)
    let pixels = tile.rawPixels
    let manager = FileManager.default
    try? manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // The digest in front tells a file that was cut short from a whole one.
    try? Data(Array(SHA256.hash(data: pixels)) + pixels).write(
      to: URL(fileURLWithPath: path), options: .atomic)
  }

  private func path(of bytes: [UInt8], width: Int, height: Int, focus: FocusPoint) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let digest = String(
      decoding: SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
    return "\(folder)/\(digest)-\(width)x\(height)-\(focus.x)-\(focus.y)-v1.tile"
  }
}
