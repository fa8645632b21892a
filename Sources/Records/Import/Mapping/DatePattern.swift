internal import Diagnostics

/// How a file writes its dates, such as `dd.MM.yyyy HH:mm`: the letters of Unicode TR 35 that name
/// a field of the calendar, everything else as it stands.
struct DatePattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case field(Character, width: Int)
    case literal(Character)
  }

  private let parts: [Part]

  /// Reads a pattern; `nil` when it has no year, month and day.
  init?(_ text: String) {
    var parts: [Part] = []
    var fields: Set<Character> = []
    for character in text {
      guard "yMdHhmsa".contains(character) else {
        parts.append(.literal(character))
        continue
      }
      if case .field(character, let width)? = parts.last {
        parts[parts.count - 1] = .field(character, width: width + 1)
      } else {
        parts.append(.field(character, width: 1))
      }
      fields.insert(character)
    }
    guard fields.isSuperset(of: ["y", "M", "d"]), text.count <= 64 else { return nil }
    self.parts = parts
  }

  /// The moment a text stands for, in UTC; `nil` when it does not follow the pattern.
  func timestamp(_ text: String) -> Timestamp? {
    var rest = text[...]
    var values: [Character: Int] = [:]
    var isAfternoon: Bool?
    for part in parts {
      switch part {
      case .literal(let character):
        guard rest.first == character else { return nil }
        rest.removeFirst()
      case .field("a", _):
        let word = rest.prefix(2).lowercased()
        guard word == "am" || word == "pm" else { return nil }
        isAfternoon = word == "pm"
        rest.removeFirst(2)
      case .field(let name, let width):
        let digits = rest.prefix(width == 1 ? 2 : width).prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, width == 1 || digits.count == width, let value = Int(digits)
        else { return nil }
        values[name] = name == "y" && width == 2 ? 2000 + value : value
        rest.removeFirst(digits.count)
      }
    }
    guard rest.isEmpty, let year = values["y"], let month = values["M"], let day = values["d"]
    else { return nil }
    var hour = values["H"] ?? values["h"] ?? 0
    if let isAfternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    return Timestamp(
      year: year, month: month, day: day, hour: hour, minute: values["m"] ?? 0,
      second: values["s"] ?? 0)
  }
}

extension Timestamp {
  /// Reads the times that other programs export beside RFC 3339: without a zone (UTC is meant),
  /// without seconds, and with ` UTC`, ` +0200` or ` -04:00` behind.
  init?(exported text: String) {
    if let time = Timestamp(text) ?? Timestamp(text + "Z") {
      self = time
      return
    }
    var clock = text
    var zone = "Z"
    if clock.hasSuffix(" UTC") || clock.hasSuffix(" GMT") {
      clock.removeLast(4)
    } else if clock.utf8.count > 16, let space = clock.lastIndex(of: " "),
      let sign = clock[clock.index(after: space)...].first, sign == "+" || sign == "-"
    {
      var offset = String(clock[clock.index(after: space)...])
      if offset.utf8.count == 5 {
        offset.insert(":", at: offset.index(offset.startIndex, offsetBy: 3))
      }
      zone = offset
      clock = String(clock[..<space])
    }
    if clock.utf8.count == 16 { clock += ":00" }
    guard let time = Timestamp(clock + zone) else { return nil }
    self = time
  }
}
