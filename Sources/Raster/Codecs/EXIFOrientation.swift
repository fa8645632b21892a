/// How a camera was held, from the EXIF tag 0x0112 (CIPA DC-008, section 4.6.4).
enum EXIFOrientation: Int, CaseIterable {
  case up = 1
  case upMirrored
  case down
  case downMirrored
  case leftMirrored
  case right
  case rightMirrored
  case left

  /// Whether width and height change places.
  var swapsSides: Bool { rawValue >= 5 }

  /// Reads the tag from the APP1 segment; anything odd counts as upright.
  static func read(fromJPEG bytes: [UInt8]) -> EXIFOrientation {
    var offset = 2
    while offset + 4 <= bytes.count, bytes[offset] == 0xFF {
      let marker = bytes[offset + 1]
      // Start of scan: the headers are over.
      if marker == 0xDA || marker == 0xD9 { break }
      let length = Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
      guard length >= 2, offset + 2 + length <= bytes.count else { break }
      if marker == 0xE1, let found = parse(Array(bytes[offset + 4..<offset + 2 + length])) {
        return found
      }
      offset += 2 + length
    }
    return .up
  }

  private static func parse(_ segment: [UInt8]) -> EXIFOrientation? {
    guard segment.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) else { return nil }
    let tiff = Array(segment.dropFirst(6))
    guard tiff.count >= 8 else { return nil }
    let isLittle = tiff[0] == 0x49 && tiff[1] == 0x49
    guard isLittle || (tiff[0] == 0x4D && tiff[1] == 0x4D) else { return nil }
    func number(_ offset: Int, _ size: Int) -> Int? {
      guard offset >= 0, offset + size <= tiff.count else { return nil }
      let slice = tiff[offset..<offset + size]
      return isLittle
        ? slice.reversed().reduce(0) { $0 << 8 | Int($1) } : slice.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
    for entry in 0..<count {
      let offset = directory + 2 + entry * 12
      guard let tag = number(offset, 2) else { return nil }
      if tag == 0x0112 { return number(offset + 8, 2).flatMap(EXIFOrientation.init(rawValue:)) }
    }
    return nil
  }
}

extension Bitmap {
  /// The picture turned and mirrored so that it stands upright.
  func oriented(_ orientation: EXIFOrientation) -> Bitmap {
    guard orientation != .up else { return self }
    let newWidth = orientation.swapsSides ? height : width
    let newHeight = orientation.swapsSides ? width : height
    var result = [UInt32](repeating: 0, count: pixels.count)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (sourceX, sourceY) =
          switch orientation {
          case .up: (x, y)
          case .upMirrored: (width - 1 - x, y)
          case .down: (width - 1 - x, height - 1 - y)
          case .downMirrored: (x, height - 1 - y)
          case .leftMirrored: (y, x)
          case .right: (y, height - 1 - x)
          case .rightMirrored: (width - 1 - y, height - 1 - x)
          case .left: (width - 1 - y, x)
          }
        result[y * newWidth + x] = pixels[sourceY * width + sourceX]
      }
    }
    return Bitmap(width: newWidth, height: newHeight, pixels: result)
  }
}
