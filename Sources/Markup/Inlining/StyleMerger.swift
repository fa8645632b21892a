internal import SourceText

/// A declaration on its way into a `style` attribute.
struct StyleEntry {
  var name: String
  /// The text of the value, quotes not yet fitted to the attribute.
  var value: [UInt8]
  var isImportant: Bool
  /// Which rule it is from: the same property twice in one rule is a fallback, both stay.
  var group: Int
  /// Where its bytes come from when a template tag in it must keep its place.
  var origin: (source: Pieces, range: Range<Int>)?
  /// Whether the value was in an attribute and is escaped already.
  var isEscaped: Bool
}

/// The cascade of one element.
struct StyleMerger {
  private(set) var entries: [StyleEntry] = []

  /// Adds a declaration of at least the weight of all before it.
  mutating func add(_ entry: StyleEntry) {
    entries.removeAll { $0.name == entry.name && $0.group != entry.group }
    entries.append(entry)
  }

  /// The value of the last declaration of a property.
  func value(_ name: String) -> StyleEntry? { entries.last { $0.name == name } }

  /// Leaves a property out, unless it is important.
  mutating func remove(_ name: String) {
    entries.removeAll { $0.name == name && !$0.isImportant }
  }

  mutating func removeCustomProperties() { entries.removeAll { $0.name.hasPrefix("--") } }

  mutating func replaceValue(at index: Int, with value: [UInt8]) { entries[index].value = value }

  /// Writes `name: value;` for each, fitted into an attribute quoted with `quote`.
  func write(
    into output: inout Pieces, cause: Pieces, at offset: Int, quote: UInt8, important: Bool
  ) {
    var isFirst = true
    for entry in entries {
      var text: [UInt8] = isFirst ? [] : [ASCII.space]
      isFirst = false
      text += entry.name.utf8
      text += [UInt8(ascii: ":"), ASCII.space]
      if let origin = entry.origin {
        output.append(text, causedBy: cause, at: offset)
        output.append(origin.source, range: origin.range)
        text = []
      } else {
        text += entry.isEscaped ? entry.value : Self.escaped(entry.value, quote: quote)
      }
      if important, entry.isImportant { text += " !important".utf8 }
      text.append(ASCII.semicolon)
      output.append(text, causedBy: cause, at: offset)
    }
  }

  // CSS takes either quote: the other one needs no reference and every client understands it.
  static func escaped(_ value: [UInt8], quote: UInt8) -> [UInt8] {
    guard value.contains(where: { $0 == quote || $0 == ASCII.ampersand || $0 == ASCII.less })
    else { return value }
    let other = quote == ASCII.quote ? ASCII.apostrophe : ASCII.quote
    let swaps = !value.contains(other)
    var output: [UInt8] = []
    for byte in value {
      if byte == quote {
        if swaps {
          output.append(other)
        } else {
          output += quote == ASCII.quote ? "&quot;".utf8 : "&#39;".utf8
        }
      } else if byte == ASCII.ampersand {
        output += "&amp;".utf8
      } else if byte == ASCII.less {
        output += "&lt;".utf8
      } else {
        output.append(byte)
      }
    }
    return output
  }
}
