internal import Diagnostics
internal import SourceText

extension BuiltinFilter {
  static let campaignFilters: [String: BuiltinFilter] = [
    "default": BuiltinFilter(0...1, named: ["allow_false"], acceptsMissing: true) {
      (value, arguments, named) throws(TemplateFilterError) in
      let fallback = arguments.first ?? .string("")
      if case .bool(false) = value {
        return named["allow_false"]?.isTruthy == true ? value : fallback
      }
      return value.isNull || value.isEmpty ? fallback : value
    },
    "raw": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in value },
    "date": BuiltinFilter(1...1, named: ["locale"]) {
      (value, arguments, named) throws(TemplateFilterError) in
      let format = arguments[0].printed
      guard !format.isEmpty, let moment = CalendarText.moment(of: value) else { return value }
      return .string(
        CalendarText.format(moment, format, locale: named["locale"]?.printed ?? "en"))
    },
    "money": BuiltinFilter(0...1, named: ["locale"]) {
      (value, arguments, named) throws(TemplateFilterError) in
      guard
        let text = MoneyText.format(
          value.printed, currency: arguments.first?.printed ?? "",
          locale: named["locale"]?.printed ?? "en")
      else { throw TemplateFilterError("the value is no amount of money") }
      return .string(text)
    },
    "utm": BuiltinFilter(0...0, named: ["source", "medium", "campaign", "term", "content"]) {
      (value, _, named) throws(TemplateFilterError) in
      let url = value.printed
      let hash = url.firstIndex(of: "#") ?? url.endIndex
      var bytes = Array(url[..<hash].utf8)
      var separator = UInt8(ascii: url[..<hash].contains("?") ? "&" : "?")
      for name in ["source", "medium", "campaign", "term", "content"] {
        guard let argument = named[name], !argument.isNull,
          !url.contains("utm_\(name)=")
        else { continue }
        bytes.append(separator)
        separator = UInt8(ascii: "&")
        bytes += "utm_\(name)=".utf8
        Escaper.appendFormEncoded(argument.printed, to: &bytes)
      }
      return .string(String(decoding: bytes, as: UTF8.self) + url[hash...])
    },
  ]
}
