internal import SourceText

/// Where the blocks of Handlebars and Mustache are that change what names mean.
struct TemplateScopes {
  // The offsets after which the depth is another.
  private var changes: [(offset: Int, depth: Int)] = []

  init(_ html: Pieces, _ opaque: OpaqueSpans) {
    var depth = 0
    for span in opaque.spans where span.isControl {
      let change = Self.change(html.bytes, span.range)
      guard change != 0 else { continue }
      depth = max(0, depth + change)
      changes.append((span.range.upperBound, depth))
    }
  }

  /// How many such blocks are open at an offset.
  func depth(at offset: Int) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : changes[low - 1].depth
  }

  // `{{#each}}`, `{{#with}}` and `{{#section}}` change the scope; `{{#if}}`, `{{#unless}}` and
  // Liquid's blocks do not.
  private static func change(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var index = range.lowerBound + 2
    while index < range.upperBound,
      ASCII.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "~")
    {
      index += 1
    }
    guard index < range.upperBound else { return 0 }
    let mark = bytes[index]
    guard mark == UInt8(ascii: "#") || mark == ASCII.slash else { return 0 }
    index += 1
    while index < range.upperBound, ASCII.isSpace(bytes[index]) { index += 1 }
    var end = index
    while end < range.upperBound, ASCII.isLetter(bytes[end]) { end += 1 }
    let word = String(decoding: bytes[index..<end], as: UTF8.self)
    guard word != "if", word != "unless" else { return 0 }
    return mark == ASCII.slash ? -1 : 1
  }

  /// Whether all tags in a value name what they print from the root.
  static func namesRoot(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      guard bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      index += 2
      while index < range.upperBound, ASCII.isSpace(bytes[index]) || bytes[index] == 0x7B {
        index += 1
      }
      guard ASCII.matches(bytes, at: index, "@root.") else { return false }
    }
    return true
  }
}
