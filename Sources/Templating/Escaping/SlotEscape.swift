internal import SourceText

/// How a slot's value is written, decided when the template is compiled.
enum SlotEscape: UInt8, Sendable {
  /// As it is.
  case none
  /// HTML text.
  case html
  /// A quoted attribute value.
  case attribute
  /// The start of a URL: its scheme is checked.
  case urlStart
  /// A URL whose scheme is not decided yet: the value must not decide it.
  case urlUndecided
  /// Past the scheme of a URL.
  case urlRest
  /// The same three inside `url(…)` in CSS.
  case cssURLStart, cssURLUndecided, cssURLRest
  /// A value in CSS.
  case css
  /// A whole JSON value.
  case jsonValue
  /// The inside of a JSON string.
  case jsonString
  /// A header line.
  case header

  /// A text with none of these is written as it is.
  var troubles: TextTraits {
    switch self {
    case .none: []
    case .html, .attribute: .markup
    case .urlStart: [.url, .scheme]
    case .urlUndecided: [.url, .colon]
    case .urlRest: .url
    case .cssURLStart: [.url, .scheme, .cssURL]
    case .cssURLUndecided: [.url, .colon, .cssURL]
    case .cssURLRest: [.url, .cssURL]
    case .css, .jsonValue, .jsonString: .text
    case .header: .control
    }
  }

  var isInCSSURL: Bool {
    switch self {
    case .cssURLStart, .cssURLUndecided, .cssURLRest: true
    default: false
    }
  }
}
