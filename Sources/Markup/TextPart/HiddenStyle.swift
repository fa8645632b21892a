internal import SourceText

/// Whether a `style` attribute hides its element, as preheaders are hidden.
enum HiddenStyle {
  static func hides(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var hasNoHeight = false
    var cutsOff = false
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != ASCII.semicolon { end += 1 }
      while start < end, ASCII.isSpace(bytes[start]) { start += 1 }
      if start < end {
        switch ASCII.lower(bytes[start]) {
        case UInt8(ascii: "d"):
          if has("display", "none", bytes, start..<end) { return true }
        case UInt8(ascii: "v"):
          if has("visibility", "hidden", bytes, start..<end) { return true }
        case UInt8(ascii: "m"):
          if has("mso-hide", "all", bytes, start..<end) { return true }
          if has("max-height", "0", bytes, start..<end) { hasNoHeight = true }
        case UInt8(ascii: "o"):
          if has("overflow", "hidden", bytes, start..<end) { cutsOff = true }
        default: break
        }
      }
      start = end + 1
    }
    return hasNoHeight && cutsOff
  }

  private static func has(
    _ property: StaticString, _ value: StaticString, _ bytes: [UInt8], _ range: Range<Int>
  ) -> Bool {
    guard ASCII.matches(bytes, at: range.lowerBound, property) else { return false }
    var index = range.lowerBound + property.utf8CodeUnitCount
    while index < range.upperBound, ASCII.isSpace(bytes[index]) { index += 1 }
    guard index < range.upperBound, bytes[index] == UInt8(ascii: ":") else { return false }
    index += 1
    while index < range.upperBound, ASCII.isSpace(bytes[index]) { index += 1 }
    guard ASCII.matches(bytes, at: index, value) else { return false }
    index += value.utf8CodeUnitCount
    // `0px` and `0 !important` are nothing too; `0.5em` is not.
    return index >= range.upperBound
      || !(ASCII.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "."))
  }
}
