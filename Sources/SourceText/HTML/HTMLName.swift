/// The names of elements and attributes that mail uses, as numbers: cheap to compare and to hold.
public enum HTMLName: UInt8, Sendable, Hashable, CaseIterable {
  /// A name that is not listed here, such as those of MJML.
  case other
  /// An element; a few are attributes too.
  case a, abbr, address, applet, area, article, aside, audio, b, base, big, blockquote, body, br
  /// An element.
  case button, caption, center, cite, code, col, colgroup, dd, del, details, dialog, dir, div, dl
  /// An element.
  case dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame, frameset, h1, h2
  /// An element.
  case h3, h4, h5, h6, head, header, hr, html, i, iframe, img, input, ins, kbd, label, legend, li
  /// An element.
  case link, main, map, mark, marquee, menu, meta, mjml, nav, noembed, noframes, noscript, object
  /// An element.
  case ol, optgroup, option, p, param, picture, pre, q, s, samp, script, section, select, small
  /// An element.
  case source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template
  /// An element.
  case textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, video, wbr, xml, xmp
  /// An attribute.
  case align, alt, background, bgcolor, border, cellpadding, cellspacing, checked, `class`, color
  /// An attribute.
  case colspan, content, dataEmbed, disabled, face, height, hidden, href, id, lang, media, name
  /// An attribute.
  case rel, role, rowspan, size, src, srcset, start, target, type, usemap, valign, value, width

  /// The name in lower case; empty for `other`.
  public var text: String { Self.texts[Int(rawValue)] }

  private static let texts: [String] = allCases.map { name in
    switch name {
    case .other: ""
    case .dataEmbed: "data-embed"
    default: "\(name)"
    }
  }

  /// The name that a text is, in any case; `other` for one that is not listed.
  public init(text: String) {
    let bytes = Array(text.utf8)
    self = Self.find(bytes, 0..<bytes.count)
  }

  /// The name that stands in a range of bytes, in any case.
  static func find(_ bytes: [UInt8], _ range: Range<Int>) -> HTMLName {
    names.find(bytes, range)
  }

  private static let names = HTMLNameTable()
}

/// Finds names by their bytes, by open addressing.
private struct HTMLNameTable: Sendable {
  private var keys: [(low: UInt64, high: UInt64)]
  private var names: [HTMLName]
  private static let mask = 1023

  init() {
    keys = Array(repeating: (0, 0), count: Self.mask + 1)
    names = Array(repeating: .other, count: Self.mask + 1)
    for name in HTMLName.allCases where name != .other {
      let bytes = Array(name.text.utf8)
      let key = Self.pack(bytes, 0..<bytes.count)
      var slot = Self.slot(key)
      while keys[slot].low != 0 { slot = (slot + 1) & Self.mask }
      keys[slot] = key
      names[slot] = name
    }
  }

  // At most 16 bytes in lower case as two numbers.
  @inline(__always)
  private static func pack(_ bytes: [UInt8], _ range: Range<Int>) -> (low: UInt64, high: UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in range {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(ASCII.lower(bytes[index]))
    }
    return (low, high)
  }

  @inline(__always)
  private static func slot(_ key: (low: UInt64, high: UInt64)) -> Int {
    let mixed = (key.low ^ key.high &* 0x9E37_79B9_7F4A_7C15) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: mixed >> 50) & mask
  }

  func find(_ bytes: [UInt8], _ range: Range<Int>) -> HTMLName {
    guard range.count <= 16 else { return .other }
    let key = Self.pack(bytes, range)
    var slot = Self.slot(key)
    while keys[slot].low != 0 {
      if keys[slot] == key { return names[slot] }
      slot = (slot + 1) & Self.mask
    }
    return .other
  }
}

/// A set of names.
struct HTMLNameSet: Sendable {
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0

  init(_ names: HTMLName...) {
    for name in names {
      let bit = UInt64(1) << UInt64(name.rawValue & 63)
      switch name.rawValue >> 6 {
      case 0: low |= bit
      case 1: middle |= bit
      default: high |= bit
      }
    }
  }

  @inline(__always)
  func contains(_ name: HTMLName) -> Bool {
    let word = name.rawValue < 64 ? low : name.rawValue < 128 ? middle : high
    return word >> UInt64(name.rawValue & 63) & 1 == 1
  }
}
