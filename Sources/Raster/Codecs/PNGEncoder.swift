public import Diagnostics

/// Writes PNG (ISO/IEC 15948): rows filtered adaptively, compressed in bands by our own deflate of
/// runs, or whole by libdeflate where the file has to be small.
///
/// The only ancillary chunk is `sRGB`; no time stamps, so equal pictures give equal bytes.
public struct PNGEncoder: Sendable {
  /// A level of libdeflate from 0 to 12 for one stream of all rows; `nil` for bands of runs.
  public var level: Int?

  /// Creates an encoder; the default is the fast one.
  public init(level: Int? = nil) { self.level = level }

  /// The file of a picture: eight-bit RGB, or RGBA when some pixel lets something through.
  public func encode(_ bitmap: Bitmap) throws(GalleyError) -> [UInt8] {
    guard bitmap.width > 0, bitmap.height > 0 else {
      throw GalleyError(.internalError, "A picture without pixels cannot be encoded")
    }
    let channels = bitmap.isOpaque ? 3 : 4
    guard level != nil else {
      return file(
        width: bitmap.width, height: bitmap.height, channels: channels,
        bands: bands(of: bitmap, channels: channels))
    }
    let filter = RowFilter(width: bitmap.width, channels: channels, rows: bitmap.height)
    let rows = unsafe filter.withFiltered(bitmap, rows: 0..<bitmap.height) { unsafe Array($0) }
    return try file(
      width: bitmap.width, height: bitmap.height, colorType: channels == 3 ? 2 : 6, palette: nil,
      rows: rows)
  }

  func file(
    width: Int, height: Int, colorType: UInt8, palette: [UInt8]?, rows: [UInt8]
  ) throws(GalleyError) -> [UInt8] {
    guard let deflater = Deflater(level: level ?? 6) else {
      throw GalleyError(.internalError, "libdeflate has no memory for a compressor")
    }
    var output = head(width: width, height: height, colorType: colorType)
    output.reserveCapacity(rows.count / 2)
    if let palette {
      appendChunk("PLTE", to: &output) { $0 += palette }
    }
    appendChunk("IDAT", to: &output) { deflater.compress(rows, into: &$0) }
    appendChunk("IEND", to: &output) { _ in }
    return output
  }

  func head(width: Int, height: Int, colorType: UInt8) -> [UInt8] {
    var output = ImageFormat.pngSignature
    appendChunk("IHDR", to: &output) { output in
      append(UInt32(width), to: &output)
      append(UInt32(height), to: &output)
      output += [8, colorType, 0, 0, 0]
    }
    // Rendering intent 0: perceptual.
    appendChunk("sRGB", to: &output) { $0.append(0) }
    return output
  }

  func appendChunk(
    _ name: StaticString, to output: inout [UInt8], content: (inout [UInt8]) -> Void
  ) {
    let lengthOffset = output.count
    append(UInt32(0), to: &output)
    output += Array(name.description.utf8)
    content(&output)
    let length = UInt32(output.count - lengthOffset - 8)
    for byte in 0..<4 {
      output[lengthOffset + byte] = UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32(byte)))
    }
    append(Deflater.checksum(output, lengthOffset + 4..<output.count), to: &output)
  }

  func append(_ value: UInt32, to output: inout [UInt8]) {
    for shift in [24, 16, 8, 0] as [UInt32] {
      output.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
