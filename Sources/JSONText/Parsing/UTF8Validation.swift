/// Tells whether bytes are well-formed UTF-8, eight at a time where they are ASCII.
enum UTF8Validation {
  /// The well-formed sequences of the Unicode standard, table 3-7.
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let count = bytes.count
    var index = 0
    @inline(__always) func follows(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool
    {
      guard index &+ offset < count else { return false }
      let byte = unsafe base[index &+ offset]
      return byte >= low && byte <= high
    }
    while index < count {
      let byte = unsafe base[index]
      if byte < 0x80 {
        while index &+ 8 <= count,
          unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
            & 0x8080_8080_8080_8080 == 0
        {
          index &+= 8
        }
        while index < count, unsafe base[index] < 0x80 { index &+= 1 }
        continue
      }
      switch byte {
      case 0xC2...0xDF:
        guard follows(1) else { return false }
        index &+= 2
      case 0xE0...0xEF:
        let low: UInt8 = byte == 0xE0 ? 0xA0 : 0x80
        let high: UInt8 = byte == 0xED ? 0x9F : 0xBF
        guard follows(1, low, high), follows(2) else { return false }
        index &+= 3
      case 0xF0...0xF4:
        let low: UInt8 = byte == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = byte == 0xF4 ? 0x8F : 0xBF
        guard follows(1, low, high), follows(2), follows(3) else { return false }
        index &+= 4
      default:
        return false
      }
    }
    return true
  }
}
