/// Where a line may end: the main rules of UAX 14.
///
/// Spaces, hyphens and zero-width spaces allow a break; between ideographs and kana it is allowed
/// unless punctuation clings to its neighbour. Thai, Lao, Khmer and Burmese are written without
/// spaces and would need a dictionary: there a break is allowed between grapheme clusters, which
/// keeps vowels and marks with their consonant but may split a word.
struct LineBreaker {
  let text: [UInt32]
  /// Whether a grapheme cluster starts at each position.
  let startsCluster: [Bool]

  /// Whether a line may end before a position.
  func allowsBreak(before index: Int) -> Bool {
    guard index > 0, index < text.count, startsCluster[index] else { return false }
    let next = text[index]
    let previous = text[index - 1]
    if Self.isSpace(next) { return false }
    if Self.isSpace(previous) || previous == 0x200B { return true }
    if Self.glue.contains(previous) || Self.glue.contains(next) { return false }
    if Self.closing.contains(next) || Self.opening.contains(previous) { return false }
    if Self.hyphens.contains(previous) {
      return index >= 2 && !Self.isSpace(text[index - 2]) && !Self.isDigit(next)
    }
    if Self.isIdeographic(previous) || Self.isIdeographic(next) {
      return !Self.clingsToPrevious(next)
    }
    if Self.needsDictionary(previous), Self.needsDictionary(next) {
      return !Self.isThaiFollower(next) && !Self.isThaiLeader(previous)
    }
    return false
  }

  static func isSpace(_ value: UInt32) -> Bool {
    value == 0x20 || value == 0x09 || value == 0x3000
      || (0x2000...0x200A).contains(value)
        && value != 0x2007
  }

  private static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }

  static func isIdeographic(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E80...0x2FFF, 0x3001...0x30FF, 0x3100...0x312F, 0x31C0...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private static func needsDictionary(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
    default: false
    }
  }

  // Vowels that are written behind their consonant, and the repetition mark.
  private static func isThaiFollower(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E2F...0x0E3A, 0x0E45...0x0E4E, 0x0EB0...0x0EBC, 0x0EC6...0x0ECD: true
    default: false
    }
  }

  private static func isThaiLeader(_ value: UInt32) -> Bool {
    (0x0E40...0x0E44).contains(value) || (0x0EC0...0x0EC4).contains(value)
  }

  // Small kana, iteration and length marks (JLREQ, characters not starting a line).
  private static func clingsToPrevious(_ value: UInt32) -> Bool {
    closing.contains(value) || smallKana.contains(value)
  }

  private static let glue: Set<UInt32> = [0xA0, 0x202F, 0x2060, 0x2007, 0xFEFF, 0x200D]
  private static let hyphens: Set<UInt32> = [0x2D, 0x2010, 0x2013, 0x2014, 0xAD, 0x2F]
  private static let opening: Set<UInt32> = [
    0x28, 0x5B, 0x7B, 0xAB, 0x2018, 0x201C, 0x2039, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014,
    0x3016, 0x3018, 0xFF08, 0xFF3B, 0xFF5B, 0xBF, 0xA1,
  ]
  private static let closing: Set<UInt32> = [
    0x29, 0x5D, 0x7D, 0xBB, 0x2019, 0x201D, 0x203A, 0x21, 0x3F, 0x2C, 0x2E, 0x3A, 0x3B, 0x25,
    0x2026, 0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0xFF01,
    0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0x30FB, 0x60C, 0x61B, 0x61F,
    0x6D4, 0x964, 0x965,
  ]
  private static let smallKana: Set<UInt32> = [
    0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x30A1, 0x30A3,
    0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FC, 0x3005,
    0x303B, 0x309D, 0x309E, 0x30FD, 0x30FE,
  ]
}
