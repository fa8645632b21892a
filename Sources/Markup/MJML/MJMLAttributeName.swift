/// An attribute of MJML as a number; what is not listed is not read by any component.
enum MJMLAttributeName: UInt8, Sendable, CaseIterable {
  case align, alt, backgroundColor, backgroundHeight, backgroundPosition, backgroundPositionX
  case backgroundPositionY, backgroundRepeat, backgroundSize, backgroundUrl, backgroundWidth
  case baseUrl, border, borderBottom, borderColor, borderLeft, borderRadius, borderRight
  case borderStyle, borderTop, borderWidth, cellpadding, cellspacing, color
  case containerBackgroundColor, cssClass, direction, fluidOnMobile, fontFamily, fontSize
  case fontStyle, fontWeight, fullWidth, gap, hamburger, height, href, icoAlign, icoClose, icoColor
  case icoFontFamily, icoFontSize, icoLineHeight, icoOpen, icoPadding, icoPaddingBottom
  case icoPaddingLeft, icoPaddingRight, icoPaddingTop, icoTextDecoration, icoTextTransform
  case iconAlign, iconHeight, iconPadding, iconPosition, iconSize, iconUnwrappedAlt
  case iconUnwrappedUrl, iconWidth, iconWrappedAlt, iconWrappedUrl, id, innerBackgroundColor
  case innerBorder, innerBorderBottom, innerBorderLeft, innerBorderRadius, innerBorderRight
  case innerBorderTop, innerPadding, innerPaddingBottom, innerPaddingLeft, innerPaddingRight
  case innerPaddingTop, leftIcon, letterSpacing, lineHeight, maxHeight, mode, name, padding
  case paddingBottom, paddingLeft, paddingRight, paddingTop, rel, rightIcon, role, sizes, src
  case srcset, tableLayout, target, tbBorder, tbBorderRadius, tbHoverBorderColor
  case tbSelectedBorderColor, tbWidth, textAlign, textDecoration, textPadding, textTransform
  case thumbnails, thumbnailsSrc, title, usemap, verticalAlign, width
  case galleyBulletproof, galleyDarkBackgroundColor, galleyDarkBorderColor, galleyDarkColor
  case galleyDarkSrc

  /// As it is written: `background-color`, `galley:bulletproof`.
  var text: String { Self.texts[Int(rawValue)] }

  private static let texts: [String] = allCases.map { name in
    var text = ""
    for character in "\(name)" {
      if character.isUppercase { text += "-" }
      text += character.lowercased()
    }
    return text.hasPrefix("galley-") ? "galley:" + text.dropFirst(7) : text
  }

  // The number of a word is the number of its case.
  private static let words: CSSWords = {
    var words = CSSWords(ignoresCase: true)
    for name in allCases {
      let bytes = Array(name.text.utf8)
      _ = words.add(bytes, 0..<bytes.count)
    }
    return words
  }()

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes, 0..<bytes.count)
  }

  /// The name that stands in a range of bytes, in any case.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    let number = Self.words.find(bytes, range)
    guard number >= 0 else { return nil }
    self.init(rawValue: UInt8(number))
  }

  static let paddings: [MJMLAttributeName] = [
    .padding, .paddingTop, .paddingRight, .paddingBottom, .paddingLeft,
  ]
  static let innerPaddings: [MJMLAttributeName] = [
    .innerPadding, .innerPaddingTop, .innerPaddingRight, .innerPaddingBottom, .innerPaddingLeft,
  ]
  static let borders: [MJMLAttributeName] = [
    .border, .borderTop, .borderRight, .borderBottom, .borderLeft,
  ]
  static let innerBorders: [MJMLAttributeName] = [
    .innerBorder, .innerBorderTop, .innerBorderRight, .innerBorderBottom, .innerBorderLeft,
  ]

  /// Whether `#abc` is to be written as `#aabbcc`: Outlook reads only the long form.
  var isColor: Bool {
    switch self {
    case .color, .backgroundColor, .containerBackgroundColor, .innerBackgroundColor, .borderColor,
      .icoColor, .tbHoverBorderColor, .tbSelectedBorderColor:
      true
    default: false
    }
  }

  /// Whether what later stages say about it should name its own place, not its element's.
  var isTraced: Bool {
    switch self {
    case .href, .src, .alt, .title, .backgroundUrl, .srcset, .galleyDarkSrc: true
    default: false
    }
  }
}
