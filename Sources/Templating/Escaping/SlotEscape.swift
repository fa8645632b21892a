/// How a slot's value is written, decided when the template is compiled.
enum SlotEscape: Sendable, Equatable {
  /// As it is.
  case none
  /// HTML text.
  case html
  /// A quoted attribute value.
  case attribute
  /// The start of a URL: its scheme is checked.
  case urlStart(inCSS: Bool)
  /// A URL whose scheme is not decided yet: the value must not decide it.
  case urlUndecided(inCSS: Bool)
  /// Past the scheme of a URL.
  case urlRest(inCSS: Bool)
  /// A value in CSS.
  case css
  /// A whole JSON value.
  case jsonValue
  /// The inside of a JSON string.
  case jsonString
  /// A header line.
  case header
}
