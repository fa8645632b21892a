internal import CRMModel
internal import Diagnostics
internal import GRDB

/// Compiles a filter to a condition on `contact_profiles t`, with every value bound.
struct FilterCompiler {
  let tenant: TenantID
  let now: Timestamp
  private(set) var arguments: [DatabaseValue] = []

  init(tenant: TenantID, now: Timestamp) {
    self.tenant = tenant
    self.now = now
  }

  mutating func sql(_ condition: Condition) -> String {
    switch condition {
    case .all(let parts): return join(parts, with: " AND ", empty: "1")
    case .any(let parts): return join(parts, with: " OR ", empty: "0")
    case .not(let part): return "NOT coalesce(\(sql(part)), 0)"
    case .field(let field, let comparison): return sql(field, comparison)
    case .interest(let parts):
      var text =
        "EXISTS (SELECT 1 FROM user_interests i "
        + "WHERE i.endpoint_id = t.endpoint_id AND i.user_id = t.contact_uuid"
      for (column, comparison) in parts.sorted(by: { $0.key < $1.key }) {
        text += " AND " + compare("i.\(column)", comparison)
      }
      return text + ")"
    case .purchase(let question): return sql(question)
    case .totalSpent(let comparison):
      // Rounded to four places: sums of decimals as doubles are not exact in the last digits.
      return compare(
        "(SELECT round(coalesce(sum(CAST(p.amount AS REAL)), 0), 4) FROM purchases p "
          + "WHERE p.endpoint_id = t.endpoint_id AND p.user_id = t.contact_uuid)", comparison,
        isNumber: true)
    case .event(let table, let slugs):
      return "EXISTS (SELECT 1 FROM \(table) l JOIN events e ON e.endpoint_id = l.endpoint_id "
        + "AND e.event_id = l.event_id WHERE l.endpoint_id = t.endpoint_id "
        + "AND l.contact_uuid = t.contact_uuid AND (e.slug IN (\(bind(slugs))) "
        + "OR e.event_id IN (\(bind(slugs)))))"
    }
  }

  private mutating func join(_ parts: [Condition], with word: String, empty: String) -> String {
    guard !parts.isEmpty else { return empty }
    var texts: [String] = []
    for part in parts { texts.append(sql(part)) }
    return texts.count == 1 ? texts[0] : "(" + texts.joined(separator: word) + ")"
  }

  private mutating func sql(_ question: PurchaseQuestion) -> String {
    var text = "FROM purchases p WHERE p.endpoint_id = t.endpoint_id AND p.user_id = t.contact_uuid"
    if let products = question.products { text += " AND p.product_id IN (\(bind(products)))" }
    if let categories = question.categories {
      text +=
        " AND (p.category IN (\(bind(categories))) OR (p.category IS NULL AND EXISTS "
        + "(SELECT 1 FROM products q WHERE q.endpoint_id = p.endpoint_id AND q.id = p.product_id "
        + "AND q.category IN (\(bind(categories))))))"
    }
    if let within = question.within {
      text += " AND p.timestamp >= ? AND p.timestamp <= ?"
      arguments.append((now.millisecondsSince1970 - within).databaseValue)
      arguments.append(now.millisecondsSince1970.databaseValue)
    }
    guard let count = question.minimumCount, count > 1 else { return "EXISTS (SELECT 1 \(text))" }
    arguments.append(count.databaseValue)
    return "(SELECT count(*) \(text)) >= ?"
  }

