extension BuiltinFilter {
  static let textFilters: [String: BuiltinFilter] = [
    "append": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      .string(value.printed + arguments[0].printed)
    },
    "prepend": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      .string(arguments[0].printed + value.printed)
    },
    "upcase": text { $0.uppercased() },
    "downcase": text { $0.lowercased() },
    "capitalize": text { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() },
    "strip": text { trim($0, start: true, end: true) },
    "lstrip": text { trim($0, start: true, end: false) },
    "rstrip": text { trim($0, start: false, end: true) },
    "squish": text { words($0).joined(separator: " ") },
    "strip_newlines": text { $0.filter { $0 != "\n" && $0 != "\r" && $0 != "\r\n" } },
    "newline_to_br": text { newlinesToBreaks($0) },
    "escaped_newline_to_br": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      if case .safeHTML(let html) = value { return .safeHTML(newlinesToBreaks(html)) }
      return .safeHTML(newlinesToBreaks(escaped(value.printed)))
    },
    "remove": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      .string(replace(value.printed, arguments[0].printed, "", .all))
    },
    "remove_first": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      .string(replace(value.printed, arguments[0].printed, "", .first))
    },
    "remove_last": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      .string(replace(value.printed, arguments[0].printed, "", .last))
    },
    "replace": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      .string(
        replace(
          value.printed, arguments[0].printed, arguments.dropFirst().first?.printed ?? "", .all))
    },
    "replace_first": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      .string(
        replace(
          value.printed, arguments[0].printed, arguments.dropFirst().first?.printed ?? "", .first))
    },
    "replace_last": BuiltinFilter(2...2) { (value, arguments, _) throws(TemplateFilterError) in
      .string(replace(value.printed, arguments[0].printed, arguments[1].printed, .last))
    },
    "split": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      .array(split(value.printed, by: arguments[0].printed).map { .string($0) })
    },
    "truncate": BuiltinFilter(0...2) { (value, arguments, _) throws(TemplateFilterError) in
      let limit = try arguments.first?.integerArgument("the length") ?? 50
      let ending = Array((arguments.dropFirst().first?.printed ?? "...").unicodeScalars)
      let text = value.printed
      if arguments.count > 1, arguments[1].isNull { return .string(prefix(text, limit)) }
      guard text.unicodeScalars.count > limit else { return .string(text) }
      return .string(
        prefix(text, max(0, limit - ending.count))
          + String(String.UnicodeScalarView(ending)))
    },
    "truncatewords": BuiltinFilter(0...2) { (value, arguments, _) throws(TemplateFilterError) in
      let limit = max(1, try arguments.first?.integerArgument("the number of words") ?? 15)
      let all = words(value.printed)
      guard all.count > limit else { return .string(value.printed) }
      let ending = arguments.dropFirst().first?.printed ?? "..."
      return .string(all.prefix(limit).joined(separator: " ") + ending)
    },
    "slice": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      let offset = try arguments[0].integerArgument("the offset")
      var length = 1
      if arguments.count > 1, !arguments[1].isNull {
        length = try arguments[1].integerArgument("the length")
      }
      func bounds(_ count: Int) -> Range<Int> {
        let start =
          offset < 0
          ? (count.subtractingReportingOverflow(
            offset == Int.min ? Int.max : -offset)).partialValue : offset
        guard start >= 0, start <= count, length > 0 else { return 0..<0 }
        return start..<(start + min(length, count - start))
      }
      if case .array(let elements) = value {
        return .array(Array(elements[bounds(elements.count)]))
      }
      let scalars = Array(value.printed.unicodeScalars)
      return .string(String(String.UnicodeScalarView(scalars[bounds(scalars.count)])))
    },
    "strip_html": text { stripHTML($0) },
    "pluralize": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      let isOne = TemplateNumber(value).map { $0.double == 1 } ?? false
      let one = arguments[0].printed
      return .string(isOne ? one : arguments.dropFirst().first?.printed ?? one + "s")
    },
  ]

  enum Occurrence { case all, first, last }

  static func replace(
    _ text: String, _ target: String, _ replacement: String, _ which: Occurrence
  ) -> String {
    if target.isEmpty {
      switch which {
      case .first: return replacement + text
      case .last: return text + replacement
      case .all:
        guard !replacement.isEmpty else { return text }
        return replacement + text.unicodeScalars.map { String($0) + replacement }.joined()
      }
    }
    let bytes = Array(text.utf8)
    let needle = Array(target.utf8)
    var places: [Int] = []
    var index = 0
    while index + needle.count <= bytes.count {
      if bytes[index] == needle[0], bytes[index...].starts(with: needle) {
        places.append(index)
        index += needle.count
        if which == .first { break }
      } else {
        index += 1
      }
    }
    if which == .last {
      // The last occurrence may overlap one found from the left.
      var last = bytes.count - needle.count
      while last >= 0, !bytes[last...].starts(with: needle) { last -= 1 }
      places = last >= 0 ? [last] : []
    }
    guard !places.isEmpty else { return text }
    var result: [UInt8] = []
    index = 0
    for place in places {
      result += bytes[index..<place]
      result += replacement.utf8
      index = place + needle.count
    }
    result += bytes[index...]
    return String(decoding: result, as: UTF8.self)
  }

  static func split(_ text: String, by separator: String) -> [String] {
    if separator.isEmpty { return text.unicodeScalars.map { String($0) } }
    if separator == " " { return words(text) }
    let bytes = Array(text.utf8)
    let needle = Array(separator.utf8)
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + needle.count <= bytes.count {
      if bytes[index] == needle[0], bytes[index...].starts(with: needle) {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += needle.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    while parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }

  static func words(_ text: String) -> [String] {
    text.utf8.split { LiquidLexer.isSpace($0) || $0 == 0 }.map { String(Substring($0)) }
  }

  private static func prefix(_ text: String, _ count: Int) -> String {
    String(text.unicodeScalars.prefix(max(0, count)))
  }

  private static func trim(_ text: String, start: Bool, end: Bool) -> String {
    var bytes = text.utf8[...]
    if start { while let first = bytes.first, isBlank(first) { bytes.removeFirst() } }
    if end { while let last = bytes.last, isBlank(last) { bytes.removeLast() } }
    return String(Substring(bytes))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0 || LiquidLexer.isSpace(byte) }

  private static func newlinesToBreaks(_ text: String) -> String {
    replace(replace(text, "\r\n", "\n", .all), "\n", "<br />\n", .all)
  }

  static func stripHTML(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    func end(_ needle: String, from start: Int) -> Int? {
      let needle = Array(needle.utf8)
      var place = start
      while place + needle.count <= bytes.count {
        if bytes[place] == needle[0], bytes[place...].starts(with: needle) {
          return place + needle.count
        }
        place += 1
      }
      return nil
    }
    func starts(_ prefix: String) -> Bool { bytes[index...].starts(with: prefix.utf8) }
    var searchedClose = false
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<"), !searchedClose else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let close: Int? =
        if starts("<script") {
          end("</script>", from: index)
        } else if starts("<style") {
          end("</style>", from: index)
        } else if starts("<!--") {
          end("-->", from: index)
        } else {
          nil
        }
      if let close = close ?? end(">", from: index) {
        index = close
      } else {
        // Nothing closes from here on, so every later `<` is text too.
        searchedClose = true
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
