/// The escapes of RFC 6901.
enum JSONPointer {
  static func escaped(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var result = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func unescaped(_ token: Substring) -> String {
    var result = ""
    var isEscape = false
    for scalar in token.unicodeScalars {
      if isEscape {
        result.unicodeScalars.append(scalar == "1" ? "/" : "~")
        if scalar != "0", scalar != "1" { result.unicodeScalars.append(scalar) }
        isEscape = false
      } else if scalar == "~" {
        isEscape = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return isEscape ? result + "~" : result
  }
}