  private mutating func sql(_ field: FilterField, _ comparison: Comparison) -> String {
    switch field {
    case .contact("email", _):
      if case .oneOf(let texts) = comparison {
        return "t.email_folded IN (\(bind(texts.map { $0.lowercased() })))"
      }
      return compare("t.email", comparison)
    case .contact(let name, let kind):
      // Written as a range of the index where there is one.
      return compare("t.\(name)", comparison, isNumber: kind == .number, isInteger: kind == .number)
    case .attribute(let name):
      let isAbsent = comparison == .exists(false)
      var text = isAbsent ? "NOT " : ""
      arguments.append("\(EntityType.contact.rawValue)-\(name)".databaseValue)
      text +=
        "EXISTS (SELECT 1 FROM attribute_values a WHERE a.endpoint_id = t.endpoint_id "
        + "AND a.data_identity = t.contact_uuid AND a.data_type_attribute_name = ? "
        + "AND a.status = 'active'"
      switch comparison {
      case .exists: break
      default:
        text += " AND " + compare("CAST(json_extract(a.value, '$') AS TEXT)", comparison)
      }
      return text + ")"
    case .place(let name):
      return exists(
        "places x WHERE x.endpoint_id = t.endpoint_id AND x.place_uuid = t.place_uuid",
        "x.\(name)", comparison)
    case .corporation(let name):
      return exists(
        "places y JOIN corporation_profiles x ON x.endpoint_id = y.endpoint_id "
          + "AND x.corporation_uuid = y.corporation_uuid "
          + "WHERE y.endpoint_id = t.endpoint_id AND y.place_uuid = t.place_uuid",
        "x.\(name)", comparison)
    }
  }

  private mutating func exists(
    _ source: String, _ column: String, _ comparison: Comparison
  ) -> String {
    if comparison == .exists(false) {
      return "NOT EXISTS (SELECT 1 FROM \(source) AND \(compare(column, .exists(true))))"
    }
    return "EXISTS (SELECT 1 FROM \(source) AND \(compare(column, comparison)))"
  }

  private mutating func compare(
    _ expression: String, _ comparison: Comparison, isNumber: Bool = false, isInteger: Bool = false
  ) -> String {
    switch comparison {
    case .oneOf(let texts):
      if isNumber {
        let marks = texts.map { text -> String in
          arguments.append(number(text, isInteger: isInteger))
          return "?"
        }
        return "\(expression) IN (\(marks.joined(separator: ",")))"
      }
      return "\(expression) IN (\(bind(texts)))"
    case .range(let minimum, let maximum):
      let value = isNumber ? expression : "CAST(\(expression) AS REAL)"
      var parts: [String] = []
      if let minimum {
        arguments.append(number(minimum, isInteger: isInteger))
        parts.append("\(value) >= ?")
      }
      if let maximum {
        arguments.append(number(maximum, isInteger: isInteger))
        parts.append("\(value) <= ?")
      }
      if !isNumber { parts.append("\(expression) GLOB '*[0-9]*'") }
      return "(" + parts.joined(separator: " AND ") + ")"
    case .contains(let needle):
      arguments.append(needle.databaseValue)
      return "galley_contains(\(expression), ?)"
    case .exists(let flag):
      return flag
        ? "(\(expression) IS NOT NULL AND \(expression) <> '')"
        : "(\(expression) IS NULL OR \(expression) = '')"
    case .times(let after, let before):
      var parts: [String] = []
      if let after {
        arguments.append(after.milliseconds(now: now).databaseValue)
        parts.append("\(expression) >= ?")
      }
      if let before {
        arguments.append(before.milliseconds(now: now).databaseValue)
        parts.append("\(expression) < ?")
      }
      return "(" + parts.joined(separator: " AND ") + ")"
    case .both(let both):
      var parts: [String] = []
      for part in both.parts {
        parts.append(compare(expression, part, isNumber: isNumber, isInteger: isInteger))
      }
      return "(" + parts.joined(separator: " AND ") + ")"
    }
  }

  private func number(_ text: String, isInteger: Bool) -> DatabaseValue {
    if isInteger, let whole = Int64(text) { return whole.databaseValue }
    return (ExactDecimal(text)?.doubleValue ?? 0).databaseValue
  }

  private mutating func bind(_ texts: [String]) -> String {
    arguments += texts.map(\.databaseValue)
    return texts.map { _ in "?" }.joined(separator: ",")
  }
}
