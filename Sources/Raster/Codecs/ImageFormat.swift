public import Diagnostics

/// The picture formats that can be read, told apart by their first bytes.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
  /// Portable Network Graphics.
  case png
  /// JPEG.
  case jpeg

  static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The format of some bytes, or `nil` when they are neither.
  public init?(sniffing bytes: [UInt8]) {
    if bytes.starts(with: Self.pngSignature) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      return nil
    }
  }
}

extension Bitmap {
  /// Decodes a PNG or JPEG picture, upright as its EXIF orientation asks.
  ///
  /// `target` is the size it will be shown at: a large JPEG is then decoded at a fraction of its
  /// size, but never below twice the target. Throws `malformedFile` or `limitExceeded`.
  public static func decode(
    _ bytes: [UInt8], limits: ImageLimits = ImageLimits(),
    target: (width: Int, height: Int)? = nil
  ) throws(GalleyError) -> Bitmap {
    guard bytes.count <= limits.fileBytes else {
      throw GalleyError(.limitExceeded, "The picture file has \(bytes.count) bytes, too many")
    }
    switch ImageFormat(sniffing: bytes) {
    case .png:
      if let size = PNGDecoder.size(of: bytes) {
        try limits.check(width: size.width, height: size.height)
        try limits.checkDecoded(width: size.width, height: size.height)
      }
      return try PNGDecoder.decode(bytes, limits: limits)
    case .jpeg:
      let orientation = EXIFOrientation.read(fromJPEG: bytes)
      var target = target
      if let wanted = target, orientation.swapsSides { target = (wanted.height, wanted.width) }
      let bitmap = try JPEGDecoder.decode(bytes, limits: limits, target: target)
      return bitmap.oriented(orientation)
    case nil:
      throw GalleyError(
        .malformedFile, "The file is neither a PNG nor a JPEG picture",
        hint: "Save the picture as PNG or JPEG.")
    }
  }
}
