import Diagnostics
import TestSupport
import Testing

@testable import Raster

@Suite struct DecoderFuzzTests {
  @Test func `Hostile pictures are refused or decoded within their limits`() throws {
    let picture = samplePicture()
    var flat = Bitmap(width: 200, height: 60)
    flat.fill(PixelRect(x: 10, y: 10, width: 100, height: 20), with: .color(.black))
    let palette = try #require(try PNGEncoder().encodePalette(flat))
    let exif: [UInt8] = [
      0xFF, 0xE1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12,
      1,
      3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
    ]
    let jpeg = try JPEGEncoder.encode(picture, quality: 80)
    let seeds = [
      try PNGEncoder().encode(picture), try PNGEncoder(level: 9).encode(picture),
      try PNGEncoder().encode(samplePicture(alpha: true)), palette.bytes, jpeg,
      Array(jpeg[..<2]) + exif + Array(jpeg[2...]),
      try JPEGEncoder.encode(flat, quality: 95),
    ]
    let limits = ImageLimits(
      fileBytes: 1 << 20, side: 4000, pixels: 1 << 20, decodedPixels: 1 << 19)
    var state: UInt64 = 2026
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, bound)))
    }
    var time = FuzzTime(rounds: 1500)
    var decoded = 0
    while let round = time.next() {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<1 + next(8) {
        guard !bytes.isEmpty else { break }
        let place = next(4) == 0 ? next(min(64, bytes.count)) : next(bytes.count)
        switch next(6) {
        case 0: bytes[place] = UInt8(next(256))
        case 1: bytes[place] ^= 1 << UInt8(next(8))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(20)))
        case 3:
          bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(40))], at: place)
        case 4: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF][next(5)]
        default: if next(6) == 0 { bytes.removeLast(next(bytes.count)) }
        }
      }
      if bytes.starts(with: ImageFormat.pngSignature), next(2) == 0 { Self.repairChunks(&bytes) }
      let target = next(3) == 0 ? (width: 1 + next(90), height: 1 + next(90)) : nil
      guard let bitmap = try? Bitmap.decode(bytes, limits: limits, target: target) else { continue }
      decoded += 1
      #expect(bitmap.width > 0 && bitmap.height > 0)
      #expect(bitmap.width * bitmap.height <= limits.decodedPixels)
      let tile = bitmap.covering(width: 1 + next(40), height: 1 + next(40))
      #expect(!tile.bounds.isEmpty)
    }
    #expect(decoded > 0)
  }

  /// Gives damaged chunks their right checksums, so that what is behind them is reached.
  private static func repairChunks(_ bytes: inout [UInt8]) {
    var offset = 8
    while offset + 12 <= bytes.count {
      let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - offset - 12 else { return }
      let sum = Deflater.checksum(bytes, offset + 4..<offset + 8 + length)
      for byte in 0..<4 {
        bytes[offset + 8 + length + byte] = UInt8(
          truncatingIfNeeded: sum >> (24 - 8 * UInt32(byte)))
      }
      offset += 12 + length
    }
  }
}
