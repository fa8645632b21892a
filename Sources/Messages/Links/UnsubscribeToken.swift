internal import Crypto

/// The token that proves, without a login, which contact of which campaign wants no more mail.
///
/// `base64url(contact id) "." base64url(HMAC-SHA256(key, campaign NUL contact))`, the MAC cut to 16
/// bytes (128 bits), which RFC 2104 section 5 allows.
public struct UnsubscribeToken: Sendable {
  /// The key of previews; a mail signed with it is refused when sending.
  public static let previewKey = "galley-preview-key"

  private let key: SymmetricKey
  /// Whether tokens are made with the preview key, so that they work nowhere.
  public let isPreview: Bool

  /// Creates a maker; without a key the preview key is used.
  public init(key: String?) {
    isPreview = key == nil || key == Self.previewKey
    self.key = SymmetricKey(data: Array((key ?? Self.previewKey).utf8))
  }

  /// The token of a contact in a campaign.
  public func make(campaign: String, contactID: String) -> String {
    let mac = HMAC<SHA256>.authenticationCode(
      for: Array("\(campaign)\u{0}\(contactID)".utf8), using: key)
    return Self.base64URL(Array(contactID.utf8)) + "." + Self.base64URL(Array(mac.prefix(16)))
  }

  static func base64URL(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var word = UInt32(0)
      for byte in group { word = word << 8 | UInt32(byte) }
      word <<= UInt32(8 * (3 - group.count))
      for place in 0...group.count {
        result.append(alphabet[Int(word >> UInt32(18 - 6 * place) & 63)])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
