internal import SourceText

/// Decides which elements of a document a selector means.
struct CSSMatcher {
  let tree: HTMLTree
  let bytes: [UInt8]
  private var words = CSSWords(ignoresCase: false)
  // The classes of element n are `classes[firstClass[n]..<firstClass[n + 1]]`.
  private var classes: [(word: Int32, isCertain: Bool)] = []
  private var firstClass: [Int32] = []
  private var identifiers: [Int32] = []
  /// How many comparisons are left: selectors with many combinators in deep documents could
  /// otherwise run for hours.
  private(set) var budget = 20_000_000

  init(_ tree: HTMLTree, _ bytes: [UInt8], _ opaque: OpaqueSpans) {
    self.tree = tree
    self.bytes = bytes
    firstClass.reserveCapacity(tree.elements.count + 1)
    identifiers.reserveCapacity(tree.elements.count)
    for index in tree.elements.indices {
      firstClass.append(Int32(classes.count))
      var identifier = -1
      for attribute in tree.source.tokens[tree.elements[index].startToken].attributes {
        let found = tree.source.attributes[attribute]
        guard let range = found.valueRange else { continue }
        if found.known == .class, Int(firstClass[index]) == classes.count {
          addClasses(range, opaque)
        } else if found.known == .id, identifier < 0, !found.hasTemplate {
          identifier = words.add(bytes, ASCII.trimmed(bytes, range))
        }
      }
      identifiers.append(Int32(identifier))
    }
    firstClass.append(Int32(classes.count))
  }

  // What a template tag touches is not known yet, and what stands between steering tags is not
  // certain.
  private mutating func addClasses(_ range: Range<Int>, _ opaque: OpaqueSpans) {
    var index = range.lowerBound
    var depth = 0
    while index < range.upperBound {
      if ASCII.isSpace(bytes[index]) {
        index += 1
        continue
      }
      let start = index
      var isTouched = false
      var isCertain = depth == 0
      while index < range.upperBound, !ASCII.isSpace(bytes[index]) {
        if let span = opaque.span(at: index) {
          // A steering tag ends the word before it: `{% if x %}wide{% endif %}`.
          if span.isControl, index > start { break }
          isTouched = !span.isControl
          depth = max(0, depth + TemplateBlock.change(bytes, span))
          index = span.range.upperBound
          if span.isControl { break }
          isCertain = false
        } else {
          index += 1
        }
      }
      let word = start..<min(index, range.upperBound)
      guard !isTouched, opaque.span(at: start) == nil else { continue }
      let isCut = index < range.upperBound && continues(after: index, range, opaque)
      classes.append((Int32(words.add(bytes, word)), isCertain && !isCut))
    }
  }

  // Whether the tag at an offset may lengthen the word before it: `wide{% if x %}r{% endif %}`, but
  // not `card{% if x %} wide{% endif %}`.
  private func continues(after offset: Int, _ range: Range<Int>, _ opaque: OpaqueSpans) -> Bool {
    guard let span = opaque.span(at: offset) else { return false }
    let next = span.range.upperBound
    return next < range.upperBound && !ASCII.isSpace(bytes[next])
  }

  /// Looks up a selector's words in the document; to be done once before matching.
  func resolve(_ selector: CSSSelector) {
    for compound in selector.compounds { resolve(compound) }
  }

  private func resolve(_ compound: CSSCompound) {
    compound.classWords = compound.classes.map { words.find($0, 0..<$0.count) }
    compound.identifierWords = compound.identifiers.map { words.find($0, 0..<$0.count) }
    for pseudo in compound.pseudoClasses {
      switch pseudo {
      case .any(let selectors), .not(let selectors): for inner in selectors { resolve(inner) }
      default: break
      }
    }
  }

  /// The classes of an element, by number.
  func classWords(_ element: Int) -> ArraySlice<(word: Int32, isCertain: Bool)> {
    classes[Int(firstClass[element])..<Int(firstClass[element + 1])]
  }

  /// The identifier of an element, by number, or -1.
  func identifierWord(_ element: Int) -> Int { Int(identifiers[element]) }

  /// How many words the document has.
  var wordCount: Int { words.texts.count }

  /// The elements that a selector means or may mean, in source order.
  mutating func elements(for selector: CSSSelector) -> [Int] {
    resolve(selector)
    return tree.elements.indices.filter { match(selector, $0) != .no }
  }

  /// Whether a resolved selector means an element.
  mutating func match(_ selector: CSSSelector, _ element: Int) -> CSSMatch {
    match(selector, selector.compounds.count - 1, element)
  }

