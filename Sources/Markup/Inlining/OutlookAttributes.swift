internal import SourceText

/// The old attributes that Outlook reads where it ignores CSS.
struct OutlookAttributes {
  /// The properties that have one, in the order their attributes are written.
  static let properties: [StaticString] = [
    "width", "height", "text-align", "vertical-align", "background-image", "background-color",
  ]
  private static let names: [HTMLName] = [
    .width, .height, .align, .valign, .background, .bgcolor,
  ]

  private static func isSized(_ tag: HTMLName) -> Bool {
    tag == .table || tag == .td || tag == .th || tag == .img
  }

  private static func isTablePart(_ tag: HTMLName) -> Bool {
    switch tag {
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption, .colgroup, .col: true
    default: false
    }
  }

  /// Whether an element has such attributes at all.
  static func apply(to tag: HTMLName, _ options: InliningOptions) -> Bool {
    (options.setsSizeAttributes && isSized(tag))
      || (options.setsTableAttributes && isTablePart(tag))
  }

  /// The value of each attribute for the value of its property, or `nil` for none.
  static func attribute(_ property: Int, _ value: [UInt8]) -> String? {
    switch property {
    case 0, 1: size(value)
    case 4: url(value)
    default: plain(value)
    }
  }

  /// Writes the attributes of an element that it does not have itself.
  static func append(
    _ values: [String?], _ tag: HTMLName, _ options: InliningOptions, to output: inout [UInt8],
    isOwn: (HTMLName) -> Bool
  ) {
    for (index, value) in values.enumerated() {
      guard let value, !value.isEmpty else { continue }
      if index < 2 {
        guard options.setsSizeAttributes, isSized(tag) else { continue }
        // A percentage means something else in the attribute of an image.
        if tag == .img, value.utf8.last == UInt8(ascii: "%") { continue }
      } else {
        guard options.setsTableAttributes, isTablePart(tag) else { continue }
      }
      guard !isOwn(names[index]) else { continue }
      output += " \(names[index].text)=\"\(value)\"".utf8
    }
  }

  /// Whether a start tag has one of these attributes itself.
  static func hasOwn(_ tree: HTMLTree, _ token: Int) -> Bool {
    for index in tree.source.tokens[token].attributes {
      switch tree.source.attributes[index].known {
      case .width, .height, .align, .valign, .background, .bgcolor: return true
      default: continue
      }
    }
    return false
  }

  private static func size(_ value: [UInt8]) -> String? {
    let text = String(decoding: value, as: UTF8.self).lowercased()
    if text == "auto" { return text }
    if text.hasSuffix("px"), Double(text.dropLast(2)) != nil { return String(text.dropLast(2)) }
    if text.hasSuffix("%"), Double(text.dropLast(1)) != nil { return text }
    return nil
  }

  private static func plain(_ value: [UInt8]) -> String? {
    let isSafe = value.allSatisfy {
      ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "#") || $0 == 0x2D
    }
    return isSafe ? String(decoding: value, as: UTF8.self) : nil
  }

  private static func url(_ value: [UInt8]) -> String? {
    guard ASCII.matches(value, at: 0, "url("), value.last == UInt8(ascii: ")") else { return nil }
    var range = ASCII.trimmed(value, 4..<value.count - 1)
    if let first = range.first, range.count >= 2, value[first] == value[range.upperBound - 1],
      value[first] == ASCII.quote || value[first] == ASCII.apostrophe
    {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    var output: [UInt8] = []
    StyleMerger.appendEscaped(value, range, quote: ASCII.quote, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
