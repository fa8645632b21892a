import Diagnostics
import Testing

@testable import Raster

@Suite struct PNGBandTests {
  @Test func `Bands are the same alone and as part of a picture`() throws {
    let picture = samplePicture(width: 50, height: 150)
    let encoder = PNGEncoder()
    let height = PNGEncoder.bandHeight(width: 50)
    #expect(height == 60)
    let bands = encoder.bands(of: picture, channels: 3)
    #expect(bands.count == 3)
    for (index, band) in bands.enumerated() {
      let strip = picture.cropped(
        to: PixelRect(x: 0, y: index * height, width: 50, height: height))
      #expect(encoder.band(of: strip, channels: 3) == band)
    }
    let file = encoder.file(width: 50, height: 150, channels: 3, bands: bands)
    #expect(try encoder.encode(picture) == file)
    #expect(try Bitmap.decode(file) == picture)
  }

  @Test func `A band can be exchanged for another`() throws {
    var picture = samplePicture(width: 90, height: 180)
    let encoder = PNGEncoder()
    var bands = encoder.bands(of: picture, channels: 3)
    picture.fill(PixelRect(x: 5, y: 70, width: 40, height: 30), with: .color(.black))
    bands[1] = encoder.band(
      of: picture.cropped(to: PixelRect(x: 0, y: 60, width: 90, height: 60)), channels: 3)
    let file = encoder.file(width: 90, height: 180, channels: 3, bands: bands)
    #expect(try Bitmap.decode(file) == picture)
    #expect(try encoder.encode(picture) == file)
  }

  @Test func `Pictures of every kind come back from libpng`() throws {
    var state: UInt64 = 7
    func next() -> UInt32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt32(truncatingIfNeeded: state >> 33)
    }
    for round in 0..<40 {
      let width = 1 + Int(next() % 80)
      let height = 1 + Int(next() % 140)
      // Noise, flat areas, long and short runs, few colours.
      var color = next() | 0xFF00_0000
      let change = [1, 2, 7, 100, 4000][round % 5]
      let mask: UInt32 = [0xFFFF_FFFF, 0xFF00_0000, 0xFF01_0101, 0xFFC0_C0C0][round % 4]
      let pixels = (0..<width * height).map { _ in
        if next() % UInt32(change) == 0 { color = (next() & mask) | 0xFF00_0000 }
        return color
      }
      let picture = Bitmap(width: width, height: height, pixels: pixels)
      #expect(try Bitmap.decode(PNGEncoder().encode(picture)) == picture, "round \(round)")
    }
  }

  @Test func `Noise is not made larger than it is`() throws {
    var state: UInt32 = 1
    let pixels = (0..<20_000).map { _ -> UInt32 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return state >> 8 | 0xFF00_0000
    }
    let bytes = try PNGEncoder().encode(Bitmap(width: 100, height: 200, pixels: pixels))
    #expect(bytes.count < 60_000 + 1500)
  }

  @Test func `A flat picture is small`() throws {
    let bytes = try PNGEncoder().encode(Bitmap(width: 1200, height: 1500))
    #expect(bytes.count < 10_000)
  }

  @Test func `Checksums of pieces make the checksum of the whole`() {
    let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
    for cut in [0, 1, 5551, 65_521, 69_999] {
      unsafe bytes.withUnsafeBufferPointer { all in
        let first = unsafe Adler.sum(UnsafeBufferPointer(rebasing: all[..<cut]))
        let second = unsafe Adler.sum(UnsafeBufferPointer(rebasing: all[cut...]))
        let whole = unsafe Adler.sum(all)
        #expect(Adler.combine(first, second, length: bytes.count - cut) == whole)
      }
    }
  }
}

@Suite struct HuffmanLengthsTests {
  @Test func `The shortest codes go to the most frequent symbols`() {
    #expect(HuffmanLengths.make(counts: [1, 1, 2, 4], limit: 15) == [3, 3, 2, 1])
    #expect(HuffmanLengths.make(counts: [0, 9, 0], limit: 15) == [0, 1, 0])
    #expect(HuffmanLengths.make(counts: [0, 0], limit: 15) == [0, 0])
    #expect(HuffmanLengths.make(counts: [5, 5], limit: 15) == [1, 1])
  }

  @Test(arguments: [9, 10, 14]) func `Codes keep to the limit and leave no gap`(limit: Int) {
    // Fibonacci numbers make the deepest tree.
    var counts: [UInt32] = [1, 1]
    while counts.count < 30 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    counts += [UInt32](repeating: 3, count: 250)
    let lengths = HuffmanLengths.make(counts: counts, limit: limit)
    #expect(lengths.allSatisfy { $0 > 0 && $0 <= limit })
    #expect(lengths.reduce(0) { $0 + 1 << (limit - Int($1)) } == 1 << limit)
    for (first, second) in zip(counts.indices, counts.indices.dropFirst())
    where counts[first] < counts[second] {
      #expect(lengths[first] >= lengths[second])
    }
  }

  @Test func `Codes are those of the example in RFC 1951`() {
    // Section 3.2.2: A to H with lengths 3, 3, 3, 3, 3, 2, 4, 4.
    let codes = HuffmanLengths.codes(lengths: [3, 3, 3, 3, 3, 2, 4, 4])
    let expected: [(code: UInt32, length: UInt32)] = [
      (0b010, 3), (0b011, 3), (0b100, 3), (0b101, 3), (0b110, 3), (0b00, 2), (0b1110, 4),
      (0b1111, 4),
    ]
    for (made, wanted) in zip(codes, expected) {
      #expect(made >> 16 == wanted.length)
      var reversed: UInt32 = 0
      for bit in 0..<wanted.length { reversed = reversed << 1 | (made >> bit & 1) }
      #expect(reversed == wanted.code)
    }
  }
}
