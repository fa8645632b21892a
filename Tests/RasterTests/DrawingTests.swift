import Testing

@testable import Raster

@Suite struct DrawingTests {
  @Test func `Weights add up to one at every position`() {
    for (length, outputs) in [(100, 37), (37, 100), (5, 1), (1, 5), (4000, 10), (8, 8)] {
      let axis = ResampleAxis.shared(length: length, outputs: outputs)
      for output in 0..<outputs {
        var sum = 0
        for pair in axis.weights[output * axis.pairs..<(output + 1) * axis.pairs] {
          sum += Int(Int16(truncatingIfNeeded: pair)) + Int(Int16(truncatingIfNeeded: pair >> 16))
        }
        #expect(sum == ResampleAxis.one)
        #expect(axis.starts[output] >= 0)
        #expect(axis.starts[output] * 2 < length)
      }
    }
  }

  @Test func `Scaling gives what the definition of the filter gives`() {
    let source = samplePicture(width: 61, height: 47)
    for (width, height) in [(20, 13), (33, 60), (61, 20), (90, 70)] {
      let scaled = source.resampled(source.bounds, width: width, height: height)
      let reference = plainResample(source, width: width, height: height)
      #expect(scaled == reference, "\(width) x \(height)")
    }
  }

  @Test func `Transparent pictures are scaled by the same weights`() {
    var source = samplePicture(width: 40, height: 30)
    let opaque = source.resampled(source.bounds, width: 17, height: 11)
    // One transparent pixel in a corner far from the pixel that is compared.
    source[39, 29] = Color.black.withAlpha(0)
    let other = source.resampled(source.bounds, width: 17, height: 11)
    #expect(other[2, 2] == opaque[2, 2])
    #expect(other[16, 10].alpha < 255)
  }

  @Test func `A flat colour stays flat`() {
    let picture = Bitmap(width: 50, height: 40, fill: Color(red: 12, green: 130, blue: 250))
    for (width, height) in [(20, 13), (77, 90), (1, 1)] {
      let scaled = picture.covering(width: width, height: height)
      #expect(scaled == Bitmap(width: width, height: height, fill: picture[0, 0]))
    }
  }

  @Test func `Scaling works on light, not on bytes`() {
    var board = Bitmap(width: 64, height: 64)
    for y in 0..<64 { for x in 0..<64 where (x + y) % 2 == 0 { board[x, y] = .black } }
    let grey = board.resampled(board.bounds, width: 8, height: 8)[4, 4]
    // Half of the light is the byte 188; a scaler that averages bytes gives 128.
    #expect((186...190).contains(grey.red))
  }

