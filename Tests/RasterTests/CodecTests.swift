import Diagnostics
import Testing

@testable import Raster

/// A small picture with edges, gradients and noise that is the same in every run.
func samplePicture(width: Int = 37, height: Int = 23, alpha: Bool = false) -> Bitmap {
  var state: UInt32 = 12345
  var pixels: [UInt32] = []
  for y in 0..<height {
    for x in 0..<width {
      state = state &* 1_664_525 &+ 1_013_904_223
      let noise = UInt8(state >> 28)
      let opacity: UInt8 = alpha ? UInt8(x * 255 / max(1, width - 1)) : 255
      let color = Color(
        red: UInt8(x * 6 % 240) + noise, green: UInt8(y * 10 % 240) + noise,
        blue: (x / 5 + y / 5) % 2 == 0 ? 200 : 30, alpha: opacity)
      pixels.append(color.pixel)
    }
  }
  return Bitmap(width: width, height: height, pixels: pixels)
}

@Suite struct CodecTests {
  @Test(arguments: [1, 6, 9]) func `libpng reads every pixel of our PNG`(level: Int) throws {
    let picture = samplePicture()
    let bytes = try PNGEncoder(level: level).encode(picture)
    #expect(try Bitmap.decode(bytes) == picture)
    #expect(ImageFormat(sniffing: bytes) == .png)
  }

  @Test func `libpng's own file has the same pixels`() throws {
    let picture = samplePicture()
    let reference = try #require(PNGReference.encode(picture))
    #expect(try Bitmap.decode(reference) == picture)
  }

  @Test func `A picture with alpha keeps it`() throws {
    let picture = samplePicture(alpha: true)
    let decoded = try Bitmap.decode(PNGEncoder().encode(picture))
    #expect(!decoded.isOpaque)
    for (first, second) in zip(decoded.pixels, picture.pixels) {
      #expect(first >> 24 == second >> 24)
      #expect(abs(Int(first & 255) - Int(second & 255)) <= 1)
    }
  }

  @Test func `Rows of one pixel and one row work`() throws {
    for (width, height) in [(1, 1), (1, 9), (9, 1)] {
      let picture = samplePicture(width: width, height: height)
      #expect(try Bitmap.decode(PNGEncoder().encode(picture)) == picture)
    }
    #expect(throws: GalleyError.self) { try PNGEncoder().encode(Bitmap(width: 0, height: 3)) }
  }

