/// A text that is compared byte by byte, as RFC 8259 section 8.3 asks for names.
///
/// Swift's own comparison takes texts for equal that only look the same (`é` in one scalar or two).
struct ExactKey: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (lhs: ExactKey, rhs: ExactKey) -> Bool { sameText(lhs.text, rhs.text) }

  // Equal bytes are equal text, so the text's own hash will do.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Whether two texts have the same bytes.
@inline(__always)
func sameText(_ lhs: String, _ rhs: String) -> Bool {
  let left = lhs.utf8
  let right = rhs.utf8
  guard left.count == right.count else { return false }
  let answer = unsafe left.withContiguousStorageIfAvailable { left in
    unsafe right.withContiguousStorageIfAvailable { unsafe sameBytes(left, $0) }
  }
  // Both are contiguous on every platform without Objective-C.
  return (answer ?? nil) ?? left.elementsEqual(right)
}

// Only for buffers of the same length.
@inline(__always)
func sameBytes(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
) -> Bool {
  let count = left.count
  guard let left = left.baseAddress, let right = right.baseAddress else { return true }
  var index = 0
  while index &+ 8 <= count {
    let isSame =
      unsafe UnsafeRawPointer(left + index).loadUnaligned(as: UInt64.self)
      == UnsafeRawPointer(right + index).loadUnaligned(as: UInt64.self)
    guard isSame else { return false }
    index &+= 8
  }
  while index < count {
    guard unsafe left[index] == right[index] else { return false }
    index &+= 1
  }
  return true
}
