internal import SourceText

/// A declaration on its way into a `style` attribute.
struct StyleEntry {
  /// The property, by number.
  var name: Int
  /// Which of the session's sources holds the value, and where.
  var source: Int
  var value: Range<Int>
  /// What stands in place of the value once its variables are resolved.
  var resolved: [UInt8]?
  var isImportant: Bool
  /// Which rule it is from: the same property twice in one rule is a fallback, both stay.
  var group: Int
  /// Whether a template tag in the value must keep its place.
  var hasTemplate: Bool
  /// Whether the value was in an attribute and is escaped already.
  var isEscaped: Bool
}

/// The cascade of one element.
struct StyleMerger {
  private(set) var entries: [StyleEntry] = []

  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

  /// Adds a declaration of at least the weight of all before it.
  mutating func add(_ entry: StyleEntry) {
    var isKnown = false
    for other in entries where other.name == entry.name && other.group != entry.group {
      isKnown = true
      break
    }
    if isKnown { entries.removeAll { $0.name == entry.name && $0.group != entry.group } }
    entries.append(entry)
  }

  /// The value of the last declaration of a property.
  func value(_ name: Int) -> StyleEntry? { entries.last { $0.name == name } }

  /// Leaves a property out, unless it is important.
  mutating func remove(_ name: Int) {
    entries.removeAll { $0.name == name && !$0.isImportant }
  }

  mutating func removeAll(where isRemoved: (StyleEntry) -> Bool) {
    entries.removeAll(where: isRemoved)
  }

  mutating func resolve(_ index: Int, to value: [UInt8]) { entries[index].resolved = value }

  /// Appends a value fitted into an attribute quoted with `quote`.
  ///
  /// CSS takes either quote: the other one needs no reference and every client understands it.
  static func appendEscaped(
    _ bytes: [UInt8], _ range: Range<Int>, quote: UInt8, to output: inout [UInt8]
  ) {
    var needsChange = false
    for index in range {
      let byte = bytes[index]
      if byte == quote || byte == ASCII.ampersand || byte == ASCII.less { needsChange = true }
    }
    guard needsChange else {
      output += bytes[range]
      return
    }
    let other = quote == ASCII.quote ? ASCII.apostrophe : ASCII.quote
    let swaps = !bytes[range].contains(other)
    for byte in bytes[range] {
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
  }
}
