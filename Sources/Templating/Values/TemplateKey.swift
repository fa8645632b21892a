/// A member name with its hash, computed once when a template is compiled or an object is made.
struct TemplateKey: Sendable, Hashable {
  let name: String
  let code: Int

  init(_ name: String) {
    self.name = name
    code = Self.code(of: name)
  }

  // FNV-1a: the names are short and chosen by us, so speed matters more than resisting collisions;
  // a collision only costs a string comparison.
  static func code(of name: String) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
