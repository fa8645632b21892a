internal import CDeflate

/// The checksum of zlib streams (RFC 1950, section 9).
enum Adler {
  private static let modulus: UInt64 = 65_521

  static func sum(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    unsafe libdeflate_adler32(1, bytes.baseAddress, bytes.count)
  }

  /// The sum of two pieces put together, the second of `length` bytes.
  ///
  /// The low half counts bytes from 1, the high half adds up the low halves: behind the first
  /// piece every low half of the second is larger by the first one's.
  static func combine(_ first: UInt32, _ second: UInt32, length: Int) -> UInt32 {
    let (low, high) = (UInt64(first & 0xFFFF), UInt64(first >> 16))
    let (nextLow, nextHigh) = (UInt64(second & 0xFFFF), UInt64(second >> 16))
    let count = UInt64(length) % modulus
    let newLow = (low + nextLow + modulus - 1) % modulus
    let newHigh = (high + nextHigh + count * (low + modulus - 1)) % modulus
    return UInt32(newHigh << 16 | newLow)
  }
}
