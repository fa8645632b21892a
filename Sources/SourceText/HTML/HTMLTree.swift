/// An element of a light tree: enough to match selectors and to walk, nothing re-serialised.
public struct HTMLElement: Sendable {
  /// The index of its start tag among the tokens.
  public var startToken: Int
  /// The index of the token that ends it: its end tag, or the first token after it.
  public var endToken: Int
  /// The name in lower case.
  public var name: String
  /// The name as a number.
  public var tag: HTMLName
  /// The index of its parent element, or -1.
  public var parent: Int
  /// The index of the element before it under the same parent, or -1.
  public var previousSibling: Int
  /// The index of the element after it under the same parent, or -1.
  public var nextSibling: Int
  /// The index of its first child element, or -1.
  public var firstChild: Int
  /// The index of its last child element, or -1.
  public var lastChild: Int
  /// How many elements are around it.
  public var depth: Int
  /// Its place among its parent's elements, from 1.
  public var position: Int
  /// Whether text or a printing template tag stands directly in it.
  public var hasText: Bool
  /// How many template tags that steer stand directly in it, so that its children vary.
  public var controlCount = 0
  /// How many of its parent's such tags stand before it.
  public var controlsBefore: Int

  /// Whether a template tag that steers stands directly in it.
  public var hasControl: Bool { controlCount > 0 }
}

/// The elements of a document in source order.
///
/// Built from tokens with the implied end tags that matter in e-mail (`p`, `li`, table parts).
/// Nothing is moved or added: `{% for %}` between table rows stays there.
public struct HTMLTree: Sendable {
  /// The tokens it was made from.
  public let source: HTMLTokens
  /// The elements in source order.
  public private(set) var elements: [HTMLElement] = []
  /// How many template tags that steer stand outside all elements.
  public private(set) var rootControlCount = 0
  /// For each token, the element that holds it, or -1.
  public private(set) var holder: [Int] = []

  // Deeper elements become siblings: a limit for hostile input, far beyond any mail.
  private static let maximumDepth = 512
  private var lastRoot = -1

  /// Builds the tree.
  public init(_ source: HTMLTokens) {
    self.source = source
    holder.reserveCapacity(source.tokens.count)
    elements.reserveCapacity(source.tokens.count / 3)
    var stack: [Int] = []
    var open = OpenElements()

    // Tokens are looked at in place: copies would count references.
    for index in source.tokens.indices {
      switch source.tokens[index].kind {
      case .startTag:
        let tag = source.tokens[index].tag
        closeImplied(tag, &stack, &open, at: index)
        holder.append(stack.last ?? -1)
        let element = addElement(index, parent: stack.last ?? -1, depth: stack.count)
        let hasContents = !HTMLElementTable.isVoid(tag) && !source.tokens[index].isSelfClosing
        if hasContents, stack.count < Self.maximumDepth {
          stack.append(element)
          open.add(tag, source.tokens[index].name)
        } else {
          elements[element].endToken = index
        }
      case .endTag:
        endElement(index, &stack, &open)
      case .template where source.tokens[index].isControl:
        holder.append(stack.last ?? -1)
        if let parent = stack.last {
          elements[parent].controlCount += 1
        } else {
          rootControlCount += 1
        }
      case .text, .rawText, .template:
        holder.append(stack.last ?? -1)
        if let parent = stack.last { elements[parent].hasText = true }
      case .comment, .declaration:
        holder.append(stack.last ?? -1)
      }
    }
    for element in stack { elements[element].endToken = source.tokens.count }
  }

  private mutating func endElement(
    _ index: Int, _ stack: inout [Int], _ open: inout OpenElements
  ) {
    let tag = source.tokens[index].tag
    let name = source.tokens[index].name
    guard open.has(tag, name) else {
      holder.append(stack.last ?? -1)
      return
    }
    while let top = stack.popLast() {
      elements[top].endToken = index
      open.remove(elements[top].tag, elements[top].name)
      if elements[top].tag == tag, tag != .other || elements[top].name == name {
        holder.append(top)
        return
      }
    }
  }

