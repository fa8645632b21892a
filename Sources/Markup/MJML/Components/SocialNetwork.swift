/// The networks that `mj-social-element name` knows: icon, colour and share link.
struct SocialNetwork {
  var icon: String
  var color: String
  /// The link with `[[URL]]` where the address goes, or `nil` when the address is the link.
  var share: String?

  private static let icons = "https://www.mailjet.com/images/theme/v1/icons/ico-social/"

  /// The network of a name; `-noshare` leaves the share link out.
  static func named(_ name: String) -> SocialNetwork? {
    let isPlain = name.hasSuffix("-noshare")
    guard var network = all[isPlain ? String(name.dropLast(8)) : name] else { return nil }
    if isPlain { network.share = nil }
    return network
  }

  private init(_ icon: String, _ color: String, _ share: String? = nil) {
    self.icon = Self.icons + icon + ".png"
    self.color = color
    self.share = share
  }

  private static let all: [String: SocialNetwork] = [
    "facebook": SocialNetwork(
      "facebook", "#3b5998", "https://www.facebook.com/sharer/sharer.php?u=[[URL]]"),
    "twitter": SocialNetwork(
      "twitter", "#55acee", "https://twitter.com/intent/tweet?url=[[URL]]"),
    "x": SocialNetwork("twitter-x", "#000000", "https://twitter.com/intent/tweet?url=[[URL]]"),
    "google": SocialNetwork(
      "google-plus", "#dc4e41", "https://plus.google.com/share?url=[[URL]]"),
    "pinterest": SocialNetwork(
      "pinterest", "#bd081c",
      "https://pinterest.com/pin/create/button/?url=[[URL]]&media=&description="),
    "linkedin": SocialNetwork(
      "linkedin", "#0077b5",
      "https://www.linkedin.com/shareArticle?mini=true&url=[[URL]]&title=&summary=&source="),
    "instagram": SocialNetwork("instagram", "#3f729b"),
    "web": SocialNetwork("web", "#4BADE9"),
    "snapchat": SocialNetwork("snapchat", "#FFFA54"),
    "youtube": SocialNetwork("youtube", "#EB3323"),
    "tumblr": SocialNetwork(
      "tumblr", "#344356", "https://www.tumblr.com/widgets/share/tool?canonicalUrl=[[URL]]"),
    "github": SocialNetwork("github", "#000000"),
    "xing": SocialNetwork(
      "xing", "#296366", "https://www.xing.com/app/user?op=share&url=[[URL]]"),
    "vimeo": SocialNetwork("vimeo", "#53B4E7"),
    "medium": SocialNetwork("medium", "#000000"),
    "soundcloud": SocialNetwork("soundcloud", "#EF7F31"),
    "dribbble": SocialNetwork("dribbble", "#D95988"),
  ]
}
