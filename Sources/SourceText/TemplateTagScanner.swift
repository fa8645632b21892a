/// Finds the template tags in a file, so that other stages can step around them.
///
/// The scanner knows where tags start and end and nothing about what they mean. The template
/// compiler reads its tokens from the same spans, so both always agree on what is a tag.
public enum TemplateTagScanner {
  /// The spans of a file in source order; they never overlap.
  public static func spans(in bytes: [UInt8], syntax: TemplateSyntax = .liquid) -> [TagSpan] {
    switch syntax {
    case .liquid:
      var scanner = LiquidTagScanner(bytes: bytes)
      return scanner.scan()
    case .handlebars, .mustache:
      var scanner = MustacheTagScanner(bytes: bytes, isHandlebars: syntax == .handlebars)
      return scanner.scan()
    }
  }
}

extension [UInt8] {
  /// The first place at or after `start` where `needle` stands, or `nil`.
  func firstIndex(of needle: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, start >= 0 else { return nil }
    var index = start
    while index + needle.count <= count {
      if self[index] == first, matches(needle, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Whether `needle` stands at `index`.
  func matches(_ needle: [UInt8], at index: Int) -> Bool {
    guard index >= 0, index + needle.count <= count else { return false }
    for offset in 0..<needle.count where self[index + offset] != needle[offset] {
      return false
    }
    return true
  }

  /// The first byte at or after `start` that is no white space.
  func skipSpace(from start: Int) -> Int {
    var index = start
    while index < count, self[index] == 32 || (self[index] >= 9 && self[index] <= 13) {
      index += 1
    }
    return index
  }

  /// The end of the word of letters, digits and underscores that starts at `start`.
  func wordEnd(from start: Int) -> Int {
    var index = start
    while index < count {
      let byte = self[index]
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      guard isLetter || byte == 0x5F || (byte >= 0x30 && byte <= 0x39) else { break }
      index += 1
    }
    return index
  }
}
