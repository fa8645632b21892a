/// Decides which clusters are shown as colour emoji (UTS 51, section 4.3).
enum EmojiProperty {
  static let textSelector: UInt32 = 0xFE0E
  static let emojiSelector: UInt32 = 0xFE0F

  /// Whether a cluster asks for colour: by its default presentation or by a selector. Digits have
  /// neither, so they never come from the emoji font unless a keycap is spelled out.
  static func isEmoji(_ cluster: ArraySlice<UInt32>) -> Bool {
    guard let first = cluster.first, let scalar = Unicode.Scalar(first) else { return false }
    if cluster.contains(textSelector) { return false }
    guard scalar.properties.isEmoji else { return false }
    if cluster.contains(emojiSelector) { return true }
    if scalar.properties.isEmojiPresentation { return true }
    // A modifier or a flag's second letter makes an emoji of a character that is text by itself.
    return cluster.dropFirst().contains { value in
      Unicode.Scalar(value)?.properties.isEmojiModifier == true
    }
  }
}