  private mutating func match(
    _ selector: CSSSelector, _ position: Int, _ element: Int
  ) -> CSSMatch {
    guard budget > 0 else { return .no }
    budget -= 1
    guard position >= 0 else { return .no }
    let own = test(selector.compounds[position], element)
    guard own != .no, position > 0 else { return own }
    var rest = CSSMatch.no
    switch selector.combinators[position - 1] {
    case .child:
      let parent = tree.elements[element].parent
      if parent >= 0 { rest = match(selector, position - 1, parent) }
    case .descendant:
      var ancestor = tree.elements[element].parent
      while ancestor >= 0, rest != .yes {
        rest = rest.or(match(selector, position - 1, ancestor))
        ancestor = tree.elements[ancestor].parent
      }
    case .adjacent:
      if tree.hasControlJustBefore(element) {
        rest = anySibling(of: element, selector, position - 1) ? .maybe : .no
      } else {
        let previous = tree.elements[element].previousSibling
        if previous >= 0 { rest = match(selector, position - 1, previous) }
      }
    case .sibling:
      if tree.hasControlBefore(element) {
        rest = anySibling(of: element, selector, position - 1) ? .maybe : .no
      } else {
        var previous = tree.elements[element].previousSibling
        while previous >= 0, rest != .yes {
          rest = rest.or(match(selector, position - 1, previous))
          previous = tree.elements[previous].previousSibling
        }
      }
    }
    return own.and(rest)
  }

  // Whether an element that could come to stand before this one matches, itself included: a loop
  // repeats it.
  private mutating func anySibling(
    of element: Int, _ selector: CSSSelector, _ position: Int
  ) -> Bool {
    var sibling = element
    while tree.elements[sibling].previousSibling >= 0 {
      sibling = tree.elements[sibling].previousSibling
      budget -= 1
    }
    while sibling >= 0 {
      if match(selector, position, sibling) != .no { return true }
      sibling = tree.elements[sibling].nextSibling
    }
    return false
  }

  private mutating func test(_ compound: CSSCompound, _ element: Int) -> CSSMatch {
    if let tag = compound.tag {
      guard tree.elements[element].tag == compound.tagName,
        compound.tagName != .other || tree.elements[element].name == tag
      else { return .no }
    }
    for word in compound.identifierWords {
      guard word >= 0, identifierWord(element) == word else { return .no }
    }
    var result = CSSMatch.yes
    for word in compound.classWords {
      guard word >= 0 else { return .no }
      var found = CSSMatch.no
      for entry in classWords(element) where Int(entry.word) == word {
        found = found.or(entry.isCertain ? .yes : .maybe)
      }
      guard found != .no else { return .no }
      result = result.and(found)
    }
    for attribute in compound.attributes where !test(attribute, element) { return .no }
    for pseudo in compound.pseudoClasses {
      result = result.and(test(pseudo, element))
      if result == .no { break }
    }
    return result
  }

  private func test(_ test: CSSAttributeTest, _ element: Int) -> Bool {
    let found =
      test.known == .other
      ? tree.attribute(test.name, of: element) : tree.attribute(test.known, of: element)
    guard let attribute = found else { return false }
    if test.comparison == .exists { return true }
    if test.comparison == .equal, !test.ignoresCase, let range = attribute.valueRange,
      !bytes[range].contains(ASCII.ampersand)
    {
      return bytes[range].elementsEqual(test.value)
    }
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

  private mutating func test(_ pseudo: CSSPseudoClass, _ element: Int) -> CSSMatch {
    let value = tree.elements[element]
    switch pseudo {
    case .root: return CSSMatch(value.parent < 0 && value.tag == .html)
    case .empty:
      if value.hasControl, value.firstChild < 0 || !value.hasText { return .maybe }
      return CSSMatch(value.firstChild < 0 && !value.hasText)
    case .nthChild(let nth):
      if tree.hasControlBefore(element) { return .maybe }
      return CSSMatch(nth.matches(value.position))
    case .nthLastChild(let nth):
      if tree.hasControlAfter(element) { return .maybe }
      return CSSMatch(nth.matches(positionFromEnd(element)))
    case .nthOfType(let nth):
      if tree.hasControlBefore(element) { return .maybe }
      return CSSMatch(nth.matches(typePosition(element, isForward: false)))
    case .nthLastOfType(let nth):
      if tree.hasControlAfter(element) { return .maybe }
      return CSSMatch(nth.matches(typePosition(element, isForward: true)))
    case .any(let selectors): return any(selectors, element)
    case .not(let selectors): return !any(selectors, element)
    }
  }

  private mutating func any(_ selectors: [CSSSelector], _ element: Int) -> CSSMatch {
    var result = CSSMatch.no
    for selector in selectors where result != .yes {
      result = result.or(match(selector, selector.compounds.count - 1, element))
    }
    return result
  }

  private mutating func positionFromEnd(_ element: Int) -> Int {
    let value = tree.elements[element]
    if value.parent >= 0 {
      return tree.elements[tree.elements[value.parent].lastChild].position - value.position + 1
    }
    return typePosition(element, isForward: true, anyType: true)
  }

  private mutating func typePosition(
    _ element: Int, isForward: Bool, anyType: Bool = false
  ) -> Int {
    func next(_ index: Int) -> Int {
      isForward ? tree.elements[index].nextSibling : tree.elements[index].previousSibling
    }
    var position = 1
    var other = next(element)
    while other >= 0, budget > 0 {
      budget -= 1
      if anyType
        || (tree.elements[other].tag == tree.elements[element].tag
          && tree.elements[other].name == tree.elements[element].name)
      {
        position += 1
      }
      other = next(other)
    }
    return position
  }
}
