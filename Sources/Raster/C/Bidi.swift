internal import CFriBidi

/// The embedding levels of the Unicode bidirectional algorithm (UAX 9), from FriBidi.
enum Bidi {
  // FRIBIDI_PAR_LTR, FRIBIDI_PAR_RTL and FRIBIDI_PAR_ON of fribidi-bidi-types.h.
  private static let leftToRight = FriBidiParType(rawValue: 0x110)
  private static let rightToLeft = FriBidiParType(rawValue: 0x111)
  private static let neutral = FriBidiParType(rawValue: 0x40)

  /// The level of every character, and whether the paragraph runs from right to left.
  ///
  /// Without a direction of its own a paragraph takes that of its first strong character.
  static func levels(
    _ text: [UInt32], isRightToLeft: Bool?
  ) -> (levels: [Int8], isRightToLeft: Bool) {
    guard !text.isEmpty else { return ([], isRightToLeft ?? false) }
    let count = Int32(text.count)
    var types = [FriBidiCharType](
      repeating: FriBidiCharType(rawValue: 0), count: text.count)
    var brackets = [FriBidiBracketType](repeating: 0, count: text.count)
    var levels = [FriBidiLevel](repeating: 0, count: text.count)
    var base = isRightToLeft.map { $0 ? rightToLeft : leftToRight } ?? neutral
    let highest = unsafe text.withUnsafeBufferPointer { text in
      unsafe types.withUnsafeMutableBufferPointer { types in
        unsafe brackets.withUnsafeMutableBufferPointer { brackets in
          unsafe levels.withUnsafeMutableBufferPointer { levels in
            unsafe fribidi_get_bidi_types(text.baseAddress, count, types.baseAddress)
            unsafe fribidi_get_bracket_types(
              text.baseAddress, count, types.baseAddress, brackets.baseAddress)
            return unsafe fribidi_get_par_embedding_levels_ex(
              types.baseAddress, brackets.baseAddress, count, &base, levels.baseAddress)
          }
        }
      }
    }
    guard highest > 0 else {
      return (
        [Int8](repeating: isRightToLeft == true ? 1 : 0, count: text.count),
        isRightToLeft ?? false
      )
    }
    return (levels, base.rawValue & 1 == 1)
  }
}
