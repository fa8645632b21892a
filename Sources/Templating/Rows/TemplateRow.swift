internal import SourceText

/// The values of one recipient, laid out as a shape says.
///
/// A worker makes one row, sets what is the same for everybody, calls ``keep()``, and then for each
/// recipient calls ``reset()``, sets the recipient's own values and renders. Nothing is allocated
/// once the row has reached the size of the largest recipient.
public struct TemplateRow: Sendable {
  /// The shape of the row.
  public let shape: RowShape
  private(set) var cells: [Cell]
  private(set) var bytes: [UInt8] = []
  private(set) var boxes: [TemplateValue] = []
  private var keptCells: [Cell]
  private var keptBytes = 0
  private var keptBoxes = 0

  /// An element that was appended to a list.
  public struct Element: Sendable {
    let block: Int
  }

  /// A row without values: texts are missing, lists are empty, optional objects are absent.
  public init(_ shape: RowShape) {
    self.shape = shape
    cells = shape.blank
    keptCells = shape.blank
  }

  // MARK: Filling

  /// Sets a text; `nil` means that the value is missing.
  public mutating func set(_ column: RowShape.Column, text: String?) {
    cells[column.index] = text.map { store($0, .text) } ?? .missing
  }

  /// Sets a number by its exact decimal text, such as a price.
  public mutating func set(_ column: RowShape.Column, decimal: String?) {
    cells[column.index] = decimal.map { store($0, .decimal) } ?? .missing
  }

  /// Sets HTML that is safe to show as it is.
  public mutating func set(_ column: RowShape.Column, safeHTML: String?) {
    cells[column.index] = safeHTML.map { store($0, .html) } ?? .missing
  }

  /// Sets a whole number.
  public mutating func set(_ column: RowShape.Column, int: Int?) {
    cells[column.index] = int.map { Cell(kind: .int, payload: $0) } ?? .missing
  }

  /// Sets a truth value.
  public mutating func set(_ column: RowShape.Column, bool: Bool?) {
    cells[column.index] = bool.map { Cell(kind: .bool, payload: $0 ? 1 : 0) } ?? .missing
  }

  /// Sets any value, such as free JSON, or a whole object or list in the form of the data model.
  public mutating func set(_ column: RowShape.Column, value: TemplateValue) {
    fill(block: 0, shape, column.index, value)
  }

  /// Says whether an optional object is there; its members have columns of their own.
  public mutating func setPresent(_ column: RowShape.Column, _ isPresent: Bool) {
    setPresent(block: 0, shape, column.index, isPresent)
  }

  /// Appends an element that was filled beforehand, such as a product, to a list.
  @discardableResult
  public mutating func append(_ element: TemplateRow, to list: RowShape.Column) -> Element {
    precondition(shape.nodes[list.index].elements === element.shape, "another list's element")
    let block = appendBlock(at: list.index, element.shape)
    let byteShift = bytes.count
    let boxShift = boxes.count
    bytes += element.bytes
    boxes += element.boxes
    // Lists inside the element come along, after its own columns.
    for index in 1..<element.cells.count {
      var cell = element.cells[index]
      switch cell.kind {
      case .text, .decimal, .html: cell.payload += byteShift
      case .boxed: cell.payload += boxShift
      case .object:
        cell.payload = Cell.pair(cell.first + block, cell.second)
        if cell.second == 0, cell.count > 0 { cell.count += UInt32(truncatingIfNeeded: block) }
      case .list where cell.count > 0:
        cell.payload = Cell.pair(cell.first + block, cell.second + block)
      default: break
      }
      if index < element.shape.blank.count {
        cells[block + index] = cell
      } else {
        cells.append(cell)
      }
    }
    return Element(block: block)
  }

  /// Sets a text of an appended element; the column is one of the element's shape.
  public mutating func set(_ column: RowShape.Column, of element: Element, text: String?) {
    cells[element.block + column.index] = text.map { store($0, .text) } ?? .missing
  }

  /// Sets a number of an appended element by its exact decimal text.
  public mutating func set(_ column: RowShape.Column, of element: Element, decimal: String?) {
    cells[element.block + column.index] = decimal.map { store($0, .decimal) } ?? .missing
  }

  /// Sets a whole number of an appended element.
  public mutating func set(_ column: RowShape.Column, of element: Element, int: Int?) {
    cells[element.block + column.index] = int.map { Cell(kind: .int, payload: $0) } ?? .missing
  }

