extension BuiltinFilter {
  static let listFilters: [String: BuiltinFilter] = [
    "size": BuiltinFilter(acceptsMissing: true) { (value, _, _) throws(TemplateFilterError) in
      switch value {
      case .array(let elements): .int(elements.count)
      case .object(let object): .int(object.count)
      case .string(let text), .safeHTML(let text): .int(text.unicodeScalars.count)
      default: .int(0)
      }
    },
    "first": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      switch value {
      case .array(let elements): return elements.first ?? .null
      case .string(let text), .safeHTML(let text):
        return .string(text.unicodeScalars.first.map { String($0) } ?? "")
      case .object(let object):
        guard let key = object.keys.first, let value = object.values.first else { return .null }
        return .array([.string(key), value])
      default: return .null
      }
    },
    "last": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      switch value {
      case .array(let elements): elements.last ?? .null
      case .string(let text), .safeHTML(let text):
        .string(text.unicodeScalars.last.map { String($0) } ?? "")
      default: .null
      }
    },
    "join": BuiltinFilter(0...1) { (value, arguments, _) throws(TemplateFilterError) in
      let glue = arguments.first?.printed ?? " "
      return .string(flattened(value).map(\.printed).joined(separator: glue))
    },
    "concat": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      guard case .array(let more) = arguments[0] else {
        throw TemplateFilterError("the argument must be a list")
      }
      return .array(flattened(value) + more)
    },
    "reverse": BuiltinFilter { (value, _, _) throws(TemplateFilterError) in
      .array(flattened(value).reversed())
    },
    "compact": BuiltinFilter(0...1) { (value, arguments, _) throws(TemplateFilterError) in
      .array(
        try filter(flattened(value), arguments.first) { (_, key) throws(TemplateFilterError) in
          !key.isNull
        })
    },
    "uniq": BuiltinFilter(0...1) { (value, arguments, _) throws(TemplateFilterError) in
      var seen: [TemplateValue] = []
      var seenText = Set<String>()
      return .array(
        try filter(flattened(value), arguments.first) { (_, key) throws(TemplateFilterError) in
          if case .string(let text) = key { return seenText.insert(text).inserted }
          if seen.contains(key) { return false }
          seen.append(key)
          return true
        })
    },
    "map": BuiltinFilter(1...1) { (value, arguments, _) throws(TemplateFilterError) in
      var result: [TemplateValue] = []
      for item in flattened(value) {
        switch member(of: item, arguments[0]) {
        case .value(let value): result.append(value)
        case .nothing: result.append(.null)
        case .impossible: throw TemplateFilterError("the list holds values without members")
        }
      }
      return .array(result)
    },
    "where": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      try select(value, arguments).map { .array($0.filter(\.matches).map(\.item)) } ?? .null
    },
    "reject": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      // Without a name nothing is kept, as Liquid has it.
      if arguments[0].isNull { return .array([]) }
      return try select(value, arguments).map {
        .array($0.filter { !$0.matches }.map(\.item))
      } ?? .null
    },
    "find": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      try select(value, arguments, stopsAtMatch: true)?.first(where: \.matches)?.item ?? .null
    },
    "find_index": BuiltinFilter(1...2) { (value, arguments, _) throws(TemplateFilterError) in
      try select(value, arguments, stopsAtMatch: true)?.firstIndex(where: \.matches)
        .map { .int($0) } ?? .null
    },
    "has": BuiltinFilter(1...2, acceptsMissing: true) {
      (value, arguments, _) throws(TemplateFilterError) in
      guard let items = try select(value, arguments, stopsAtMatch: true) else { return .null }
      return .bool(items.contains(where: \.matches))
    },
    "sum": BuiltinFilter(0...1, acceptsMissing: true) {
      (value, arguments, _) throws(TemplateFilterError) in
      var total = TemplateNumber.int(0)
      for item in flattened(value) {
        var term = item
        if let key = arguments.first, !key.isNull {
          guard case .value(let value) = member(of: item, key) else {
            throw TemplateFilterError("the list holds values without members")
          }
          term = value
        }
        total = total.combined(with: number(term)) {
          $0.addingReportingOverflow($1)
        } broken: {
          $0 + $1
        }
      }
      return total.value
    },
    "sort": BuiltinFilter(0...1) { (value, arguments, _) throws(TemplateFilterError) in
      .array(
        try sorted(flattened(value), by: arguments.first) { (a, b) throws(TemplateFilterError) in
          guard let order = TemplateValue.order(a, b) else {
            throw TemplateFilterError("the list holds values that cannot be compared")
          }
          return order
        })
    },
    "sort_natural": BuiltinFilter(0...1) { (value, arguments, _) throws(TemplateFilterError) in
      .array(
        try sorted(flattened(value), by: arguments.first) { (a, b) throws(TemplateFilterError) in
          let (left, right) = (a.printed.lowercased(), b.printed.lowercased())
          return left < right ? -1 : (left == right ? 0 : 1)
        })
    },
  ]

  /// The elements that list filters work on: nested lists become one, a single value a list of one.
  static func flattened(_ value: TemplateValue) -> [TemplateValue] {
    switch value {
    case .null: return []
    case .array(let elements):
      guard elements.contains(where: { if case .array = $0 { true } else { false } }) else {
        return elements
      }
      return elements.flatMap { element in
        if case .array = element { flattened(element) } else { [element] }
      }
    default: return [value]
    }
  }

  enum MemberResult {
    case value(TemplateValue)
    /// The value can have no members, as null.
    case nothing
    /// Asking is a mistake, as for a number.
    case impossible
  }

  static func member(of item: TemplateValue, _ key: TemplateValue) -> MemberResult {
    switch item {
    case .object(let object): return .value(object[key.printed] ?? .null)
    case .string(let text), .safeHTML(let text):
      guard let part = key.text else { return .impossible }
      return .value(text.contains(part) ? key : .null)
    case .int(let bits):
      // A whole number can be asked for one of its bits.
      guard case .int(let index) = key else { return .impossible }
      return .value(.int(index < 0 ? 0 : (index > 62 ? (bits < 0 ? 1 : 0) : (bits >> index) & 1)))
    default: return .nothing
    }
  }

  private struct Selected {
    var item: TemplateValue
    var matches: Bool
  }

  private static func select(
    _ value: TemplateValue, _ arguments: [TemplateValue], stopsAtMatch: Bool = false
  ) throws(TemplateFilterError) -> [Selected]? {
    var result: [Selected] = []
    for item in flattened(value) {
      switch member(of: item, arguments[0]) {
      case .value(let found):
        let target = arguments.dropFirst().first ?? .null
        let matches = target.isNull ? found.isTruthy : TemplateValue.isEqual(found, target)
        result.append(Selected(item: item, matches: matches))
        if matches, stopsAtMatch { return result }
      case .nothing: return nil
      case .impossible: throw TemplateFilterError("the list holds values without members")
      }
    }
    return result
  }

  private static func filter(
    _ items: [TemplateValue], _ key: TemplateValue?,
    _ keep: (TemplateValue, TemplateValue) throws(TemplateFilterError) -> Bool
  ) throws(TemplateFilterError) -> [TemplateValue] {
    var result: [TemplateValue] = []
    for item in items {
      var subject = item
      if let key, !key.isNull {
        guard case .value(let value) = member(of: item, key) else {
          throw TemplateFilterError("the list holds values without members")
        }
        subject = value
      }
      if try keep(item, subject) { result.append(item) }
    }
    return result
  }

  /// A stable merge sort, because the comparison may fail.
  private static func sorted(
    _ items: [TemplateValue], by key: TemplateValue?,
    _ order: (TemplateValue, TemplateValue) throws(TemplateFilterError) -> Int
  ) throws(TemplateFilterError) -> [TemplateValue] {
    var keyed: [(key: TemplateValue, item: TemplateValue)] = []
    for item in items {
      guard let key, !key.isNull else {
        keyed.append((item, item))
        continue
      }
      guard case .value(let value) = member(of: item, key) else {
        throw TemplateFilterError("the list holds values without members")
      }
      keyed.append((value, item))
    }
    // Nothing sorts last.
    let nulls = keyed.filter(\.key.isNull)
    keyed.removeAll(where: \.key.isNull)
    var width = 1
    while width < keyed.count {
      var merged: [(key: TemplateValue, item: TemplateValue)] = []
      merged.reserveCapacity(keyed.count)
      var start = 0
      while start < keyed.count {
        let middle = min(start + width, keyed.count)
        let end = min(start + 2 * width, keyed.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          var takesLeft = right >= end
          if left < middle, right < end {
            takesLeft = try order(keyed[left].key, keyed[right].key) <= 0
          }
          if takesLeft {
            merged.append(keyed[left])
            left += 1
          } else {
            merged.append(keyed[right])
            right += 1
          }
        }
        start = end
      }
      keyed = merged
      width *= 2
    }
    return (keyed + nulls).map(\.item)
  }
}
