internal import CRMModel
internal import Diagnostics

extension VendorExport {
  /// Shopify: Orders > Export. The fields of the order stand on its first line item only; the next
  /// rows have its `Name` and their own item.
  static let shopifyOrders = VendorExport(
    name: "Shopify orders", entity: .purchase,
    signature: [["name"], ["lineitem_name"], ["lineitem_quantity"], ["financial_status"]],
    group: ["name"],
    filledDown: [
      "email", "financial_status", "cancelled_at", "created_at", "paid_at", "currency", "source",
      "discount_code",
    ]
  ) { row, ordinal in
    let state = row["financial_status"].lowercased()
    if ["refunded", "voided"].contains(state) || !row["cancelled_at"].isEmpty { return row.drop() }
    let order = row["name"]
    row.set("id", to: "shopify-\(order)-\(ordinal)", from: "name")
    row.set("user_id", "email")
    let sku = row["lineitem_sku"].withoutApostrophe
    row.set(
      "product_id", to: sku.isEmpty ? row["lineitem_name"].slug : sku, from: "lineitem_name")
    row.setAmount(
      price: "lineitem_price", quantity: "lineitem_quantity", discount: "lineitem_discount")
    row.set("timestamp", "created_at", "paid_at")
    row.set("metadata.order_id", to: order, from: "name")
    row.set("metadata.currency", "currency")
    row.set("metadata.discount_code", "discount_code")
  }

  /// WooCommerce: the order exports that the shop's extensions write, one row an item.
  static let wooCommerceOrders = VendorExport(
    name: "WooCommerce orders", entity: .purchase,
    signature: [
      ["order_number", "order_id"], ["order_status", "status"], ["email_billing", "billing_email"],
      ["sku", "item_sku", "item_name", "product_name"],
    ],
    group: ["order_number", "order_id"],
    filledDown: [
      "order_status", "status", "order_date", "date", "email_billing", "billing_email",
      "order_currency", "currency",
    ]
  ) { row, ordinal in
    let state = row["order_status", "status"].lowercased().replacing("wc-", with: "")
    if ["cancelled", "refunded", "failed", "trash", "checkout-draft"].contains(state) {
      return row.drop()
    }
    let order = row["order_number", "order_id"]
    row.set("id", to: "woocommerce-\(order)-\(ordinal)", from: "order_number")
    row.set("user_id", "email_billing", "billing_email")
    let sku = row["sku", "item_sku", "product_sku"]
    let name = row["item_name", "product_name"].slug
    row.set(
      "product_id", to: sku.isEmpty ? (row["product_id"].isEmpty ? name : row["product_id"]) : sku,
      from: "sku")
    for quantity in ["quantity_refund", "quantity", "item_quantity", "qty"]
    where row.cells[quantity] != nil {
      for price in ["item_cost", "item_price", "product_price"] where row.cells[price] != nil {
        row.setAmount(price: price, quantity: quantity)
        break
      }
      break
    }
    row.set("timestamp", "order_date", "date")
    row.set("metadata.order_id", to: order, from: "order_number")
    row.set("metadata.currency", "order_currency", "currency")
  }

  /// The invoice lines of retail data sets: an invoice number that starts with C is a cancellation.
  static let retailInvoices = VendorExport(
    name: "retail invoices", entity: .purchase,
    signature: [
      ["invoice_no", "invoiceno", "invoice"], ["stock_code", "stockcode"], ["quantity"],
    ],
    group: ["invoice_no", "invoiceno", "invoice"], filledDown: []
  ) { row, ordinal in
    let invoice = FieldKind.withoutExcelZero(row["invoice_no", "invoiceno", "invoice"])
    if invoice.hasPrefix("C") || invoice.hasPrefix("c") { return row.drop() }
    row.set("id", to: "invoice-\(invoice)-\(ordinal)", from: "invoice_no")
    row.set("user_id", "customer_id", "customerid", "customer", "email")
    row.set("product_id", "stock_code", "stockcode")
    row.setAmount(
      price: row.cells["unit_price"] == nil ? "price" : "unit_price", quantity: "quantity")
    let date = row["invoice_date", "invoicedate"]
    let time = DatePattern("M/d/yyyy H:mm")?.timestamp(date)
    row.set("timestamp", to: time?.description ?? date, from: "invoice_date")
    row.set("metadata.order_id", to: invoice, from: "invoice_no")
    row.set("metadata.country", "country")
  }

  /// Any purchases with a quantity or a status beside our own columns.
  static let orderLines = VendorExport(
    name: "order lines", entity: .purchase,
    signature: [
      ["user_id", "contact_uuid", "contact_id", "customer_id", "user", "email"],
      ["product_id", "product", "sku"], ["quantity", "qty"],
    ],
    passesOthers: true
  ) { row, _ in
    let state = row["status", "order_status", "financial_status"].lowercased()
    if ["cancelled", "canceled", "refunded", "voided", "returned"].contains(state) {
      return row.drop()
    }
    let quantity = row.cells["quantity"] == nil ? "qty" : "quantity"
    if row["amount", "total"].isEmpty {
      row.setAmount(
        price: row.cells["unit_price"] == nil ? "price" : "unit_price", quantity: quantity)
    } else {
      let text = row[quantity]
      guard ExactDecimal(FieldKind.withoutExcelZero(text)) ?? .zero > .zero else {
        return row.drop()
      }
      row.set("amount", "amount", "total")
      row.set("metadata.quantity", to: text, from: quantity)
    }
  }
}
