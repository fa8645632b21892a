/// Which copy: one of every segment, variant and locale of a campaign.
public struct CopyKey: Sendable, Hashable, Comparable {
  /// The segment's name.
  public var segment: String
  /// The variant's name.
  public var variant: String
  /// The locale.
  public var locale: String

  /// Creates a key.
  public init(segment: String, variant: String, locale: String) {
    self.segment = segment
    self.variant = variant
    self.locale = locale
  }

  /// `segment.variant.locale`, the name of the copy file without its extension.
  public var name: String { "\(segment).\(variant).\(locale)" }

  /// Orders by segment, variant, locale.
  public static func < (lhs: CopyKey, rhs: CopyKey) -> Bool {
    (lhs.segment, lhs.variant, lhs.locale) < (rhs.segment, rhs.variant, rhs.locale)
  }
}

extension Campaign {
  /// Every copy the campaign has, in the order of its segments, variants and locales.
  public var copyKeys: [CopyKey] {
    segments.flatMap { segment in
      variants.flatMap { variant in
        locales.map { CopyKey(segment: segment.name, variant: variant.name, locale: $0) }
      }
    }
  }
}