  /// Sets every value from an object in the form of the data model: the slow way, for one row.
  public mutating func fill(from object: TemplateObject) {
    for column in shape.nodes[0].members {
      fill(block: 0, shape, column, object[shape.nodes[column].name] ?? .null)
    }
  }

  // MARK: Reuse

  /// Keeps what has been set so far: ``reset()`` goes back to it.
  public mutating func keep() {
    keptCells = cells
    keptBytes = bytes.count
    keptBoxes = boxes.count
  }

  /// Forgets what was set after ``keep()``.
  public mutating func reset() {
    cells.replaceSubrange(0..<cells.count, with: keptCells)
    bytes.removeLast(bytes.count - keptBytes)
    boxes.removeLast(boxes.count - keptBoxes)
  }

  // MARK: Storing

  private mutating func store(_ text: String, _ kind: Cell.Kind) -> Cell {
    let start = bytes.count
    var traits: TextTraits = []
    let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { source in
      unsafe bytes.append(contentsOf: source)
      traits = unsafe TextTraits.of(source)
    }
    if done == nil {
      var copy = text
      copy.withUTF8 { source in
        unsafe bytes.append(contentsOf: source)
        traits = unsafe TextTraits.of(source)
      }
    }
    return Cell(
      kind: kind, traits: traits, count: UInt32(clamping: bytes.count - start), payload: start)
  }

  /// Appends a block without values to the list whose cell stands at `list`, and gives its place.
  @discardableResult
  private mutating func appendBlock(at list: Int, _ shape: RowShape) -> Int {
    let block = cells.count
    if cells[list].kind != .list || cells[list].count == 0 {
      cells[list] = Cell(kind: .list, count: 1, payload: Cell.pair(block, block))
    } else {
      cells[cells[list].second].count = UInt32(truncatingIfNeeded: block)
      cells[list].count += 1
      cells[list].payload = Cell.pair(cells[list].first, block)
    }
    for cell in shape.blank {
      var cell = cell
      if cell.kind == .object { cell.payload = Cell.pair(block, cell.second) }
      cells.append(cell)
    }
    return block
  }

  private mutating func fill(block: Int, _ shape: RowShape, _ column: Int, _ value: TemplateValue) {
    let node = shape.nodes[column]
    switch value {
    case .null:
      cells[block + column] = node.elements == nil ? .missing : Cell(kind: .list)
      if node.names != nil { setPresent(block: block, shape, column, false) }
    case .string(let text): cells[block + column] = store(text, .text)
    case .decimal(let text): cells[block + column] = store(text, .decimal)
    case .safeHTML(let text): cells[block + column] = store(text, .html)
    case .int(let number): cells[block + column] = Cell(kind: .int, payload: number)
    case .bool(let flag): cells[block + column] = Cell(kind: .bool, payload: flag ? 1 : 0)
    case .double(let number):
      cells[block + column] = Cell(
        kind: .double, payload: Int(bitPattern: UInt(number.bitPattern)))
    case .object(let object) where node.names != nil:
      setPresent(block: block, shape, column, true)
      for member in node.members {
        fill(block: block, shape, member, object[shape.nodes[member].name] ?? .null)
      }
    case .array(let elements) where elements.allSatisfy(\.isObject) && node.elements != nil:
      guard let elementShape = node.elements else { return }
      cells[block + column] = Cell(kind: .list)
      for element in elements {
        guard case .object(let object) = element else { continue }
        let place = appendBlock(at: block + column, elementShape)
        for member in elementShape.nodes[0].members {
          fill(
            block: place, elementShape, member,
            object[elementShape.nodes[member].name] ?? .null)
        }
      }
    case .object, .array:
      cells[block + column] = Cell(kind: .boxed, payload: boxes.count)
      boxes.append(value)
    }
  }

  private mutating func setPresent(
    block: Int, _ shape: RowShape, _ column: Int, _ isPresent: Bool
  ) {
    guard shape.nodes[column].names != nil else { return }
    cells[block + column] =
      isPresent
      ? Cell(kind: .object, shape: shape.id, payload: Cell.pair(block, column)) : .missing
    guard !isPresent else { return }
    for member in shape.nodes[column].members {
      cells[block + member] = .missing
      setPresent(block: block, shape, member, false)
    }
  }
}

extension TemplateValue {
  var isObject: Bool { if case .object = self { true } else { false } }
}
