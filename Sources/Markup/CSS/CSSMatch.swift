/// Whether a selector means an element, when template tags may still change the document.
enum CSSMatch {
  case no, yes
  /// It depends on what a template tag repeats, hides or prints.
  case maybe

  init(_ value: Bool) { self = value ? .yes : .no }

  static prefix func ! (match: CSSMatch) -> CSSMatch {
    switch match {
    case .no: .yes
    case .yes: .no
    case .maybe: .maybe
    }
  }

  /// Both.
  func and(_ other: CSSMatch) -> CSSMatch {
    if self == .no || other == .no { return .no }
    return self == .maybe || other == .maybe ? .maybe : .yes
  }

  /// Either.
  func or(_ other: CSSMatch) -> CSSMatch {
    if self == .yes || other == .yes { return .yes }
    return self == .maybe || other == .maybe ? .maybe : .no
  }
}
