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
  return left.count == right.count && lhs == rhs && left.elementsEqual(right)
}