  private mutating func closeImplied(
    _ tag: HTMLName, _ stack: inout [Int], _ open: inout OpenElements, at index: Int
  ) {
    guard let rule = HTMLElementTable.impliedEnd(before: tag), !stack.isEmpty else { return }
    // 64 open elements between is more than any mail has, and keeps hostile input linear.
    var position = stack.count - 1
    let lowest = max(0, stack.count - 64)
    while position >= lowest {
      let name = elements[stack[position]].tag
      if rule.closes.contains(name) {
        while stack.count > position, let top = stack.popLast() {
          elements[top].endToken = index
          open.remove(elements[top].tag, elements[top].name)
        }
        return
      }
      if rule.boundary.contains(name) { return }
      position -= 1
    }
  }

  private mutating func addElement(_ index: Int, parent: Int, depth: Int) -> Int {
    let element = elements.count
    let previous = parent >= 0 ? elements[parent].lastChild : lastRoot
    let position = previous >= 0 ? elements[previous].position + 1 : 1
    elements.append(
      HTMLElement(
        startToken: index, endToken: index, name: source.tokens[index].name,
        tag: source.tokens[index].tag, parent: parent,
        previousSibling: previous, nextSibling: -1, firstChild: -1, lastChild: -1,
        depth: depth, position: position, hasText: false,
        controlsBefore: parent >= 0 ? elements[parent].controlCount : rootControlCount))
    if previous >= 0 { elements[previous].nextSibling = element }
    if parent >= 0 {
      if elements[parent].firstChild < 0 { elements[parent].firstChild = element }
      elements[parent].lastChild = element
    } else {
      lastRoot = element
    }
    return element
  }

  /// The start tag of an element.
  public func startTag(_ element: Int) -> HTMLToken { source.tokens[elements[element].startToken] }

  /// The first attribute of an element with a name, or `nil`.
  public func attribute(_ name: String, of element: Int) -> HTMLAttribute? {
    source.attribute(name, of: startTag(element))
  }

  /// The first attribute of an element with a known name, or `nil`.
  public func attribute(_ name: HTMLName, of element: Int) -> HTMLAttribute? {
    let token = elements[element].startToken
    for index in source.tokens[token].attributes where source.attributes[index].known == name {
      return source.attributes[index]
    }
    return nil
  }

  /// Whether what stands before an element under its parent varies with the recipient.
  public func hasControlBefore(_ element: Int) -> Bool { elements[element].controlsBefore > 0 }

  /// Whether what stands after an element under its parent varies with the recipient.
  public func hasControlAfter(_ element: Int) -> Bool {
    let parent = elements[element].parent
    let count = parent >= 0 ? elements[parent].controlCount : rootControlCount
    return count > elements[element].controlsBefore
  }

  /// Whether a tag that steers stands between an element and the one before it.
  public func hasControlJustBefore(_ element: Int) -> Bool {
    let previous = elements[element].previousSibling
    let before = previous >= 0 ? elements[previous].controlsBefore : 0
    return elements[element].controlsBefore > before
  }
}

/// How many elements of each name are open.
private struct OpenElements {
  private var counts = [Int](repeating: 0, count: 256)
  private var others: [String: Int] = [:]

  mutating func add(_ tag: HTMLName, _ name: String) {
    if tag == .other { others[name, default: 0] += 1 } else { counts[Int(tag.rawValue)] += 1 }
  }

  mutating func remove(_ tag: HTMLName, _ name: String) {
    if tag == .other { others[name, default: 1] -= 1 } else { counts[Int(tag.rawValue)] -= 1 }
  }

  func has(_ tag: HTMLName, _ name: String) -> Bool {
    tag == .other ? others[name, default: 0] > 0 : counts[Int(tag.rawValue)] > 0
  }
}
