/// Finds links, addresses and markup in copy.
enum LinkScan {
  /// Everything a mail program would make a link of, and every target of a Markdown link.
  static func links(in text: String) -> [String] {
    // Most texts hold none, and taking them apart into words is slow.
    let mayHoldOne = text.utf8.contains { $0 == 0x3A || $0 == 0x2F || $0 == 0x5D }
    guard mayHoldOne || text.range(ofCaseInsensitive: "www.") != nil else { return [] }
    var links: [String] = []
    for word in words(text) {
      let lower = word.lowercased()
      let marks = [
        "https:", "http:", "ftp:", "javascript:", "data:", "mailto:", "tel:", "www.", "//",
      ]
      if marks.contains(where: { lower.hasPrefix($0) }) {
        links.append(word)
      }
    }
    // `[text](target)`: the target may be relative, which the words above do not show.
    var rest = text[...]
    while let open = rest.firstRange(of: "](") {
      rest = rest[open.upperBound...]
      let target = rest.prefix { $0 != ")" && !$0.isWhitespace }
      let link = target.hasPrefix("<") ? target.dropFirst().prefix { $0 != ">" } : target
      if !link.isEmpty, !links.contains(String(link)), !link.hasPrefix("{{") {
        links.append(String(link))
      }
    }
    return links
  }

  /// Everything that looks like an e-mail address.
  static func addresses(in text: String) -> [String] {
    guard text.utf8.contains(0x40) else { return [] }
    return words(text).compactMap { word in
      let bare = word.lowercased().hasPrefix("mailto:") ? String(word.dropFirst(7)) : word
      let parts = bare.split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
        !parts[1].hasPrefix("."), parts[1].utf8.allSatisfy({ $0 > 0x2C && $0 != 0x2F })
      else { return nil }
      return bare
    }
  }

  /// Whether the text holds an HTML tag or comment; `<https://...>` is Markdown's way to write a
  /// link, and none.
  static func holdsHTML(_ text: String) -> Bool {
    text.split(separator: "<", omittingEmptySubsequences: false).dropFirst().contains { rest in
      guard let first = rest.utf8.first else { return false }
      let isLetter = (first | 32) >= 97 && (first | 32) <= 122
      guard isLetter || first == 0x2F || first == 0x21 || first == 0x3F else { return false }
      let start = rest.prefix(8).lowercased()
      return !["http://", "https://", "mailto:"].contains { start.hasPrefix($0) }
    }
  }

  // Runs without white space, brackets and quotes, without the punctuation that ends a sentence.
  private static func words(_ text: String) -> [String] {
    text.split { character in
      character.isWhitespace || "()[]<>\"“”„'`|*".contains(character)
    }.map { word in
      var word = word
      while let last = word.last, ".,;:!?…".contains(last) { word = word.dropLast() }
      return String(word)
    }
  }
}
