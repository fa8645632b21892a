internal import Diagnostics
internal import SourceText

/// What an expression is used for, which decides what its fields are noted as.
enum ExpressionUse {
  /// Its value is printed.
  case printed
  /// Its value is printed, and a default is at hand.
  case printedWithDefault
  /// Its value is tested, assigned or looped over.
  case tested

  var hasDefault: Bool { if case .printed = self { false } else { true } }
}

extension TemplateCompiler {
  mutating func operation(_ expression: Expression, _ use: ExpressionUse) -> Operation {
    switch expression.kind {
    case .constant(let value): return .constant(value)
    case .empty: return .empty
    case .blank: return .blank
    case .path(let path): return .path(accessor(path, expression.range, use).accessor)
    case .range(let start, let end): return .range(operation(start, use), operation(end, use))
    case .filtered(let base, let calls): return filtered(base, calls, use)
    case .compare(let comparison, let left, let right):
      return .compare(comparison, operation(left, .tested), operation(right, .tested))
    case .and(let left, let right):
      return .and(operation(left, .tested), operation(right, .tested))
    case .or(let left, let right): return .or(operation(left, .tested), operation(right, .tested))
    case .not(let inner): return .not(operation(inner, .tested))
    case .truthy(let inner): return .truthy(operation(inner, .tested))
    }
  }

  // MARK: Paths

  struct Resolved {
    var accessor: Accessor
    var model: DataModel
    var field: String?
    /// The shape of a list's elements, when the path is a list of the row.
    var elements: RowShape?
  }

  mutating func accessor(_ path: Path, _ range: Range<Int>, _ use: ExpressionUse) -> Resolved {
    var model = DataModel.any
    var field: String?
    var segments = path.segments[...]
    let base: Accessor.Base
    var name: String
    // Where the path starts in the row, when its shape is known.
    var place: (shape: RowShape, column: Int, slot: Int?)?
    switch path.root {
    case .name(let root):
      name = root
      if root == "forloop" || root == "tablerowloop", loopDepth > loopBase || isInPartialLoop {
        return loopAccessor(path, range)
      }
      if let binding = binding(root) {
        base = binding.isLocal ? .local(binding.slot) : .slot(binding.slot, TemplateKey(root))
        model = binding.model ?? .any
        field = binding.field
        place = binding.shape.map { ($0, 0, binding.slot) }
      } else if let counter = counters[root] {
        base = .counter(counter, TemplateKey(root))
      } else {
        base = .root(TemplateKey(root))
        field = root
        model = member(of: options.isStrict ? options.model : .any, root, range, of: nil)
        place = rowPlace(root)
      }
    case .dynamic(let key):
      name = "[…]"
      base = .dynamic(operation(key, use))
    case .stack(let root):
      name = root
      base = .stack(TemplateKey(root))
      field = root
      if loopDepth == 0 {
        if options.isStrict { model = member(of: options.model, root, range, of: nil) }
        place = rowPlace(root)
      }
    case .section(0) where parameter(segments.first) != nil:
      // A block parameter, as in `as |item|`.
      base = .local(parameter(segments.first)?.slot ?? 0)
      name = ""
      if case .key(let key, _)? = segments.popFirst() { name = key }
    case .section(let depth):
      let isRoot = depth == 0 && loopDepth == 0
      name = isRoot ? "" : depth == 0 ? "this" : String(repeating: "../", count: depth) + "this"
      base = .section(depth)
      if isRoot {
        field = ""
        model = options.isStrict ? options.model : .any
        place = options.shape.map { ($0, 0, nil) }
      }
    case .context:
      name = ""
      base = .context
      field = ""
      place = options.shape.map { ($0, 0, nil) }
      model = options.isStrict ? options.model : .any
    case .loop(let depth, let loopField):
      name = "@\(loopField.rawValue)"
      base = .loop(depth, loopField)
    }
    let column = Self.column(place, segments)
    var compiled: [Accessor.Segment] = []
    while let segment = segments.popFirst() {
      switch segment {
      case .key(let key, let place):
        compiled.append(.key(TemplateKey(key)))
        if options.isStrict { model = member(of: model, key, place, of: name) }
        name = name.isEmpty ? key : name + "." + key
        field = field.map { $0.isEmpty ? key : $0 + "." + key }
      case .index(let index):
        compiled.append(.index(operation(index, use)))
        model = model.element
        if case .constant(.int(let number)) = index.kind {
          name += "[\(number)]"
        } else {
          name += "[…]"
        }
        field = field.map { $0 + "[]" }
      }
    }
    if let field, !field.isEmpty {
      noteUse(
        field, at: sources[source].location(at: range.lowerBound), hasDefault: use.hasDefault)
    }
    return Resolved(
      accessor: Accessor(
        base: base, segments: compiled, column: column?.place, name: name, site: site(range)),
      model: model, field: field, elements: column?.elements)
  }

  /// The column of a name of the row itself.
  private func rowPlace(_ name: String) -> (shape: RowShape, column: Int, slot: Int?)? {
    guard let shape = options.shape, let column = shape.member(name, of: 0) else { return nil }
    return (shape, column, nil)
  }

  /// Follows the segments as far as they have columns; `nil` when not one value is reached.
  private static func column(
    _ start: (shape: RowShape, column: Int, slot: Int?)?, _ segments: ArraySlice<Path.Segment>
  ) -> (place: Accessor.Column, elements: RowShape?)? {
    guard let (shape, first, slot) = start else { return nil }
    var column = first
    var covers = 0
    for segment in segments {
      guard case .key(let key, _) = segment, let member = shape.member(key, of: column) else {
        break
      }
      column = member
      covers += 1
    }
    // What an object or a list has beside its members (`size`) is asked of the whole value.
    let isWhole = covers == segments.count
    return (
      Accessor.Column(index: column, covers: covers, slot: slot, shape: shape.id),
      isWhole ? shape.nodes[column].elements : nil
    )
  }

