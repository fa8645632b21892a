internal import CHarfBuzz

/// The Unicode script of characters, as four-letter ISO 15924 tags in one number.
enum ScriptProperty {
  static let common = tag("Zyyy")
  static let inherited = tag("Zinh")
  static let unknown = tag("Zzzz")

  static func script(of scalar: UInt32) -> UInt32 {
    unsafe hb_unicode_script(hb_unicode_funcs_get_default(), scalar).rawValue
  }

  static func tag(_ name: StaticString) -> UInt32 {
    name.description.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The letters of a tag.
  static func name(_ tag: UInt32) -> String {
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: tag >> UInt32($0)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
