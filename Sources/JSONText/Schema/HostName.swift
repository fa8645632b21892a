/// Host names as RFC 1123 and IDNA 2008 (RFC 5890 to 5893) define them.
///
/// Scripts, joining types and directions are told by blocks: the standard library knows no finer.
enum HostName {
  /// Whether a text is a host name, with labels of other scripts if they are allowed.
  static func isValid(_ text: String, allowsUnicode: Bool) -> Bool {
    let dots: Set<UInt32> = allowsUnicode ? [0x2E, 0x3002, 0xFF0E, 0xFF61] : [0x2E]
    let labels = Array(text.unicodeScalars)
      .split(omittingEmptySubsequences: false) { dots.contains($0.value) }
    var length = labels.count - 1
    var decoded: [[Unicode.Scalar]] = []
    for label in labels {
      guard let scalars = scalars(of: Array(label), allowsUnicode: allowsUnicode) else {
        return false
      }
      let isPlain = scalars.allSatisfy(\.isASCII)
      let size = isPlain ? scalars.count : Punycode.encoded(scalars).count + 4
      guard size <= 63 else { return false }
      length += size
      decoded.append(scalars)
    }
    guard length <= 253 else { return false }
    let isBidirectional = decoded.contains { $0.contains { Direction($0).isRightToLeft } }
    return !isBidirectional || decoded.allSatisfy(followsBidiRule)
  }

  // The scalars that a label stands for, or `nil` when it is no label.
  private static func scalars(
    of label: [Unicode.Scalar], allowsUnicode: Bool
  ) -> [Unicode.Scalar]? {
    guard let first = label.first, let last = label.last, first != "-", last != "-" else {
      return nil
    }
    let hasMark = label.count >= 4 && label[2] == "-" && label[3] == "-"
    guard label.allSatisfy(\.isASCII) else {
      return allowsUnicode && !hasMark && isUnicodeLabel(label) ? label : nil
    }
    let bytes = label.map { UInt8($0.value) }
    guard bytes.count <= 63,
      bytes.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D })
    else { return nil }
    guard hasMark else { return label }
    guard bytes[0] | 0x20 == 0x78, bytes[1] | 0x20 == 0x6E else { return nil }
    let lower = bytes[4...].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    guard let decoded = Punycode.decoded(lower), !decoded.allSatisfy(\.isASCII),
      Punycode.encoded(decoded) == lower, decoded.first != "-", decoded.last != "-",
      !(decoded.count >= 4 && decoded[2] == "-" && decoded[3] == "-"), isUnicodeLabel(decoded)
    else { return nil }
    return decoded
  }

  private static func isUnicodeLabel(_ label: [Unicode.Scalar]) -> Bool {
    switch label.first?.properties.generalCategory {
    case .spacingMark, .nonspacingMark, .enclosingMark, nil: return false
    default: break
    }
    for (index, scalar) in label.enumerated() {
      let before = index > 0 ? label[index - 1] : nil
      let after = index + 1 < label.count ? label[index + 1] : nil
      guard isAllowed(scalar, before, after, in: label) else { return false }
    }
    return true
  }

  // RFC 5892, sections 2 and 3 and appendix A.
  private static func isAllowed(
    _ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?,
    in label: [Unicode.Scalar]
  ) -> Bool {
    let value = scalar.value
    switch value {
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, 0x2D: return true
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
    case 0xB7: return before == "l" && after == "l"
    case 0x375: return after.map { (0x370...0x3FF).contains($0.value) } ?? false
    case 0x5F3, 0x5F4: return before.map { (0x590...0x5FF).contains($0.value) } ?? false
    case 0x30FB: return label.contains { isJapanese($0.value) }
    case 0x660...0x669: return !label.contains { (0x6F0...0x6F9).contains($0.value) }
    case 0x6F0...0x6F9: return !label.contains { (0x660...0x669).contains($0.value) }
    case 0x200C:
      if isVirama(before) { return true }
      return [before, after].allSatisfy { $0.map { Direction($0) == .arabic } ?? false }
    case 0x200D: return isVirama(before)
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return false
    default: break
    }
    let properties = scalar.properties
    if scalar.isASCII { return value &- 0x30 < 10 || value &- 0x61 < 26 }
    guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint,
      !properties.isWhitespace, !properties.isNoncharacterCodePoint
    else { return false }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.canonicalCombiningClass == .virama
  }

  private static func isJapanese(_ value: UInt32) -> Bool {
    switch value {
    case 0x30FB: false
    case 0x3005, 0x3007, 0x3041...0x309F, 0x30A1...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
      0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x2FA1F:
      true
    default: false
    }
  }

  /// The classes of RFC 5893 that its rule asks for.
  private enum Direction {
    case left
    case hebrew
    case arabic
    case arabicNumber
    case europeanNumber
    case mark
    case neutral

    init(_ scalar: Unicode.Scalar) {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark:
        self = .mark
        return
      default: break
      }
      self =
        switch scalar.value {
        case 0x30...0x39, 0x6F0...0x6F9: .europeanNumber
        case 0x2D, 0x2B, 0x200C, 0x200D: .neutral
        case 0x660...0x669, 0x66B, 0x66C: .arabicNumber
        case 0x590...0x5FF, 0x7C0...0x85F, 0xFB1D...0xFB4F, 0x10800...0x10FFF: .hebrew
        case 0x600...0x7BF, 0x860...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
        default: .left
        }
    }

    var isRightToLeft: Bool { self == .hebrew || self == .arabic || self == .arabicNumber }
  }

  // RFC 5893 section 2, for domain names with any right-to-left label.
  private static func followsBidiRule(_ label: [Unicode.Scalar]) -> Bool {
    let directions = label.map { Direction($0) }
    guard let first = directions.first, let last = directions.last(where: { $0 != .mark }) else {
      return false
    }
    switch first {
    case .hebrew, .arabic:
      return !directions.contains(.left)
        && !(directions.contains(.arabicNumber) && directions.contains(.europeanNumber))
        && (last.isRightToLeft || last == .europeanNumber)
    case .left:
      return !directions.contains(where: \.isRightToLeft)
        && (last == .left || last == .europeanNumber)
    case .arabicNumber, .europeanNumber, .mark, .neutral:
      return false
    }
  }
}
