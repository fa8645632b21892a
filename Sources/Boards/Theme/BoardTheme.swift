internal import Raster

/// How boards look: colours, fonts, radius, shadow, spacing. Read from `Assets/themes/*.yml`.
public struct BoardTheme: Sendable, Hashable {
  /// The name, as `--theme` and `board.yml` use it.
  public var name: String
  /// What it feels like, in a few words.
  public var summary: String
  var palette: Palette
  var headingFamily: String
  var headingWeight: Int
  var headingTracking: Int
  var bodyFamily: String
  /// Of cards at scale 1, in pixels.
  var radius: Int
  /// Between cards.
  var spacing: Int
  /// Around everything.
  var margin: Int
  var shadow: Shadow
  var gradientAngle: Int
  var decoration: Decoration
  var alignment: HeaderAlignment

  /// The colours.
  struct Palette: Sendable, Hashable {
    var background: Color
    var backgroundEnd: Color
    var surface: Color
    var text: Color
    var muted: Color
    var accent: Color
    var accentText: Color
    var line: Color
    /// Grounds of cards without a picture, used in turn.
    var tints: [Color]
  }

  /// What is drawn behind the cards.
  enum Decoration: String, Sendable, Hashable, CaseIterable {
    case none
    case circles
    case arcs
    case band
  }

  /// Where the header stands.
  enum HeaderAlignment: String, Sendable, Hashable, CaseIterable {
    case start
    case center
  }
}
