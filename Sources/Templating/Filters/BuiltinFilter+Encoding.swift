internal import Foundation
internal import SourceText

extension BuiltinFilter {
  static let encodingFilters: [String: BuiltinFilter] = [
    "escape": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      value.isNull ? .null : .safeHTML(escaped(value.printed))
    },
    "h": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      .safeHTML(escaped(value.printed))
    },
    "escape_once": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      .safeHTML(escapedOnce(value.printed))
    },
    "url_encode": text {
      var bytes: [UInt8] = []
      Escaper.appendFormEncoded($0, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    },
    "url_decode": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      let text = replace(value.printed, "+", " ", .all)
      guard let decoded = text.removingPercentEncoding else {
        throw TemplateFilterError("the text is not percent-encoded UTF-8")
      }
      return .string(decoded)
    },
    "base64_encode": text { Data($0.utf8).base64EncodedString() },
    "base64_decode": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      try decoded(value, isURLSafe: false)
    },
    "base64_url_safe_encode": text {
      Data($0.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    },
    "base64_url_safe_decode": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      try decoded(value, isURLSafe: true)
    },
    "json": BuiltinFilter(acceptsMissing: true) { (value, _, _) throws(TemplateFilterError) in
      var bytes: [UInt8] = []
      value.appendJSON(to: &bytes)
      return .string(String(decoding: bytes, as: UTF8.self))
    },
  ]

  static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    Escaper.appendHTML(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func escapedOnce(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      Escaper.appendHTML(String(rest[..<ampersand]), to: &bytes)
      let tail = rest[ampersand...]
      if let match = tail.prefixMatch(
        of: /&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});/)
      {
        bytes += match.output.utf8
        rest = rest[match.range.upperBound...]
      } else {
        bytes += "&amp;".utf8
        rest = tail.dropFirst()
      }
    }
    Escaper.appendHTML(String(rest), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decoded(
    _ value: TemplateValue, isURLSafe: Bool
  ) throws(TemplateFilterError) -> TemplateValue {
    if value.isNull { return .string("") }
    var text = value.printed
    if isURLSafe { text = text.replacing("-", with: "+").replacing("_", with: "/") }
    while text.utf8.count % 4 != 0, isURLSafe { text += "=" }
    guard value.text != nil, let data = Data(base64Encoded: text) else {
      throw TemplateFilterError("the text is not valid Base64")
    }
    guard let decoded = String(validating: data, as: UTF8.self) else {
      throw TemplateFilterError("the decoded bytes are not UTF-8")
    }
    return .string(decoded)
  }
}

extension TemplateValue {
  /// Writes the value as compact JSON that may also stand in a `<script>` element.
  func appendJSON(to output: inout [UInt8]) {
    switch self {
    case .null: output += "null".utf8
    case .string(let text), .safeHTML(let text):
      output.append(UInt8(ascii: "\""))
      Escaper.appendJSON(text, to: &output)
      output.append(UInt8(ascii: "\""))
    case .double(let value) where !value.isFinite: output += "null".utf8
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for (index, key) in object.keys.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        TemplateValue.string(key).appendJSON(to: &output)
        output.append(UInt8(ascii: ":"))
        object.values[index].appendJSON(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    default: output += printed.utf8
    }
  }
}
