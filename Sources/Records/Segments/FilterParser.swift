internal import CRMModel
internal import Diagnostics
internal import JSONText

/// Reads a filter, collecting what is wrong with it.
struct FilterParser {
  var diagnostics: [Diagnostic] = []

  private static let fields: [String: FilterFieldKind] = [
    "id": .text, "contact_uuid": .text, "email": .text, "first_name": .text, "last_name": .text,
    "company": .text, "job_title": .text, "city": .text, "state": .text, "locale": .text,
    "phone_number": .text, "place_uuid": .text, "consent": .text, "consent_source": .text,
    "consent_at": .time, "created_at": .time, "updated_at": .time,
    "hosted_event_count": .number, "attended_event_count": .number,
  ]
  private static let placeFields = ["region", "business_name", "place_uuid"]
  private static let corporationFields = [
    "corporation_type", "business_name", "external_id", "corporation_uuid",
  ]
  private static let questions = [
    "all", "any", "not", "field", "interests", "purchased", "not_purchased", "total_spent",
    "attended", "hosted",
  ]

  mutating func parse(_ value: PositionedValue, depth: Int) -> Condition? {
    guard depth < 32 else { return fail("invalid-filter", "a filter nests at most 32 deep", value) }
    if case .array(let elements) = value.kind {
      return .all(elements.compactMap { parse($0, depth: depth + 1) })
    }
    if case .null = value.kind { return .all([]) }
    guard let members = value.members else {
      return fail("wrong-type", "a filter is a map, not \(value.typeName)", value)
    }
    if let field = value["field"]?.string { return long(field, value, members) }
    var conditions: [Condition] = []
    for member in members {
      if let condition = question(member, depth: depth) { conditions.append(condition) }
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func question(_ member: PositionedValue.Member, depth: Int) -> Condition? {
    let value = member.value
    switch member.key {
    case "all", "any":
      guard let elements = value.elements else {
        return fail("wrong-type", "“\(member.key)” is a list of filters", value)
      }
      let parts = elements.compactMap { parse($0, depth: depth + 1) }
      return member.key == "all" ? .all(parts) : .any(parts)
    case "not": return parse(value, depth: depth + 1).map { .not($0) }
    case "interests", "interest": return interest(value)
    case "purchased": return purchase(value).map { .purchase($0) }
    case "not_purchased": return purchase(value).map { .not(.purchase($0)) }
    case "total_spent": return comparison(value, kind: .number).map { .totalSpent($0) }
    case "attended": return texts(value).map { .event(table: "event_attendances", slugs: $0) }
    case "hosted": return texts(value).map { .event(table: "event_hosts", slugs: $0) }
    default:
      if let (name, isMinimum) = Self.flagField(member.key) {
        guard let text = scalar(value), ExactDecimal(text) != nil else {
          return fail("wrong-type", "“\(member.key)” is a number", value)
        }
        return .field(
          .contact(name, .number),
          .range(minimum: isMinimum ? text : nil, maximum: isMinimum ? nil : text))
      }
      guard let (field, kind) = field(member.key, at: member.keyLocation) else { return nil }
      return comparison(value, kind: kind).map { .field(field, $0) }
    }
  }

  // The field of `hostedEventCountMin`, as flags and the API have it.
  private static func flagField(_ key: String) -> (name: String, isMinimum: Bool)? {
    let name = ColumnMap.canonical(key)
    for (suffix, isMinimum) in [("_min", true), ("_max", false)] where name.hasSuffix(suffix) {
      let field = String(name.dropLast(suffix.count))
      if fields[field] == .number { return (field, isMinimum) }
    }
    return nil
  }

  // `{field: consent, equals: granted}`, the long form of flags and the API.
  private mutating func long(
    _ name: String, _ value: PositionedValue, _ members: [PositionedValue.Member]
  ) -> Condition? {
    var parts: [PositionedValue.Member] = []
    var direct: PositionedValue?
    for member in members where member.key != "field" {
      switch member.key {
      case "equals", "in", "is": direct = member.value
      default: parts.append(member)
      }
    }
    let inner = direct ?? PositionedValue(.object(parts), at: value.location)
    let member = PositionedValue.Member(key: name, keyLocation: value.location, value: inner)
    return question(member, depth: 0)
  }

  private mutating func field(_ key: String, at location: SourceLocation) -> (
    FilterField, FilterFieldKind
  )? {
    let name = key.contains(".") ? key : ColumnMap.canonical(key)
    if let kind = Self.fields[name] {
      return (.contact(name == "id" ? "contact_uuid" : name, kind), kind)
    }
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      switch parts[0] {
      case "contact": return field(parts[1], at: location)
      case "data": return (.attribute(parts[1]), .text)
      case "place":
        let name = parts[1] == "name" ? "business_name" : parts[1]
        if Self.placeFields.contains(name) { return (.place(name), .text) }
      case "corporation":
        let name =
          parts[1] == "type" ? "corporation_type" : parts[1] == "name" ? "business_name" : parts[1]
        if Self.corporationFields.contains(name) { return (.corporation(name), .text) }
      default: break
      }
    }
    let names =
      Self.fields.keys.sorted() + Self.questions + Self.placeFields.map { "place." + $0 }
      + Self.corporationFields.map { "corporation." + $0 }
    let near = nearestName(to: key, in: names)
    diagnostics.append(
      Diagnostic(
        .error, "unknown-field", "a filter has no field “\(key)”", at: location,
        length: key.utf8.count,
        hint: near.map { "did you mean “\($0)”?" }
          ?? "fields are those of contacts, data.<name>, place.<name> and corporation.<name>"))
    return nil
  }

  private mutating func comparison(
    _ value: PositionedValue, kind: FilterFieldKind
  ) -> Comparison? {
    guard let members = value.members else {
      guard let texts = texts(value) else { return nil }
      if kind == .number, texts.contains(where: { ExactDecimal($0) == nil }) {
        return fail("wrong-type", "the field is compared with a number", value)
      }
      if kind == .time {
        guard texts.count == 1, let day = time(value) else { return nil }
        return .times(after: day, before: nil)
      }
      return .oneOf(texts)
    }
    var parts: [Comparison] = []
    for member in members {
      let value = member.value
      switch member.key {
      case "min", "max", "gte", "lte", "at_least", "at_most":
        guard let text = scalar(value), kind == .time || ExactDecimal(text) != nil else {
          return fail("wrong-type", "“\(member.key)” is a number", value)
        }
        let isMinimum = ["min", "gte", "at_least"].contains(member.key)
        if kind == .time {
          guard let time = time(value) else { return nil }
          parts.append(
            isMinimum ? .times(after: time, before: nil) : .times(after: nil, before: time))
        } else {
          parts.append(
            .range(minimum: isMinimum ? text : nil, maximum: isMinimum ? nil : text))
        }
      case "equals", "in", "is":
        guard let part = comparison(value, kind: kind) else { return nil }
        parts.append(part)
      case "contains":
        guard let text = scalar(value) else {
          return fail("wrong-type", "“contains” is a text", value)
        }
        parts.append(.contains(text.lowercased()))
      case "exists":
        guard case .bool(let flag) = value.kind else {
          return fail("wrong-type", "“exists” is true or false", value)
        }
        parts.append(.exists(flag))
      case "after", "since":
        guard let time = time(value) else { return nil }
        parts.append(.times(after: time, before: nil))
      case "before", "until":
        guard let time = time(value) else { return nil }
        parts.append(.times(after: nil, before: time))
      case "within":
        guard let span = duration(value) else { return nil }
        parts.append(.times(after: .ago(span), before: nil))
      default:
        return unknown(
          member, among: ["min", "max", "in", "contains", "exists", "after", "before", "within"])
      }
    }
    guard !parts.isEmpty else { return fail("invalid-filter", "a comparison is missing", value) }
    return parts.count == 1 ? parts[0] : .both(Comparison.Both(parts: parts))
  }

  private mutating func interest(_ value: PositionedValue) -> Condition? {
    guard let members = value.members else {
      return texts(value).map {
        .interest(["interest_category": .oneOf($0.map { $0.lowercased() })])
      }
    }
    var parts: [String: Comparison] = [:]
    for member in members {
      switch member.key {
      case "category", "interest_category":
        guard let texts = texts(member.value) else { return nil }
        parts["interest_category"] = .oneOf(texts.map { $0.lowercased() })
      case "value", "interest_value":
        guard let texts = texts(member.value) else { return nil }
        parts["interest_value"] = .oneOf(texts)
      case "min", "min_confidence", "confidence_score":
        let text = member.value["min"].flatMap(scalar) ?? scalar(member.value) ?? ""
        guard ExactDecimal(text) != nil else {
          return fail("wrong-type", "“\(member.key)” is a number", member.value)
        }
        parts["confidence_score"] = .range(minimum: text, maximum: nil)
      default: return unknown(member, among: ["category", "value", "min"])
      }
    }
    return .interest(parts)
  }

  private mutating func purchase(_ value: PositionedValue) -> PurchaseQuestion? {
    var question = PurchaseQuestion()
    guard let members = value.members else {
      guard let texts = texts(value) else { return nil }
      question.products = texts
      return question
    }
    for member in members {
      switch member.key {
      case "product", "product_id", "products":
        guard let texts = texts(member.value) else { return nil }
        question.products = texts
      case "category", "categories":
        guard let texts = texts(member.value) else { return nil }
        question.categories = texts.map { $0.lowercased() }
      case "within":
        guard let span = duration(member.value) else { return nil }
        question.within = span
      case "min", "count", "min_count":
        guard let text = scalar(member.value), let count = Int(text), count > 0 else {
          _ = fail("wrong-type", "“\(member.key)” is a whole number above 0", member.value) as Bool?
          return nil
        }
        question.minimumCount = count
      default: return unknown(member, among: ["product", "category", "within", "min"])
      }
    }
    return question
  }

  private mutating func texts(_ value: PositionedValue) -> [String]? {
    if let elements = value.elements {
      let texts = elements.compactMap(scalar)
      guard texts.count == elements.count, !texts.isEmpty, texts.count <= 10_000 else {
        return fail("wrong-type", "a list here holds texts or numbers, at least one", value)
      }
      return texts
    }
    guard let text = scalar(value) else {
      return fail("wrong-type", "a text or a list of texts is wanted, not \(value.typeName)", value)
    }
    return [text]
  }

  private func scalar(_ value: PositionedValue) -> String? {
    switch value.kind {
    case .string(let text): text
    case .number(let number): number.text
    case .bool(let flag): flag ? "true" : "false"
    default: nil
    }
  }

  private mutating func time(_ value: PositionedValue) -> FilterTime? {
    guard let text = scalar(value) else {
      return fail("wrong-type", "a time is wanted, not \(value.typeName)", value)
    }
    if let time = Timestamp(text) { return .fixed(time.millisecondsSince1970) }
    if text == "now" { return .ago(0) }
    if let span = Self.span(text) { return .ago(span) }
    return fail("invalid-format", "a time is 2026-05-01, a full RFC 3339 time, or 90d ago", value)
  }

  private mutating func duration(_ value: PositionedValue) -> Int64? {
    guard let span = scalar(value).flatMap(Self.span) else {
      return fail("invalid-format", "a span is a number of days such as 90d, or 12h, 4w", value)
    }
    return span
  }

  /// `90d`, `12h`, `4w`, with an optional minus before and ` ago` behind, in milliseconds.
  static func span(_ text: String) -> Int64? {
    var text = text.trimmed
    if text.hasSuffix(" ago") { text = String(text.dropLast(4)) }
    if text.hasPrefix("-") { text = String(text.dropFirst()) }
    let units: [Character: Int64] = [
      "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      (0...1_000_000).contains(number)
    else { return nil }
    return number * unit
  }

  private mutating func unknown<T>(
    _ member: PositionedValue.Member, among names: [String]
  ) -> T? {
    let near = nearestName(to: member.key, in: names)
    diagnostics.append(
      Diagnostic(
        .error, "unknown-key", "“\(member.key)” is not known here", at: member.keyLocation,
        length: member.key.utf8.count,
        hint: near.map { "did you mean “\($0)”?" } ?? "use \(names.joined(separator: ", "))"))
    return nil
  }

  private mutating func fail<T>(_ code: String, _ message: String, _ value: PositionedValue) -> T? {
    diagnostics.append(Diagnostic(.error, code, message, at: value.location))
    return nil
  }
}
