/// Some rows of a PNG file as compressed data that depends on no other rows.
public struct PNGBand: Sendable, Hashable {
  /// A whole IDAT chunk with its CRC.
  let chunk: [UInt8]
  /// The Adler-32 of the filtered rows.
  let adler: UInt32
  /// How many bytes the filtered rows have.
  let length: Int
}

extension PNGEncoder {
  /// How many rows a band of a picture has. A function of the width alone, so that a picture has
  /// the same bytes whether its bands were kept or made anew.
  public static func bandHeight(width: Int) -> Int {
    // 60 is a multiple of every scale. Very wide rows make shorter bands of about a megabyte.
    max(1, min(60, (1 << 20) / (max(1, width) * 4)))
  }

  /// The bands of a picture, from the top; `channels` is 3, or 4 with alpha.
  public func bands(of bitmap: Bitmap, channels: Int) -> [PNGBand] {
    let encoder = BandEncoder(width: bitmap.width, channels: channels)
    let height = Self.bandHeight(width: bitmap.width)
    return stride(from: 0, to: bitmap.height, by: height).map { top in
      encoder.band(of: bitmap, rows: top..<min(bitmap.height, top + height))
    }
  }

  /// The band of a picture of at most `bandHeight` rows.
  public func band(of bitmap: Bitmap, channels: Int) -> PNGBand {
    BandEncoder(width: bitmap.width, channels: channels).band(of: bitmap, rows: 0..<bitmap.height)
  }

  /// The file of a picture whose bands are known.
  public func file(width: Int, height: Int, channels: Int, bands: [PNGBand]) -> [UInt8] {
    var output = head(width: width, height: height, colorType: channels == 3 ? 2 : 6)
    output.reserveCapacity(bands.reduce(128) { $0 + $1.chunk.count })
    // Deflate with a window of 32 KB, no dictionary, "fastest" (RFC 1950).
    appendChunk("IDAT", to: &output) { $0 += [0x78, 0x01] }
    var adler: UInt32 = 1
    for band in bands {
      output += band.chunk
      adler = Adler.combine(adler, band.adler, length: band.length)
    }
    appendChunk("IDAT", to: &output) { output in
      // The last block: stored, empty.
      output += [1, 0, 0, 0xFF, 0xFF]
      append(adler, to: &output)
    }
    appendChunk("IEND", to: &output) { _ in }
    return output
  }
}

/// Filters and compresses bands; keeps its buffers.
final class BandEncoder {
  private let width: Int
  private let channels: Int
  private let filter: RowFilter
  private let deflater = RunDeflater()

  init(width: Int, channels: Int) {
    self.width = width
    self.channels = channels
    filter = RowFilter(
      width: width, channels: channels, rows: PNGEncoder.bandHeight(width: width))
  }

  /// Encodes some rows of a picture as wide as the file.
  func band(of bitmap: Bitmap, rows: Range<Int>) -> PNGBand {
    precondition(bitmap.width == width && rows.upperBound <= bitmap.height)
    return unsafe filter.withFiltered(bitmap, rows: rows) { filtered in
      var chunk: [UInt8] = []
      PNGEncoder().appendChunk("IDAT", to: &chunk) { chunk in
        unsafe chunk += deflater.segment(filtered)
      }
      return unsafe PNGBand(
        chunk: chunk, adler: Adler.sum(filtered), length: filtered.count)
    }
  }
}
