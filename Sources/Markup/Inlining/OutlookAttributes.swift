internal import SourceText

/// The old attributes that Outlook reads where it ignores CSS.
enum OutlookAttributes {
  private static let sized: Set<String> = ["table", "td", "th", "img"]
  private static let tableParts: Set<String> = [
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col",
  ]
  private static let mapped: [(property: String, attribute: String)] = [
    ("text-align", "align"), ("vertical-align", "valign"), ("background-image", "background"),
    ("background-color", "bgcolor"),
  ]

  /// The attributes to add to an element, or `nil` for none; its own are never replaced.
  static func text(
    _ style: StyleMerger, _ tree: HTMLTree, _ element: Int, _ options: InliningOptions
  ) -> String? {
    var output = ""
    let name = tree.elements[element].name
    func add(_ attribute: String, _ value: String) {
      guard tree.attribute(attribute, of: element) == nil, !value.isEmpty else { return }
      output += " \(attribute)=\"\(value)\""
    }
    if options.setsSizeAttributes, sized.contains(name) {
      for property in ["width", "height"] {
        if let entry = style.value(property), let value = size(entry),
          // A percentage means something else in the attribute of an image.
          name != "img" || !value.hasSuffix("%")
        {
          add(property, value)
        }
      }
    }
    if options.setsTableAttributes, tableParts.contains(name) {
      for (property, attribute) in mapped {
        guard let entry = style.value(property), entry.origin == nil else { continue }
        let value =
          property == "background-image" ? url(entry.value) : plain(entry.value)
        if let value { add(attribute, value) }
      }
    }
    return output.isEmpty ? nil : output
  }

  private static func size(_ entry: StyleEntry) -> String? {
    guard entry.origin == nil else { return nil }
    let text = String(decoding: entry.value, as: UTF8.self).lowercased()
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
    return String(
      decoding: StyleMerger.escaped(Array(value[range]), quote: ASCII.quote), as: UTF8.self)
  }
}
