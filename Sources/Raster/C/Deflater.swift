internal import CDeflate

/// Compresses into a zlib stream with libdeflate, and gives the checksum that PNG chunks need.
@safe struct Deflater: ~Copyable {
  private let compressor: OpaquePointer

  /// Levels run from 0 (stored) to 12 (slowest).
  init?(level: Int) {
    guard let made = unsafe libdeflate_alloc_compressor(Int32(min(max(level, 0), 12))) else {
      return nil
    }
    unsafe compressor = made
  }

  deinit {
    unsafe libdeflate_free_compressor(compressor)
  }

  /// The zlib stream of `input`, appended to `output`.
  func compress(_ input: [UInt8], into output: inout [UInt8]) {
    let bound = unsafe libdeflate_zlib_compress_bound(compressor, input.count)
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: bound))
    let size = unsafe input.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        unsafe libdeflate_zlib_compress(
          compressor, source.baseAddress, source.count, target.baseAddress?.advanced(by: start),
          bound)
      }
    }
    output.removeLast(bound - size)
  }

  /// The CRC-32 of a range of bytes.
  static func checksum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe libdeflate_crc32(0, buffer.baseAddress?.advanced(by: range.lowerBound), range.count)
    }
  }
}
