/// The addresses of a From, To or Reply-To header.
enum AddressList {
  /// The addresses, or `nil` when the header is not a list of them: unclosed quotes or brackets, a
  /// bare word beside an address, an empty entry.
  static func addresses(in value: String) -> [String]? {
    var result: [String] = []
    for entry in split(value) ?? [[]] {
      guard let address = address(of: entry) else { return nil }
      result.append(address)
    }
    return result
  }

  // At commas outside quotes, brackets and comments.
  private static func split(_ value: String) -> [[UInt8]]? {
    var entries: [[UInt8]] = [[]]
    var isQuoted = false
    var isEscaped = false
    var isBracketed = false
    for byte in value.utf8 {
      if isEscaped {
        isEscaped = false
      } else if isQuoted, byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: "<") {
        guard !isBracketed else { return nil }
        isBracketed = true
      } else if !isQuoted, byte == UInt8(ascii: ">") {
        guard isBracketed else { return nil }
        isBracketed = false
      } else if !isQuoted, !isBracketed, byte == UInt8(ascii: ",") {
        entries.append([])
        continue
      }
      entries[entries.count - 1].append(byte)
    }
    return isQuoted || isBracketed ? nil : entries
  }

  private static func address(of entry: [UInt8]) -> String? {
    let text = String(decoding: entry, as: UTF8.self).trimmedBlanks
    guard !text.isEmpty else { return nil }
    guard text.hasSuffix(">") else {
      return text.contains(" ") || text.contains("\"") ? nil : text
    }
    guard let open = text.lastIndex(of: "<") else { return nil }
    let name = String(text[..<open]).trimmedBlanks
    guard isPhrase(name) else { return nil }
    return String(text[text.index(after: open)...].dropLast())
  }

  // Quoted, or words of RFC 5322 atoms (which encoded words are).
  private static func isPhrase(_ name: String) -> Bool {
    if name.isEmpty { return true }
    if name.hasPrefix("\""), name.hasSuffix("\""), name.utf8.count > 1 { return true }
    return !name.utf8.contains { "\"(),:;<>@[]\\.".utf8.contains($0) }
  }
}

/// Dates of RFC 5322 section 3.3.
enum MailDate {
  /// Whether a Date header has the form, and names a day that exists.
  static func isValid(_ value: String) -> Bool {
    var words = value.split(separator: " ").map(String.init)
    let days = ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"]
    if let first = words.first, first.hasSuffix(",") {
      guard days.contains(first) else { return false }
      words.removeFirst()
    }
    guard words.count == 5, let day = Int(words[0]), words[0].utf8.count <= 2,
      let month = months.firstIndex(of: words[1]), let year = Int(words[2]),
      words[2].utf8.count == 4, year >= 1900
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month]).contains(day) && isTime(words[3]) && isZone(words[4])
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else {
      return false
    }
    let limits = [23, 59, 60]
    return zip(parts, limits).allSatisfy { part, limit in
      Int(part).map { (0...limit).contains($0) } ?? false
    }
  }

  private static func isZone(_ text: String) -> Bool {
    guard text.utf8.count == 5, text.hasPrefix("+") || text.hasPrefix("-") else {
      return text == "GMT" || text == "UT"
    }
    return text.utf8.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 }
  }
}
