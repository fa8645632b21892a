internal import CRMModel

extension VendorExport {
  /// Shopify: Products > Export, with the header before (`Handle`, `Variant SKU`) and since 2025
  /// (`URL handle`, `SKU`). A product is one variant; rows with only a further picture are left out.
  static let shopifyProducts = VendorExport(
    name: "Shopify products", entity: .product,
    signature: [
      ["handle", "url_handle"], ["title"], ["variant_sku", "sku"],
      ["body_html", "description", "vendor"],
    ],
    group: ["handle", "url_handle"],
    filledDown: [
      "title", "body_html", "description", "type", "product_category", "tags", "published",
      "image_src", "product_image_url", "status", "published_on_online_store",
    ]
  ) { row, ordinal in
    let sku = row["variant_sku", "sku"].withoutApostrophe
    let price = row["variant_price", "price"]
    guard !sku.isEmpty || !price.isEmpty else { return row.drop() }
    let handle = row["handle", "url_handle"]
    let option = row["option1_value"]
    let isOnly = option.isEmpty || option == "Default Title"
    let made = ordinal == 1 || isOnly ? handle : "\(handle)-\(option.slug)"
    row.set("id", to: sku.isEmpty ? made : sku, from: "variant_sku")
    let title = row["title"]
    row.set("name", to: isOnly ? title : "\(title) – \(option)", from: "title")
    row.set("category", to: row["type", "product_category"].lastPathPart, from: "type")
    row.set("price", "variant_price", "price")
    row.set("description", to: row["body_html", "description"].withoutTags, from: "body_html")
    row.set("image_url", "variant_image", "variant_image_url", "image_src", "product_image_url")
    row.set("metadata.handle", to: handle, from: "handle")
    row.set("metadata.tags", "tags")
    row.set("metadata.stock", "variant_inventory_qty", "inventory_quantity")
    row.set("metadata.status", "status")
  }

  /// WooCommerce: Products > Export.
  static let wooCommerceProducts = VendorExport(
    name: "WooCommerce products", entity: .product,
    signature: [["sku"], ["type"], ["visibility_in_catalog"], ["regular_price"]]
  ) { row, _ in
    row.set("id", "sku", "id")
    row.set("name", "name")
    row.set("category", to: row["categories"].firstListed.lastPathPart, from: "categories")
    row.set("price", "sale_price", "regular_price")
    row.set(
      "description", to: row["short_description", "description"].withoutTags, from: "description")
    row.set("image_url", to: row["images"].firstListed, from: "images")
    row.set("metadata.type", "type")
    row.set("metadata.tags", "tags")
    row.set(
      "metadata.in_stock", to: row.isTrue("in_stock") ? "true" : "false", from: "in_stock")
  }
}

extension String {
  /// The last part of a path of categories such as `Clothing > Hoodies`.
  var lastPathPart: String { (split(separator: ">").last.map(String.init) ?? "").trimmed }

  /// The first of a list with commas.
  var firstListed: String { (split(separator: ",").first.map(String.init) ?? "").trimmed }

  /// In small letters and digits, with hyphens for everything between.
  var slug: String {
    var result = ""
    for character in lowercased() {
      if character.isLetter || character.isNumber {
        result.append(character)
      } else if !result.isEmpty, result.last != "-" {
        result.append("-")
      }
    }
    while result.last == "-" { result.removeLast() }
    return result
  }

  /// The text of a piece of HTML: without tags, with the five entities of XML and the hard space
  /// read, and with single spaces.
  var withoutTags: String {
    guard contains("<") || contains("&") else { return self }
    var text = ""
    var isTag = false
    for character in self {
      if character == "<" {
        isTag = true
      } else if character == ">", isTag {
        isTag = false
        text.append(" ")
      } else if !isTag {
        text.append(character)
      }
    }
    for (entity, plain) in [
      ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
      ("&amp;", "&"),
    ] {
      text.replace(entity, with: plain)
    }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
