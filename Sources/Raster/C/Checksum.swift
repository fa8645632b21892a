internal import CDeflate

/// The CRC-32 of files, at memory speed: it tells torn and damaged files, not forged ones.
public enum Checksum {
  /// The checksum of bytes, or of what came before and then these.
  public static func crc32(_ bytes: [UInt8], continuing checksum: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe libdeflate_crc32(checksum, buffer.baseAddress, buffer.count)
    }
  }

  /// The checksum as eight hexadecimal digits.
  public static func text(_ checksum: UInt32) -> String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}
