/// A header with parameters: Content-Type or Content-Disposition.
struct ContentType {
  /// The first word in lower case, such as `text/html` or `attachment`.
  var name: String
  /// The parameters by name; pieces and charsets of RFC 2231 are put together.
  var parameters: [String: String] = [:]

  /// Reads the header's value; `nil` when it has not the form.
  init?(_ value: String) {
    var pieces = Self.split(value)
    guard !pieces.isEmpty else { return nil }
    name = pieces.removeFirst().trimmedBlanks.lowercased()
    let isToken = name.utf8.allSatisfy {
      $0 > 32 && $0 < 127 && !"()<>@,;:\\\"[]?=".utf8.contains($0)
    }
    guard isToken, !name.isEmpty, name.split(separator: "/").count <= 2, !name.hasSuffix("/"),
      !name.hasPrefix("/")
    else { return nil }
    var numbered: [String: [(Int, String)]] = [:]
    for piece in pieces where !piece.trimmedBlanks.isEmpty {
      guard let equals = piece.firstIndex(of: "=") else { return nil }
      var key = String(piece[..<equals]).trimmedBlanks.lowercased()
      var text = String(piece[piece.index(after: equals)...]).trimmedBlanks
      if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count > 1 {
        text = Self.unquoted(text)
      }
      if key.hasSuffix("*") {
        key.removeLast()
        if let quote = text.range(of: "''") { text = String(text[quote.upperBound...]) }
        text = PercentEncoding.decoded(text)
      }
      let parts = key.split(separator: "*")
      if parts.count == 2, let number = Int(parts[1]) {
        numbered[String(parts[0]), default: []].append((number, text))
      } else {
        parameters[key] = text
      }
    }
    for (key, parts) in numbered {
      parameters[key] = parts.sorted { $0.0 < $1.0 }.map(\.1).joined()
    }
  }

  private static func split(_ value: String) -> [String] {
    var pieces = [""]
    var isQuoted = false
    var isEscaped = false
    for character in value {
      if character == ";", !isQuoted {
        pieces.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      pieces[pieces.count - 1].append(character)
    }
    return isQuoted ? [] : pieces
  }

  private static func unquoted(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        isEscaped = false
        result.append(character)
      }
    }
    return result
  }
}
