/// An element of a light tree: enough to match selectors and to walk, nothing re-serialised.
public struct HTMLElement: Sendable {
  /// The index of its start tag among the tokens.
  public var startToken: Int
  /// The index of the token that ends it: its end tag, or the first token after it.
  public var endToken: Int
  /// The name in lower case.
  public var name: String
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
  /// Whether a template tag that steers stands directly in it, so that its children vary.
  public var hasControl: Bool
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
  /// Whether a template tag that steers stands outside all elements.
  public private(set) var hasRootControl = false
  /// For each token, the element that holds it, or -1.
  public private(set) var holder: [Int] = []

  // Deeper elements become siblings: a limit for hostile input, far beyond any mail.
  private static let maximumDepth = 512
  private var lastRoot = -1

  /// Builds the tree.
  public init(_ source: HTMLTokens) {
    self.source = source
    holder.reserveCapacity(source.tokens.count)
    var stack: [Int] = []
    var openCount: [String: Int] = [:]

    for (index, token) in source.tokens.enumerated() {
      switch token.kind {
      case .startTag:
        closeImplied(token.name, &stack, &openCount, at: index)
        holder.append(stack.last ?? -1)
        let element = addElement(token, index, parent: stack.last ?? -1, depth: stack.count)
        let hasContents = !HTMLElementTable.isVoid(token.name) && !token.isSelfClosing
        if hasContents, stack.count < Self.maximumDepth {
          stack.append(element)
          openCount[token.name, default: 0] += 1
        } else {
          elements[element].endToken = index
        }
      case .endTag:
        if openCount[token.name, default: 0] > 0 {
          while let top = stack.popLast() {
            elements[top].endToken = index
            openCount[elements[top].name, default: 1] -= 1
            if elements[top].name == token.name {
              holder.append(top)
              break
            }
          }
        } else {
          holder.append(stack.last ?? -1)
        }
      default:
        holder.append(stack.last ?? -1)
        note(token, in: stack.last)
      }
    }
    for element in stack { elements[element].endToken = source.tokens.count }
  }

  private mutating func note(_ token: HTMLToken, in parent: Int?) {
    switch token.kind {
    case .template where token.isControl:
      if let parent { elements[parent].hasControl = true } else { hasRootControl = true }
    case .text, .rawText, .template:
      if let parent { elements[parent].hasText = true }
    default: break
    }
  }

  private mutating func closeImplied(
    _ name: String, _ stack: inout [Int], _ openCount: inout [String: Int], at index: Int
  ) {
    guard let rule = HTMLElementTable.impliedEnd(before: name),
      rule.closes.contains(where: { openCount[$0, default: 0] > 0 })
    else { return }
    // 64 open elements between is more than any mail has, and keeps hostile input linear.
    var position = stack.count - 1
    let lowest = max(0, stack.count - 64)
    while position >= lowest {
      let open = elements[stack[position]].name
      if rule.closes.contains(open) {
        while stack.count > position, let top = stack.popLast() {
          elements[top].endToken = index
          openCount[elements[top].name, default: 1] -= 1
        }
        return
      }
      if rule.boundary.contains(open) { return }
      position -= 1
    }
  }

  private mutating func addElement(
    _ token: HTMLToken, _ index: Int, parent: Int, depth: Int
  ) -> Int {
    let element = elements.count
    let previous = parent >= 0 ? elements[parent].lastChild : lastRoot
    let position = previous >= 0 ? elements[previous].position + 1 : 1
    elements.append(
      HTMLElement(
        startToken: index, endToken: index, name: token.name, parent: parent,
        previousSibling: previous, nextSibling: -1, firstChild: -1, lastChild: -1,
        depth: depth, position: position, hasText: false, hasControl: false))
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

  /// Whether the siblings of an element vary with the recipient.
  public func hasDynamicSiblings(_ element: Int) -> Bool {
    let parent = elements[element].parent
    return parent >= 0 ? elements[parent].hasControl : hasRootControl
  }
}
