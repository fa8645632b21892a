/// Looks at YAML text before the library does.
enum YAMLScan {
  /// Where a list, a map or an alias may be used as a key, if the text has an anchor too.
  ///
  /// The library hashes every key. A key that is made of nested aliases doubles with each level,
  /// so a short hostile file would keep it busy for ever; such keys mean nothing to us anyway.
  static func keyWithAlias(in bytes: [UInt8]) -> Int? {
    guard bytes.indices.contains(where: { isSigil(0x26, bytes, $0) }) else { return nil }
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x5D, 0x7D:
        if next(bytes, index + 1) == 0x3A { return index }
      case 0x2A where isSigil(0x2A, bytes, index):
        var end = index + 1
        while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x2C { end += 1 }
        if bytes[end - 1] == 0x3A || next(bytes, end) == 0x3A { return index }
      case 0x3F where isExplicitKey(bytes, index):
        return index
      default: break
      }
      index += 1
    }
    return nil
  }

  // Whether `&` or `*` at an index may start an anchor or an alias.
  private static func isSigil(_ sigil: UInt8, _ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes[index] == sigil, index + 1 < bytes.count, bytes[index + 1] > 0x20 else {
      return false
    }
    return index == 0 || bytes[index - 1] <= 0x20
      || [0x5B, 0x7B, 0x2C, 0x3A].contains(bytes[index - 1])
  }

  private static func isExplicitKey(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index + 1 >= bytes.count || bytes[index + 1] <= 0x20 else { return false }
    var before = index - 1
    while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x09 { before -= 1 }
    guard before >= 0 else { return true }
    return [0x0A, 0x0D, 0x2D, 0x3F, 0x3A, 0x7B, 0x5B, 0x2C].contains(bytes[before])
  }

  // The next byte that is no white space.
  private static func next(_ bytes: [UInt8], _ index: Int) -> UInt8? {
    bytes[min(index, bytes.count)...].first { $0 > 0x20 }
  }
}
