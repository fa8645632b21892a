internal import Diagnostics

/// The formats of draft 2020-12 that can be asserted.
enum SchemaFormat: String, Sendable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uuid
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex
  case uriTemplate = "uri-template"

  /// What the format is called in messages.
  var words: String {
    switch self {
    case .dateTime: "a date and time, such as 2026-05-01T12:00:00Z"
    case .date: "a date, such as 2026-05-01"
    case .time: "a time, such as 12:00:00Z"
    case .email, .idnEmail: "an e-mail address"
    case .hostname, .idnHostname: "a host name"
    case .uri, .iri: "a complete URL"
    case .uuid: "a UUID"
    case .regex: "a regular expression"
    default: "of the format \(rawValue)"
    }
  }

  func accepts(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .dateTime:
      guard bytes.count > 11, bytes[10] | 0x20 == 0x74 else { return false }
      return Self.isDate(bytes[..<10]) && Self.isTime(bytes[11...])
    case .date: return Self.isDate(bytes[...])
    case .time: return Self.isTime(bytes[...])
    case .duration: return Self.matches(Self.durationPattern, text)
    case .email: return Self.isEmail(text, allowsUnicode: false)
    case .idnEmail: return Self.isEmail(text, allowsUnicode: true)
    case .hostname: return HostName.isValid(text, allowsUnicode: false)
    case .idnHostname: return HostName.isValid(text, allowsUnicode: true)
    case .ipv4: return Self.isIPv4(text[...])
    case .ipv6: return Self.isIPv6(text)
    case .uri: return Self.isURI(text, allowsUnicode: false, needsScheme: true)
    case .uriReference: return Self.isURI(text, allowsUnicode: false, needsScheme: false)
    case .iri: return Self.isURI(text, allowsUnicode: true, needsScheme: true)
    case .iriReference: return Self.isURI(text, allowsUnicode: true, needsScheme: false)
    case .uuid: return Self.matches(Self.uuidPattern, text)
    case .jsonPointer: return Self.matches(Self.pointerPattern, text)
    case .relativeJSONPointer: return Self.matches(Self.relativePattern, text)
    case .regex: return (try? LinearRegex(text)) != nil
    case .uriTemplate: return Self.matches(Self.templatePattern, text)
    }
  }

  private static let durationPattern = try? LinearRegex(
    #"^P(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))$"#
  )
  private static let uuidPattern = try? LinearRegex(
    #"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"#)
  private static let pointerPattern = try? LinearRegex(#"^(?:/(?:[^~/]|~[01])*)*$"#)
  private static let relativePattern = try? LinearRegex(
    #"^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)$"#)
  // RFC 6570 section 2.3: dots stand between characters, never beside each other.
  private static let templateName =
    #"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(?:\*|:[1-9][0-9]{0,3})?"#
  private static let templatePattern = try? LinearRegex(
    #"^(?:[^\x00-\x20\x7F"<>\\^`{|}%]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?"#
      + Self.templateName + #"(?:,"# + Self.templateName + #")*\})*$"#
  )

  private static func matches(_ regex: LinearRegex?, _ text: String) -> Bool {
    regex?.matches(text) ?? true
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return bytes.prefix(9).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(bytes)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes[..<4]),
      let month = number(bytes[5..<7]), let day = number(bytes[8...])
    else { return false }
    return Timestamp(year: year, month: month, day: day) != nil
  }

  // RFC 3339 full-time; second 60 only where UTC has its leap seconds.
  private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(bytes)
    guard bytes.count >= 9, bytes[2] == 0x3A, bytes[5] == 0x3A, let hour = number(bytes[..<2]),
      let minute = number(bytes[3..<5]), let second = number(bytes[6..<8]), hour < 24, minute < 60,
      second <= 60
    else { return false }
    var index = 8
    if bytes[index] == 0x2E {
      index += 1
      let start = index
      while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
      guard index > start, index < bytes.count else { return false }
    }
    var offset = 0
    if bytes[index] | 0x20 == 0x7A {
      guard index + 1 == bytes.count else { return false }
    } else {
      guard bytes[index] == 0x2B || bytes[index] == 0x2D, bytes.count == index + 6,
        bytes[index + 3] == 0x3A, let hours = number(bytes[index + 1..<index + 3]),
        let minutes = number(bytes[(index + 4)...]), hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (bytes[index] == 0x2D ? -1 : 1)
    }
    guard second == 60 else { return true }
    return (hour * 60 + minute - offset + 2880) % 1440 == 1439
  }

  private static func isIPv4(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard part.utf8.count <= 3, let value = number(Array(part.utf8)[...]) else { return false }
        return value < 256 && (part.utf8.count == 1 || part.utf8.first != 0x30)
      }
  }

  private static func isIPv6(_ text: String) -> Bool {
    let halves = split(text, at: "::")
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (index, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (place, part) in parts.enumerated() {
        if part.contains(".") {
          guard index == halves.count - 1, place == parts.count - 1, isIPv4(part) else {
            return false
          }
          groups += 2
        } else {
          guard (1...4).contains(part.utf8.count),
            part.utf8.allSatisfy({ ($0 &- 0x30 < 10) || (($0 | 0x20) &- 0x61 < 6) })
          else { return false }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }

  private static func split(_ text: String, at separator: String) -> [String] {
    var parts: [String] = [""]
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        parts.append("")
        rest = rest.dropFirst(separator.count)
      } else {
        parts[parts.count - 1].append(rest.removeFirst())
      }
    }
    return parts
  }

  private static func isEmail(_ text: String, allowsUnicode: Bool) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    let local = Array(text[..<at].utf8)
    let domain = String(text[text.index(after: at)...])
    guard !local.isEmpty, local.count <= 64 else { return false }
    if local.count >= 2, local.first == 0x22, local.last == 0x22 {
      guard local.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return false }
    } else {
      let special = Array("()<>[]:;@\\,\" ".utf8)
      guard local.first != 0x2E, local.last != 0x2E,
        !zip(local, local.dropFirst()).contains(where: { $0 == 0x2E && $1 == 0x2E }),
        local.allSatisfy({ $0 > 0x20 && !special.contains($0) && $0 != 0x7F }),
        allowsUnicode || local.allSatisfy({ $0 < 0x80 })
      else { return false }
    }
    if domain.hasPrefix("["), domain.hasSuffix("]") {
      let literal = String(domain.dropFirst().dropLast())
      return isIPv4(literal[...])
        || (literal.lowercased().hasPrefix("ipv6:") && isIPv6(String(literal.dropFirst(5))))
    }
    return HostName.isValid(domain, allowsUnicode: allowsUnicode)
  }

  private static func isURI(_ text: String, allowsUnicode: Bool, needsScheme: Bool) -> Bool {
    let bytes = Array(text.utf8)
    let forbidden = Array("\"<>\\^`{|} ".utf8)
    for (index, byte) in bytes.enumerated() {
      if byte <= 0x20 || byte == 0x7F || forbidden.contains(byte) { return false }
      if byte >= 0x80, !allowsUnicode { return false }
      if byte == 0x25 {
        guard index + 2 < bytes.count,
          bytes[index + 1...index + 2].allSatisfy({
            ($0 &- 0x30 < 10) || (($0 | 0x20) &- 0x61 < 6)
          })
        else { return false }
      }
    }
    let parts = URIReference(text)
    if needsScheme, parts.scheme == nil { return false }
    if parts.fragment?.contains("#") ?? false { return false }
    // Without a scheme the first segment may hold no colon (RFC 3986 section 4.2).
    if parts.scheme == nil, parts.authority == nil,
      parts.path.split(separator: "/", omittingEmptySubsequences: false).first?.contains(":")
        ?? false
    {
      return false
    }
    if parts.path.contains("[") || parts.path.contains("]") { return false }
    guard let authority = parts.authority else { return true }
    var host = authority[...]
    if let at = host.lastIndex(of: "@") {
      if host[..<at].contains(where: { "@[]".contains($0) }) { return false }
      host = host[host.index(after: at)...]
    }
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]") else { return false }
      let address = String(host[host.index(after: host.startIndex)..<end])
      guard isIPv6(address) || address.lowercased().hasPrefix("v") else { return false }
      host = host[host.index(after: end)...]
      return host.isEmpty
        || (host.first == ":" && host.dropFirst().utf8.allSatisfy { $0 &- 0x30 < 10 })
    }
    let pieces = host.split(separator: ":", omittingEmptySubsequences: false)
    if pieces.count > 2 || host.contains("[") || host.contains("]") { return false }
    return pieces.count < 2 || pieces[1].utf8.allSatisfy { $0 &- 0x30 < 10 }
  }
}
