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
    return Base64.url(contactID.utf8) + "." + Base64.url(Array(mac.prefix(16)))
  }
}