  @Test func `The file has the chunks of the specification and no others`() throws {
    let bytes = try PNGEncoder().encode(samplePicture())
    var names: [String] = []
    var offset = 8
    while offset + 12 <= bytes.count {
      let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      names.append(String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self))
      offset += 12 + length
    }
    #expect(names == ["IHDR", "sRGB", "IDAT", "IDAT", "IDAT", "IEND"])
  }

  @Test func `A palette picture shows nearly the same colours`() throws {
    let picture = samplePicture()
    let (bytes, error) = try #require(try PNGEncoder().encodePalette(picture))
    let decoded = try Bitmap.decode(bytes)
    #expect(decoded.width == picture.width)
    #expect(error < 200)
    var flat = Bitmap(width: 20, height: 20, fill: .white)
    flat.fill(PixelRect(x: 0, y: 0, width: 10, height: 20), with: .color(.black))
    #expect(try PNGEncoder().encodePalette(picture, mostError: 0) == nil)
    let exact = try #require(try PNGEncoder().encodePalette(flat))
    #expect(exact.error == 0)
    #expect(try Bitmap.decode(exact.bytes) == flat)
  }

  @Test func `An octree never has more colours than asked for`() {
    for wanted in [1, 2, 7, 16, 256] {
      #expect(PaletteOctree(samplePicture(), colors: wanted).count <= wanted)
    }
    let colors = samplePicture().dominantColors(8)
    #expect(!colors.isEmpty && colors.count <= 8)
    #expect(colors.map(\.share) == colors.map(\.share).sorted(by: >))
  }

  @Test func `A JPEG decodes close to its picture`() throws {
    let picture = Bitmap(width: 64, height: 48, fill: Color(red: 200, green: 100, blue: 50))
    let bytes = try JPEGEncoder.encode(picture, quality: 90)
    let decoded = try Bitmap.decode(bytes)
    #expect(decoded.width == 64 && decoded.height == 48)
    let color = decoded[30, 20]
    #expect(abs(Int(color.red) - 200) <= 3 && abs(Int(color.green) - 100) <= 3)
    #expect(try JPEGEncoder.encode(picture, quality: 40).count <= bytes.count)
  }

  @Test func `A large JPEG is decoded at a fraction for a small frame`() throws {
    let bytes = try JPEGEncoder.encode(samplePicture(width: 400, height: 320), quality: 80)
    let small = try Bitmap.decode(bytes, target: (40, 40))
    #expect(small.width == 100 && small.height == 80)
    #expect(try Bitmap.decode(bytes, target: (300, 300)).width == 400)
  }

  @Test(arguments: EXIFOrientation.allCases)
  func `The EXIF orientation turns a picture upright`(orientation: EXIFOrientation) throws {
    var picture = Bitmap(width: 32, height: 16, fill: .white)
    picture.fill(PixelRect(x: 0, y: 0, width: 16, height: 8), with: .color(.black))
    var bytes = try JPEGEncoder.encode(picture, quality: 95)
    for isLittle in [true, false] {
      let number = { (value: Int, size: Int) -> [UInt8] in
        let big = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * (size - 1 - $0))) }
        return isLittle ? big.reversed() : big
      }
      let tiff =
        (isLittle ? [0x49, 0x49] : [0x4D, 0x4D]) + number(42, 2) + number(8, 4) + number(1, 2)
        + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation.rawValue, 2)
        + [0, 0] + number(0, 4)
      let segment: [UInt8] = Array("Exif".utf8) + [0, 0] + tiff
      let length = segment.count + 2
      bytes = try JPEGEncoder.encode(picture, quality: 95)
      bytes.insert(
        contentsOf: [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + segment, at: 2)
      #expect(EXIFOrientation.read(fromJPEG: bytes) == orientation)
      let upright = try Bitmap.decode(bytes)
      #expect(upright.width == (orientation.swapsSides ? 16 : 32))
      let dark = { (x: Int, y: Int) in upright[x, y].red < 128 }
      let corners = [
        dark(2, 2), dark(upright.width - 3, 2), dark(2, upright.height - 3),
        dark(upright.width - 3, upright.height - 3),
      ]
      let expected: Int =
        switch orientation {
        case .up, .leftMirrored: 0
        case .upMirrored, .right: 1
        case .downMirrored, .left: 2
        case .down, .rightMirrored: 3
        }
      #expect(corners.firstIndex(of: true) == expected)
      #expect(corners.filter { $0 }.count == 1)
    }
  }

  @Test func `Limits are checked on the header`() throws {
    let bytes = try PNGEncoder().encode(samplePicture())
    let limits = ImageLimits(side: 30)
    #expect(throws: GalleyError.self) { try Bitmap.decode(bytes, limits: limits) }
    #expect(throws: GalleyError.self) {
      try Bitmap.decode(bytes, limits: ImageLimits(fileBytes: 10))
    }
    // A header that announces 60000 x 60000 pixels is refused before any memory is asked for.
    var bomb = bytes
    bomb.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
    #expect(throws: GalleyError.self) { try Bitmap.decode(bomb) }
    let jpeg = try JPEGEncoder.encode(samplePicture(), quality: 80)
    #expect(throws: GalleyError.self) { try Bitmap.decode(jpeg, limits: limits) }
    #expect(throws: GalleyError.self) {
      try Bitmap.decode(jpeg, limits: ImageLimits(decodedPixels: 100))
    }
  }

  @Test func `Broken files are errors, not pictures`() throws {
    let png = try PNGEncoder().encode(samplePicture())
    let jpeg = try JPEGEncoder.encode(samplePicture(width: 200, height: 200), quality: 80)
    #expect(throws: GalleyError.self) { try Bitmap.decode(Array(png.prefix(png.count / 2))) }
    #expect(throws: GalleyError.self) { try Bitmap.decode(Array(jpeg.prefix(jpeg.count / 2))) }
    #expect(throws: GalleyError.self) { try Bitmap.decode([]) }
    #expect(throws: GalleyError.self) { try Bitmap.decode(Array("GIF89a".utf8)) }
    #expect(throws: GalleyError.self) { try Bitmap.decode(Array(png.prefix(20))) }
  }

  @Test func `Damaged files never crash`() throws {
    var random = SplitMix(state: 7)
    for original in [
      try PNGEncoder().encode(samplePicture()),
      try JPEGEncoder.encode(samplePicture(width: 40, height: 40), quality: 80),
    ] {
      for _ in 0..<400 {
        var bytes = original
        for _ in 0..<1 + random.next(6) {
          bytes[random.next(bytes.count)] = UInt8(random.next(256))
        }
        if random.next(4) == 0 { bytes.removeLast(random.next(bytes.count)) }
        if let picture = try? Bitmap.decode(bytes, limits: ImageLimits(decodedPixels: 200_000)) {
          #expect(picture.pixels.count == picture.width * picture.height)
        }
      }
    }
  }
}

/// A seeded source of numbers.
struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(max(1, bound)))
  }
}
