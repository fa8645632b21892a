internal import Crypto

/// Makes the ids of records that come without one.
///
/// UUID version 5 (RFC 9562 section 5.5) over tenant, entity and natural key, so that a rebuild of
/// the store from the same files changes no id, variant, Message-ID or token.
public enum DeterministicID {
  /// The id of a record, such as `6ba7b810-9dad-51d1-80b4-00c04fd430c8`, in lower case.
  ///
  /// The three parts are separated by a byte that none of them may hold.
  public static func make(tenant: TenantID, entity: String, naturalKey: String) -> String {
    uuid(namespace: namespace, name: Array("\(tenant)\u{0}\(entity)\u{0}\(naturalKey)".utf8))
  }

  // Galley's own namespace, drawn once at random.
  private static let namespace: [UInt8] = [
    0x3F, 0x1D, 0x9C, 0x42, 0x7B, 0x60, 0x4E, 0x0A, 0x9A, 0x55, 0xC1, 0x08, 0x2E, 0x77, 0xD4, 0x6B,
  ]

  static func uuid(namespace: [UInt8], name: [UInt8]) -> String {
    var bytes = Array(Insecure.SHA1.hash(data: namespace + name).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
