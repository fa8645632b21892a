internal import CRMModel
internal import Diagnostics

/// An export of another program, recognised by the columns that only it has.
struct VendorExport: Sendable {
  /// What it is called in reports.
  let name: String
  /// What its rows become.
  let entity: EntityType
  /// Each of these lists must have a column in the header, by canonical name.
  let signature: [[String]]
  /// The column whose repeated value makes rows one group, such as the order, by the names it goes
  /// by; empty where each row stands for itself.
  var group: [String] = []
  /// Columns that stand on the first row of a group only; `nil` for all.
  var filledDown: [String]?
  /// Whether columns that the conversion does not look at are read as in any file.
  var passesOthers = false
  /// Turns a row into our fields; the number counts the rows of the group from 1.
  let convert: @Sendable (inout VendorRow, Int) -> Void

  /// The export that a header belongs to, or `nil`; only exports of `entity` when it is given.
  static func recognise(_ header: [String], entity: EntityType? = nil) -> VendorExport? {
    let columns = Set(header.map(ColumnMap.canonical))
    return all.first { export in
      (entity == nil || entity == export.entity)
        && export.signature.allSatisfy { $0.contains(where: columns.contains) }
    }
  }

  /// The export that a CSV file is, judged by its first line.
  static func recognise(_ file: ImportFile) throws(GalleyError) -> VendorExport? {
    let source = try FileSource(path: file.path, name: file.name)
    do throws(GalleyError) {
      var reader = CSVReader(try InputDecoding.decode(source, name: file.name).source)
      guard try reader.next(), reader.spans.count <= 4096 else { return nil }
      let header = reader.spans.indices.map { index in
        reader.withField(index) { (try? normalizedText($0)) ?? "" }
      }
      return recognise(header)
    } catch {
      // A damaged file is nobody's export; what is wrong with it is told when it is read.
      guard error.code == .malformedFile || error.code == .limitExceeded else { throw error }
      return nil
    }
  }

  /// Exact exports first: the last one is any list of order lines with quantities.
  static let all: [VendorExport] = [
    hubSpotContacts, salesforceContacts, mailchimpAudience, shopifyOrders, shopifyProducts,
    shopifyCustomers, wooCommerceProducts, wooCommerceOrders, retailInvoices, orderLines,
  ]
}

/// Turns the rows of one export, one after the other.
struct VendorReading {
  let export: VendorExport
  private var group = ""
  private var ordinal = 0
  private var carried: [String: String] = [:]

  init(_ export: VendorExport) { self.export = export }

  /// The row in our words.
  mutating func read(_ cells: [String: String]) -> VendorRow {
    var row = VendorRow(cells: cells)
    guard !export.group.isEmpty else {
      export.convert(&row, 1)
      return row
    }
    let key = export.group.lazy.compactMap { cells[$0] }.first { !$0.isEmpty } ?? ""
    if !key.isEmpty, key == group {
      ordinal += 1
      row.fillDown(from: carried)
    } else {
      group = key
      ordinal = 1
      carried =
        export.filledDown.map { names in
          cells.filter { names.contains($0.key) }
        } ?? cells
    }
    export.convert(&row, ordinal)
    return row
  }
}
