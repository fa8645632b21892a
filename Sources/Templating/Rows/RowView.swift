/// A row lent for one filling: its parts as plain memory.
@safe struct RowView {
  let shape: RowShape?
  let cells: UnsafeBufferPointer<Cell>
  let bytes: UnsafeBufferPointer<UInt8>
  let boxes: UnsafeBufferPointer<TemplateValue>

  /// The bytes of a text.
  @inline(__always)
  func text(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(
      rebasing: bytes[cell.payload..<cell.payload &+ Int(cell.count)])
  }

  /// Whether Liquid takes the value as true: everything but missing and false.
  func isTruthy(_ cell: Cell) -> Bool {
    switch cell.kind {
    case .missing: false
    case .bool: cell.payload != 0
    case .boxed: unsafe boxes[cell.payload].isTruthy
    default: true
    }
  }

  /// Whether Handlebars takes the value as true.
  func isFull(_ cell: Cell) -> Bool {
    switch cell.kind {
    case .missing: false
    case .bool, .int: cell.payload != 0
    case .text, .html, .list: cell.count > 0
    case .boxed: unsafe Renderer.isFull(boxes[cell.payload])
    default: true
    }
  }

  /// Whether the filter `default` puts its argument in the place of the value.
  @inline(__always)
  func needsDefault(_ cell: Cell) -> Bool {
    switch cell.kind {
    case .missing: return true
    case .text, .html, .list: return cell.count == 0
    case .bool: return cell.payload == 0
    case .boxed:
      let value = unsafe boxes[cell.payload]
      return value.isNull || value.isEmpty
    default: return false
    }
  }

  /// The value of a cell as a whole: the slow way, for filters and comparisons.
  func value(_ cell: Cell) -> TemplateValue {
    switch cell.kind {
    case .missing: return .null
    case .text: return .string(string(cell))
    case .decimal: return .decimal(string(cell))
    case .html: return .safeHTML(string(cell))
    case .bool: return .bool(cell.payload != 0)
    case .int: return .int(cell.payload)
    case .double: return .double(Double(bitPattern: UInt64(UInt(bitPattern: cell.payload))))
    case .boxed: return unsafe boxes[cell.payload]
    case .list:
      var elements: [TemplateValue] = []
      elements.reserveCapacity(Int(cell.count))
      var block = cell.first
      for _ in 0..<cell.count {
        elements.append(value(unsafe cells[block]))
        block = Int(unsafe cells[block].count)
      }
      return .array(elements)
    case .object:
      guard let node = shape?.shape(cell.shape).nodes[cell.second], let names = node.names else {
        return .null
      }
      return .object(
        TemplateObject(
          shape: names, values: node.members.map { value(unsafe cells[cell.first + $0]) }))
    }
  }

  /// The value of one of the row's own fields.
  func value(named name: String) -> TemplateValue? {
    guard let shape, let column = shape.member(name, of: 0) else { return nil }
    return value(unsafe cells[column])
  }

  /// All of the row.
  var object: TemplateObject {
    guard shape != nil, case .object(let object) = value(unsafe cells[0]) else {
      return TemplateObject()
    }
    return object
  }

  private func string(_ cell: Cell) -> String {
    unsafe String(decoding: text(cell), as: UTF8.self)
  }
}

extension TemplateRow {
  /// Lends the row's memory.
  @inline(__always)
  borrowing func withView<Result, Failure: Error>(
    _ body: (RowView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let shape = shape
    return try unsafe cells.withUnsafeBufferPointer { (cells) throws(Failure) in
      try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
        try unsafe boxes.withUnsafeBufferPointer { (boxes) throws(Failure) in
          try body(unsafe RowView(shape: shape, cells: cells, bytes: bytes, boxes: boxes))
        }
      }
    }
  }

  /// All of the row as an object.
  public var object: TemplateObject { withView { $0.object } }
}