  private func parameter(_ segment: Path.Segment?) -> Binding? {
    guard case .key(let key, _)? = segment, options.syntax == .handlebars else { return nil }
    return binding(key).flatMap { $0.isLocal ? $0 : nil }
  }

  private mutating func member(
    of model: DataModel, _ name: String, _ range: Range<Int>, of owner: String?
  ) -> DataModel {
    switch model.member(name) {
    case .found(let model): return model
    case .unknown(let candidates):
      let prefix = owner.map { $0.isEmpty ? "" : $0 + "." } ?? ""
      report(
        .error, "unknown-field", "there is no field `\(prefix)\(name)`", range,
        hint: nearestName(to: name, in: candidates).map { "did you mean `\(prefix)\($0)`?" })
      return .any
    }
  }

  var isInPartialLoop: Bool { scopes[scopeBase...].contains { $0["\u{0}partial-loop"] != nil } }

  private mutating func loopAccessor(_ path: Path, _ range: Range<Int>) -> Resolved {
    var level = 0
    var segments = path.segments[...]
    while case .key("parentloop", _)? = segments.first {
      level += 1
      segments.removeFirst()
    }
    let inner = loopDepth - loopBase
    let depth = inner > 0 ? inner : (isInPartialLoop ? 1 : 0)
    var base: Accessor.Base = level < depth ? .loopObject(level) : .nothing
    if level < depth, case .key(let key, _)? = segments.first, let field = LoopField(rawValue: key)
    {
      base = .loop(level, field)
      segments.removeFirst()
    }
    var rest: [Accessor.Segment] = []
    for case .key(let key, _) in segments { rest.append(.key(TemplateKey(key))) }
    return Resolved(
      accessor: Accessor(base: base, segments: rest, name: "forloop", site: site(range)),
      model: .any, field: nil)
  }

  // MARK: Filters

  private mutating func filtered(
    _ base: Expression, _ calls: [FilterCall], _ use: ExpressionUse
  ) -> Operation {
    var baseUse = use
    if case .printed = use, calls.contains(where: { acceptsMissing($0.name) }) {
      baseUse = .printedWithDefault
    }
    var result = operation(base, baseUse)
    for call in calls { result = filter(result, call, use) }
    return result
  }

  private func acceptsMissing(_ name: String) -> Bool {
    options.filters[name]?.acceptsMissing ?? BuiltinFilter.all[name]?.acceptsMissing ?? false
  }

  private mutating func filter(
    _ input: Operation, _ call: FilterCall, _ use: ExpressionUse
  ) -> Operation {
    var name = call.name
    if name == "newline_to_br", tracksHTML { name = "escaped_newline_to_br" }
    let arguments = call.arguments.map { operation($0, use) }
    let named = call.named.map { FilterStep.Named(name: $0.name, value: operation($0.value, use)) }
    let body: TemplateFilter.Body
    var isPure = false
    if let custom = options.filters[call.name] {
      body = custom.body
    } else if let builtin = BuiltinFilter.all[name] {
      body = call.name == "date" ? dated(builtin.body) : builtin.body
      isPure = true
      guard check(call, builtin) else { return input }
    } else {
      let names = options.filters.keys
      report(
        .error, "unknown-filter", "there is no filter `\(call.name)`", call.range,
        hint: nearestName(
          to: call.name, in: Array(BuiltinFilter.all.keys) + Array(names)
        ).map { "did you mean `\($0)`?" })
      return input
    }
    let constants = arguments.compactMap(\.constantValue)
    let namedConstants = named.compactMap { pair in
      pair.value.constantValue.map { (pair.name, $0) }
    }
    // A filter of constants gives the same for everybody.
    if isPure, let value = input.constantValue, constants.count == arguments.count,
      namedConstants.count == named.count,
      let folded = try? body(
        value, constants, Dictionary(namedConstants) { _, last in last })
    {
      return .constant(folded)
    }
    return .filter(
      FilterStep(
        builtin: isPure ? name : nil, input: input, body: body, arguments: arguments, named: named,
        acceptsMissing: acceptsMissing(call.name), site: site(call.range)))
  }

  /// The `date` filter with the clock that was given: builds never read the machine's.
  private func dated(_ body: @escaping TemplateFilter.Body) -> TemplateFilter.Body {
    guard let now = options.now else { return body }
    let text = TemplateValue.string(now.description)
    return { (value, arguments, named) throws(TemplateFilterError) in
      let isNow = value.text == "now" || value.text == "today"
      return try body(isNow ? text : value, arguments, named)
    }
  }

  /// Whether the arguments fit; only then may the filter run.
  private mutating func check(_ call: FilterCall, _ filter: BuiltinFilter) -> Bool {
    if !filter.arguments.contains(call.arguments.count) {
      let range = filter.arguments
      let expected =
        range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      report(
        .error, "invalid-argument",
        "`\(call.name)` takes \(expected) arguments, not "
          + "\(call.arguments.count)", call.range)
    }
    for named in call.named where !filter.named.contains(named.name) {
      report(
        .error, "invalid-argument", "`\(call.name)` has no argument `\(named.name)`", call.range,
        hint: nearestName(to: named.name, in: filter.named).map { "did you mean `\($0)`?" })
    }
    return filter.arguments.contains(call.arguments.count)
  }
}
