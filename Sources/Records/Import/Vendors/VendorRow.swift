internal import CRMModel

/// One row of another program's export while it is turned into fields of ours.
struct VendorRow {
  /// A text for a field, and the column that it came from.
  struct Cell {
    var field: String
    var text: String
    var column: String
  }

  /// The texts by the canonical name of their column.
  fileprivate(set) var cells: [String: String]
  /// What the row says, in our words.
  private(set) var output: [Cell] = []
  /// Columns that were looked at.
  private(set) var used: Set<String> = []
  /// Whether the row is left out and counted.
  private(set) var isDropped = false

  init(cells: [String: String]) { self.cells = cells }

  /// The text of the first of these columns that has one.
  subscript(_ columns: String...) -> String {
    mutating get {
      for column in columns {
        used.insert(column)
        if let text = cells[column], !text.isEmpty { return text }
      }
      return ""
    }
  }

  /// Puts the text of the first of these columns that has one into a field.
  mutating func set(_ field: String, _ columns: String...) {
    used.formUnion(columns)
    for column in columns {
      guard let text = cells[column], !text.isEmpty else { continue }
      output.append(Cell(field: field, text: text, column: column))
      return
    }
  }

  /// Puts a text into a field; `column` is where a problem with it is shown.
  mutating func set(_ field: String, to text: String, from column: String) {
    used.insert(column)
    guard !text.isEmpty else { return }
    output.append(Cell(field: field, text: text, column: column))
  }

  /// Leaves the row out: it is no sale, or no record of its own.
  mutating func drop() { isDropped = true }

  /// Takes over what an earlier row of the same group said where this one is empty.
  mutating func fillDown(from earlier: [String: String]) {
    for (column, text) in earlier where cells[column, default: ""].isEmpty {
      cells[column] = text
    }
  }

  /// Whether a column says yes, in the words that exports use.
  mutating func isTrue(_ columns: String...) -> Bool {
    for column in columns {
      used.insert(column)
      if ["true", "yes", "1", "y"].contains(cells[column, default: ""].lowercased()) {
        return true
      }
    }
    return false
  }

  /// Sets the amount of an order line: price times quantity, less its discount. A quantity of 0 or
  /// less is no sale.
  mutating func setAmount(price: String, quantity: String, discount: String = "") {
    used.formUnion([price, quantity, discount])
    let number = cells[quantity, default: ""]
    guard let count = ExactDecimal(FieldKind.withoutExcelZero(number.isEmpty ? "1" : number)) else {
      // Refused as no number, where it stands.
      return set("amount", to: number, from: quantity)
    }
    guard count > .zero else { return drop() }
    let text = cells[price, default: ""]
    guard let one = ExactDecimal(text), let whole = one.times(count) else {
      return set("amount", to: text, from: price)
    }
    let less = ExactDecimal(cells[discount, default: ""]) ?? .zero
    let amount = less > .zero ? whole.less(less) : whole
    set("amount", to: amount.description, from: price)
    set("metadata.quantity", to: count.description, from: quantity)
  }
}

extension ExactDecimal {
  /// The exact product, or `nil` when it has more digits than fit.
  func times(_ other: ExactDecimal) -> ExactDecimal? {
    let (product, isOverflow) = units.multipliedReportingOverflow(by: other.units)
    return isOverflow ? nil : ExactDecimal(units: product, scale: scale + other.scale)
  }

  /// The exact difference, never below zero.
  func less(_ other: ExactDecimal) -> ExactDecimal {
    let difference = self + ExactDecimal(units: -other.units, scale: other.scale)
    return difference < .zero ? .zero : difference
  }
}