  @Test func `Transparent pixels do not bleed their colour`() {
    var picture = Bitmap(width: 40, height: 40, fill: Color.black.withAlpha(0))
    picture.fill(PixelRect(x: 0, y: 0, width: 20, height: 40), with: .color(.white))
    let scaled = picture.resampled(picture.bounds, width: 11, height: 11)
    for y in 0..<11 {
      for x in 0..<11 where scaled[x, y].alpha > 40 { #expect(scaled[x, y].red > 245) }
    }
    #expect(scaled[10, 5].alpha < 8)
  }

  @Test func `Covering keeps the focus in view`() {
    var picture = Bitmap(width: 300, height: 100)
    picture.fill(PixelRect(x: 250, y: 0, width: 50, height: 100), with: .color(.black))
    #expect(picture.coverCrop(aspect: 1, 1) == PixelRect(x: 100, y: 0, width: 100, height: 100))
    #expect(picture.coverCrop(aspect: 1, 1, focus: FocusPoint(x: 1000)).right == 300)
    #expect(picture.coverCrop(aspect: 10, 1).height == 30)
    let square = picture.covering(width: 50, height: 50, focus: FocusPoint(x: 900))
    #expect(square[45, 25].red < 10)
    #expect(picture.containing(width: 60, height: 60).height == 20)
    #expect(picture.containing(width: 600, height: 50).width == 150)
  }

  @Test func `Empty sizes give empty pictures`() {
    let picture = Bitmap(width: 4, height: 4)
    #expect(picture.resampled(picture.bounds, width: 0, height: 5).pixels.isEmpty)
    #expect(Bitmap(width: -3, height: 2).pixels.isEmpty)
    #expect(picture.cropped(to: PixelRect(x: 2, y: 2, width: 9, height: 9)).width == 2)
    #expect(Bitmap(width: 0, height: 0).containing(width: 3, height: 3).width == 0)
  }

  @Test func `A rounded rectangle is symmetric and covers what it should`() {
    var picture = Bitmap(width: 60, height: 60)
    picture.fill(PixelRect(x: 0, y: 0, width: 60, height: 60), radius: 30, with: .color(.black))
    var ink = 0
    for y in 0..<60 {
      for x in 0..<60 {
        #expect(picture[x, y] == picture[59 - x, y])
        #expect(picture[x, y] == picture[x, 59 - y])
        ink += 255 - Int(picture[x, y].red)
      }
    }
    // The area of a disc of radius 30 is 2827.4 pixels.
    #expect(abs(ink / 255 - 2827) <= 6)
  }

  @Test func `Only the sides asked for are round`() {
    var picture = Bitmap(width: 20, height: 20)
    picture.fill(picture.bounds, radius: 8, corners: .top, with: .color(.black))
    #expect(picture[0, 0] == .white)
    #expect(picture[0, 19] == .black)
  }

  @Test func `Shapes are cut at the edges`() {
    var picture = Bitmap(width: 10, height: 10)
    picture.fill(
      PixelRect(x: -5, y: -5, width: 10, height: 10), radius: 3, with: .color(.black))
    #expect(picture[0, 0] == .black)
    #expect(picture[6, 6] == .white)
    picture.fill(PixelRect(x: 100, y: 0, width: 5, height: 5), with: .color(.black))
    picture.draw(Bitmap(width: 30, height: 30, fill: .black), x: -10, y: -10)
    #expect(picture == Bitmap(width: 10, height: 10, fill: .black))
  }

  @Test func `A gradient runs from its first colour to its last`() {
    var picture = Bitmap(width: 50, height: 20)
    for (angle, first, last) in [
      (90, (0, 10), (49, 10)), (180, (25, 0), (25, 19)), (0, (25, 19), (25, 0)),
      (270, (49, 10), (0, 10)),
    ] {
      picture.fill(
        picture.bounds,
        with: .gradient(LinearGradient(angle: angle, colors: [.black, .white])))
      #expect(picture[first.0, first.1].red <= 8)
      #expect(picture[last.0, last.1].red >= 247)
    }
    let stops = LinearGradient(
      angle: 90, stops: [.init(position: 500, color: .black), .init(position: 800, color: .white)])
    #expect(stops.table().first == Color.black.pixel)
    #expect(stops.table().last == Color.white.pixel)
  }

  @Test func `Blending keeps an opaque ground opaque`() {
    for alpha in 0...255 {
      let source = Color(red: 10, green: 200, blue: 90, alpha: UInt8(alpha)).pixel
      for ground in [Color.black, .white, Color(red: 1, green: 128, blue: 254)] {
        let result = Blend.over(source, ground.pixel)
        #expect(result >> 24 == 255)
        let expected = (200 * alpha + Int(ground.green) * (255 - alpha)) / 255
        #expect(abs(Int(result >> 8 & 255) - expected) <= 1)
      }
      let half = Blend.over(Color.black.pixel, Color.white.pixel, coverage: UInt8(alpha))
      #expect(half >> 24 == 255)
      #expect(abs(Int(half & 255) - (255 - alpha)) <= 1)
    }
  }

  @Test func `A shadow is soft, symmetric and left out where the shape hides it`() {
    var picture = Bitmap(width: 120, height: 120)
    picture.drawShadow(
      of: PixelRect(x: 40, y: 40, width: 40, height: 40), radius: 6,
      Shadow(blur: 16, offsetY: 0, color: .black))
    for y in 0..<120 {
      for x in 0..<60 { #expect(picture[x, y] == picture[119 - x, y]) }
    }
    #expect(picture[60, 60] == .white)
    #expect(picture[34, 60].red > picture[39, 60].red)
    #expect(picture[60, 43].red < 140 && picture[41, 41].red < picture[36, 36].red)
    #expect(picture[0, 0] == .white)
    #expect(Shadow(blur: 4, offsetY: 2, color: .black).scaled(by: 2).offsetY == 4)
    let before = picture
    picture.drawShadow(
      of: picture.bounds, radius: 0, Shadow(blur: 0, offsetY: 0, color: .black))
    #expect(picture == before)
  }

  @Test func `A shape beyond the edge casts its shadow into the picture`() {
    for (x, y) in [(62, 10), (-42, 10), (10, 62), (10, -42), (300, 300)] {
      var picture = Bitmap(width: 60, height: 60)
      picture.drawShadow(
        of: PixelRect(x: x, y: y, width: 40, height: 40), radius: 6,
        Shadow(blur: 16, offsetY: 0, color: .black))
      #expect((picture != Bitmap(width: 60, height: 60)) == (x < 300))
    }
  }

  @Test func `Brightness looks at the share asked for`() {
    var picture = Bitmap(width: 10, height: 10, fill: .black)
    picture.fill(PixelRect(x: 0, y: 0, width: 10, height: 2), with: .color(.white))
    #expect(picture.brightness(of: picture.bounds, share: 700) < 100)
    #expect(picture.brightness(of: picture.bounds, share: 900) > 32_000)
    #expect(picture.brightness(of: PixelRect(x: 50, y: 0, width: 1, height: 1), share: 900) == 0)
  }

  @Test func `The transfer function reads back every byte`() {
    for value in 0..<256 {
      #expect(Int(TransferFunction.encoded[Int(TransferFunction.linear[value])]) == value)
    }
    #expect(TransferFunction.linear[255] == 32_767)
    // 0.5 of an sRGB byte is 0.2140 of the light (IEC 61966-2-1).
    #expect(abs(Double(TransferFunction.linear[128]) / 32_767 - 0.2159) < 0.0005)
  }

  @Test func `Rectangles know how they lie`() {
    let first = PixelRect(x: 0, y: 0, width: 10, height: 10)
    #expect(!first.overlaps(PixelRect(x: 10, y: 0, width: 5, height: 5)))
    #expect(first.overlaps(PixelRect(x: 9, y: 9, width: 5, height: 5)))
    #expect(first.contains(first.inset(by: 2)))
    #expect(first.inset(by: 6).isEmpty)
    #expect(first.scaled(by: 3).right == 30)
  }

  @Test func `Bytes of a picture read back`() {
    let picture = samplePicture(alpha: true)
    let copy = Bitmap(width: picture.width, height: picture.height, rawPixels: picture.rawPixels)
    #expect(copy == picture)
    #expect(Bitmap(width: 2, height: 2, rawPixels: [1, 2, 3]) == nil)
  }
}

/// The resampling of opaque pictures as it is defined, pixel by pixel.
private func plainResample(_ source: Bitmap, width: Int, height: Int) -> Bitmap {
  let across = ResampleAxis.shared(length: source.width, outputs: width)
  let down = ResampleAxis.shared(length: source.height, outputs: height)
  func weights(_ axis: ResampleAxis, _ output: Int) -> [(Int, Int)] {
    (0..<axis.pairs).flatMap { pair -> [(Int, Int)] in
      let both = axis.weights[output * axis.pairs + pair]
      let first = (axis.starts[output] + pair) * 2
      return [
        (first, Int(Int16(truncatingIfNeeded: both))),
        (first + 1, Int(Int16(truncatingIfNeeded: both >> 16))),
      ].filter { $0.1 != 0 }
    }
  }
  func light(_ value: Int) -> Int { max(0, min(32_767, value >> 14)) }
  var result = Bitmap(width: width, height: height)
  for y in 0..<height {
    let rows = weights(down, y)
    for x in 0..<width {
      let bytes = [0, 8, 16].map { (shift: UInt32) -> UInt8 in
        var sum = 1 << 13
        for (column, weight) in weights(across, x) {
          var inner = 1 << 13
          for (row, factor) in rows {
            let byte = source.pixels[row * source.width + column] >> shift & 255
            inner += Int(TransferFunction.linear[Int(byte)]) * factor
          }
          sum += light(inner) * weight
        }
        return TransferFunction.encoded[light(sum)]
      }
      result[x, y] = Color(red: bytes[0], green: bytes[1], blue: bytes[2])
    }
  }
  return result
}
