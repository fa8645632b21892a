internal import SourceText

/// Decides which elements of a document a selector means.
struct CSSMatcher {
  let tree: HTMLTree
  let bytes: [UInt8]
  private let classLists: [[Range<Int>]]
  private let identifiers: [Range<Int>?]
  private var byTag: [String: [Int]] = [:]
  private var byClass: [[UInt8]: [Int]] = [:]
  private var byIdentifier: [[UInt8]: [Int]] = [:]
  private let all: [Int]
  /// How many comparisons are left: selectors with many combinators in deep documents could
  /// otherwise run for hours.
  private(set) var budget = 20_000_000
  /// Set when the last element tested matched only by a structure that template tags vary.
  private(set) var usesDynamicStructure = false

  init(_ tree: HTMLTree, _ bytes: [UInt8], _ opaque: OpaqueSpans) {
    self.tree = tree
    self.bytes = bytes
    var classLists: [[Range<Int>]] = []
    var identifiers: [Range<Int>?] = []
    for index in tree.elements.indices {
      byTag[tree.elements[index].name, default: []].append(index)
      let classes = tree.attribute("class", of: index)?.valueRange.map {
        Self.words(bytes, $0, opaque)
      }
      for range in classes ?? [] {
        let key = Array(bytes[range])
        if byClass[key]?.last != index { byClass[key, default: []].append(index) }
      }
      classLists.append(classes ?? [])
      let identifier = tree.attribute("id", of: index)?.valueRange.map {
        ASCII.trimmed(bytes, $0)
      }
      if let identifier { byIdentifier[Array(bytes[identifier]), default: []].append(index) }
      identifiers.append(identifier)
    }
    self.classLists = classLists
    self.identifiers = identifiers
    all = Array(tree.elements.indices)
  }

  // The static words of a value: what a template tag touches is not known yet, and what stands
  // between steering tags is not certain.
  private static func words(_ bytes: [UInt8], _ range: Range<Int>, _ opaque: OpaqueSpans)
    -> [Range<Int>]
  {
    var words: [Range<Int>] = []
    var index = range.lowerBound
    var depth = 0
    while index < range.upperBound {
      if ASCII.isSpace(bytes[index]) {
        index += 1
        continue
      }
      let start = index
      var isStatic = depth == 0
      while index < range.upperBound, !ASCII.isSpace(bytes[index]) {
        if let span = opaque.span(at: index) {
          isStatic = false
          depth = max(0, depth + TemplateBlock.change(bytes, span))
          index = span.range.upperBound
        } else {
          index += 1
        }
      }
      if isStatic { words.append(start..<min(index, range.upperBound)) }
    }
    return words
  }

  /// The elements that a selector means, in source order.
  mutating func elements(for selector: CSSSelector) -> [Int] {
    guard let last = selector.compounds.last else { return [] }
    let candidates: [Int]
    if let identifier = last.identifiers.first {
      candidates = byIdentifier[identifier] ?? []
    } else if let word = last.classes.first {
      candidates = byClass[word] ?? []
    } else if let tag = last.tag {
      candidates = byTag[tag] ?? []
    } else {
      candidates = all
    }
    return candidates.filter { matches(selector, $0) }
  }

  /// Whether a selector means an element.
  mutating func matches(_ selector: CSSSelector, _ element: Int) -> Bool {
    usesDynamicStructure = false
    return match(selector, selector.compounds.count - 1, element)
  }

