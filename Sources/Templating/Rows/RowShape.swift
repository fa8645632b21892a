/// The columns of the rows that fill templates: made once per campaign from the data model.
///
/// Nested objects are flattened (`contact` and `contact.first_name` have a column each), a list has
/// one column and a shape for its elements, and a field of unknown form has one column that holds
/// any value. A template that is compiled with a shape reads its fields by number.
public final class RowShape: Sendable {
  /// The place of a field in a row.
  public struct Column: Sendable, Hashable {
    let index: Int
  }

  struct Node: Sendable {
    var name: String
    var model: DataModel
    /// The columns of an object's members.
    var members: [Int] = []
    /// The member names of an object, to make a whole value of it.
    var names: TemplateShape?
    /// The shape of a list's elements.
    var elements: RowShape?
  }

  /// The data model the shape was made of.
  public let model: DataModel
  /// Every path that has a column, in the model's order of names.
  public let paths: [String]

  let nodes: [Node]
  /// The cells of a row without values.
  let blank: [Cell]
  /// A number of its own among the shapes of one root, whose own number is 0.
  let id: UInt16
  /// The shapes below a root by their numbers, from 1 on; empty for all but the root.
  private let descendants: [RowShape]

  /// Makes the columns of a data model, which is an object.
  public convenience init(_ model: DataModel) {
    var builder = Builder()
    self.init(model, builder: &builder, depth: 0)
  }

  private struct Builder {
    var count = 0
    var finished: [RowShape] = []
  }

  // What a model has beyond these is a mistake; such fields become free values.
  private static let depthLimit = 12
  private static let shapeLimit = 1000
  private static let columnLimit = 10_000

  private init(_ model: DataModel, builder: inout Builder, depth: Int) {
    let id = UInt16(clamping: builder.count)
    builder.count += 1
    var nodes = [Node(name: "", model: model)]
    var paths = [""]
    var blank = [Cell(kind: .object, shape: id)]
    var column = 0
    while column < nodes.count {
      defer { column += 1 }
      guard case .object(let fields, _) = nodes[column].model else { continue }
      let names = fields.keys.sorted().prefix(max(0, Self.columnLimit - nodes.count))
      nodes[column].names = TemplateShape(Array(names))
      for name in names {
        guard let field = fields[name] else { continue }
        var node = Node(name: name, model: field)
        var cell = Cell.missing
        if case .object(_, optional: false) = field {
          cell = Cell(kind: .object, shape: id, payload: Cell.pair(0, nodes.count))
        }
        if case .list(let element) = field, case .object = element, depth < Self.depthLimit,
          builder.count < Self.shapeLimit
        {
          let elements = RowShape(element, builder: &builder, depth: depth + 1)
          builder.finished.append(elements)
          node.elements = elements
          cell = Cell(kind: .list)
        }
        nodes[column].members.append(nodes.count)
        nodes.append(node)
        paths.append(paths[column].isEmpty ? name : paths[column] + "." + name)
        blank.append(cell)
      }
    }
    self.model = model
    self.nodes = nodes
    self.blank = blank
    self.paths = Array(paths.dropFirst())
    self.id = id
    descendants = depth == 0 ? builder.finished.sorted { $0.id < $1.id } : []
  }

  /// The shape of a number, asked of the root.
  func shape(_ id: UInt16) -> RowShape {
    id == 0 || Int(id) > descendants.count ? self : descendants[Int(id) - 1]
  }

  /// The column of a path such as `contact.first_name`, to be looked up once and kept.
  public func column(_ path: String) -> Column? {
    paths.firstIndex(of: path).map { Column(index: $0 + 1) }
  }

  /// The shape of a list's elements; `nil` when the column is no list.
  public func elements(of list: Column) -> RowShape? {
    nodes.indices.contains(list.index) ? nodes[list.index].elements : nil
  }

  /// The column of a member of an object column.
  func member(_ name: String, of column: Int) -> Int? {
    nodes[column].members.first { nodes[$0].name == name }
  }
}