  private mutating func match(_ selector: CSSSelector, _ position: Int, _ element: Int) -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    guard position >= 0, test(selector.compounds[position], element) else { return false }
    guard position > 0 else { return true }
    switch selector.combinators[position - 1] {
    case .child:
      let parent = tree.elements[element].parent
      return parent >= 0 && match(selector, position - 1, parent)
    case .descendant:
      var ancestor = tree.elements[element].parent
      while ancestor >= 0 {
        if match(selector, position - 1, ancestor) { return true }
        ancestor = tree.elements[ancestor].parent
      }
      return false
    case .adjacent:
      let previous = tree.elements[element].previousSibling
      guard previous >= 0, match(selector, position - 1, previous) else { return false }
      noteStructure(element)
      return true
    case .sibling:
      var previous = tree.elements[element].previousSibling
      while previous >= 0 {
        if match(selector, position - 1, previous) {
          noteStructure(element)
          return true
        }
        previous = tree.elements[previous].previousSibling
      }
      return false
    }
  }

  private mutating func noteStructure(_ element: Int) {
    if tree.hasDynamicSiblings(element) { usesDynamicStructure = true }
  }

  private mutating func test(_ compound: CSSCompound, _ element: Int) -> Bool {
    if let tag = compound.tag, tree.elements[element].name != tag { return false }
    for identifier in compound.identifiers {
      guard let range = identifiers[element], bytes[range].elementsEqual(identifier) else {
        return false
      }
    }
    for word in compound.classes {
      guard classLists[element].contains(where: { bytes[$0].elementsEqual(word) }) else {
        return false
      }
    }
    for attribute in compound.attributes where !test(attribute, element) { return false }
    guard !compound.pseudoClasses.isEmpty else { return true }
    for pseudo in compound.pseudoClasses where !test(pseudo, element) { return false }
    return true
  }

  private func test(_ test: CSSAttributeTest, _ element: Int) -> Bool {
    guard let attribute = tree.attribute(test.name, of: element) else { return false }
    if test.comparison == .exists { return true }
    var value = attribute.valueRange.map { HTMLEntities.decode(bytes[$0]) } ?? []
    var wanted = test.value
    if test.ignoresCase {
      value = value.map(ASCII.lower)
      wanted = wanted.map(ASCII.lower)
    }
    switch test.comparison {
    case .exists: return true
    case .equal: return value == wanted
    case .word:
      return !wanted.isEmpty
        && value.split(whereSeparator: ASCII.isSpace).contains { $0.elementsEqual(wanted) }
    case .dash:
      return value == wanted
        || (value.starts(with: wanted) && value.count > wanted.count
          && value[wanted.count] == UInt8(ascii: "-"))
    case .prefix: return !wanted.isEmpty && value.starts(with: wanted)
    case .suffix:
      return !wanted.isEmpty && value.count >= wanted.count
        && value.suffix(wanted.count).elementsEqual(wanted)
    case .contains:
      guard !wanted.isEmpty, value.count >= wanted.count else { return false }
      return (0...value.count - wanted.count).contains {
        value[$0..<$0 + wanted.count].elementsEqual(wanted)
      }
    }
  }

  private mutating func test(_ pseudo: CSSPseudoClass, _ element: Int) -> Bool {
    switch pseudo {
    case .root:
      return tree.elements[element].parent < 0 && tree.elements[element].name == "html"
    case .empty:
      let value = tree.elements[element]
      if value.hasControl { usesDynamicStructure = true }
      return value.firstChild < 0 && !value.hasText
    case .nthChild(let nth):
      noteStructure(element)
      return nth.matches(tree.elements[element].position)
    case .nthLastChild(let nth):
      noteStructure(element)
      return nth.matches(positionFromEnd(element))
    case .nthOfType(let nth):
      noteStructure(element)
      return nth.matches(typePosition(element, \.previousSibling))
    case .nthLastOfType(let nth):
      noteStructure(element)
      return nth.matches(typePosition(element, \.nextSibling))
    case .any(let selectors):
      return selectors.contains { match($0, $0.compounds.count - 1, element) }
    case .not(let selectors):
      return !selectors.contains { match($0, $0.compounds.count - 1, element) }
    }
  }

  private func positionFromEnd(_ element: Int) -> Int {
    let value = tree.elements[element]
    guard value.parent >= 0 else { return typePosition(element, \.nextSibling, anyType: true) }
    return tree.elements[tree.elements[value.parent].lastChild].position - value.position + 1
  }

  private mutating func typePosition(
    _ element: Int, _ direction: KeyPath<HTMLElement, Int>
  ) -> Int {
    typePosition(element, direction, anyType: false)
  }

  private func typePosition(
    _ element: Int, _ direction: KeyPath<HTMLElement, Int>, anyType: Bool
  ) -> Int {
    var position = 1
    var other = tree.elements[element][keyPath: direction]
    while other >= 0 {
      if anyType || tree.elements[other].name == tree.elements[element].name { position += 1 }
      other = tree.elements[other][keyPath: direction]
    }
    return position
  }
}
