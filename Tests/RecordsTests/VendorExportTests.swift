import CRMModel
import Diagnostics
import JSONText
import Records
import TestSupport
import Testing

@Suite("S3-46 Exports of other programs are recognised by their header")
struct VendorExportTests {
  func desk(_ files: [String: String]) throws -> (Desk, ImportReport) {
    let desk = try Desk()
    for (name, text) in files { try desk.write(text, to: name) }
    return (desk, try desk.run())
  }

  func file(_ report: ImportReport, _ name: String) throws -> ImportFileReport {
    try #require(report.files.first { $0.name == "Assets/crm/" + name })
  }

  static let people =
    "contact_uuid,email\nc1,ann@example.com\nc2,bob@example.com\n17850,cyd@example.com\n"
  static let products = "id,name\nSKU-1,Tent\nSKU-2,Mug\nsling-pouch-blue,Pouch\n85123A,Heart\n"

  @Test func hubSpotContacts() throws {
    let (desk, report) = try desk([
      "hubspot-crm-exports-all-contacts.csv": """
      Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Marketing contact status,Create Date,Job Title,Company Name,City,State/Region,Unsubscribed from all email
      101,Ann,Zed,ann@example.com,+49 30 1234567,Kim,OPEN,Marketing contact,2023-05-04 12:34,Developer,TechCorp,Berlin,BE,
      102,Bob,Young,bob@example.com,,Kim,,Non-marketing contact,2023-05-04 12:34,,,,,true
      """
    ])
    let file = try file(report, "hubspot-crm-exports-all-contacts.csv")
    #expect(file.export == "HubSpot contacts" && file.inserted == 2 && file.diagnostics == [])
    let ann = try #require(try desk.store.contact(id: "101"))
    #expect(ann.firstName == "Ann" && ann.company == "TechCorp" && ann.jobTitle == "Developer")
    #expect(ann.phoneNumber == "+49301234567" && ann.state == "BE" && ann.consent == .unknown)
    #expect(try desk.store.attributes(of: ["101"])["101"] == ["lead_status": "OPEN"])
    #expect(try desk.store.contact(id: "102")?.consent == .withdrawn)
  }

  @Test(arguments: [
    "Contact ID,First Name,Last Name,Title,Account Name,Mailing City,Mailing State/Province,Email,Mobile,Email Opt Out",
    "ID,FIRSTNAME,LASTNAME,TITLE,COMPANY,MAILINGCITY,MAILINGSTATE,EMAIL,MOBILEPHONE,HASOPTEDOUTOFEMAIL",
  ])
  func salesforceReportsAndTheDataLoader(header: String) throws {
    let (desk, report) = try desk([
      "people.csv": header + "\n003A,Ann,Zed,CTO,Acme,Ulm,BW,ann@example.com,+491701234567,0\n"
        + "003B,Bob,Y,,,,,bob@example.com,,1\n"
    ])
    #expect(try file(report, "people.csv").export == "Salesforce contacts")
    let ann = try #require(try desk.store.contact(id: "003A"))
    #expect(
      ann.jobTitle == "CTO" && ann.company == "Acme" && ann.city == "Ulm" && ann.state == "BW")
    #expect(ann.phoneNumber == "+491701234567" && ann.consent == .unknown)
    #expect(try desk.store.contact(id: "003B")?.consent == .withdrawn)
  }

  @Test func mailchimpMembersAreGrantedAndThoseWhoLeftWithdrawn() throws {
    let (desk, report) = try desk([
      "subscribed_members_export_1.csv":
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID,NOTES,TAGS\n"
        + "ann@example.com,Ann,Zed,4,2019-01-15 10:41:34,1,e1,,\"\"\"VIP\"\",\"\"Shop\"\"\"\n",
      "unsubscribed_members_export_1.csv":
        "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,UNSUB_TIME,LEID,EUID\n"
        + "bob@example.com,Bob,2,2019-01-15 10:41:34,2020-02-01 08:00:00,2,e2\n",
    ])
    #expect(try file(report, "subscribed_members_export_1.csv").export == "Mailchimp audience")
    let ann = try #require(try desk.store.contact(email: "ann@example.com"))
    #expect(ann.consent == .granted && ann.consentSource == "mailchimp")
    #expect(ann.consentAt?.description == "2019-01-15T10:41:34Z")
    #expect(try desk.store.attributes(of: [ann.id])[ann.id]?["tags"] == #""VIP","Shop""#)
    let bob = try #require(try desk.store.contact(email: "bob@example.com"))
    #expect(bob.consent == .withdrawn && bob.consentAt?.date == "2020-02-01")
  }

  @Test func shopifyCustomers() throws {
    let (desk, report) = try desk([
      "customers_export.csv":
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address City,Phone,Total Spent,Tags\n"
        + "'7001,Ann,Zed,ann@example.com,yes,Ulm,'+49301234567,10.00,vip\n7002,No,Mail,,no,,,0.00,\n"
    ])
    let file = try file(report, "customers_export.csv")
    #expect(file.export == "Shopify customers" && file.inserted == 1 && file.dropped == 1)
    let ann = try #require(try desk.store.contact(id: "7001"))
    #expect(ann.consent == .granted && ann.phoneNumber == "+49301234567" && ann.city == "Ulm")
  }

  @Test func shopifyOrdersAreFilledDownByNameAndWhatIsNoSaleIsCounted() throws {
    let (desk, report) = try desk([
      "contacts.csv": Self.people, "products.csv": Self.products,
      "orders_export_1.csv": """
      Name,Email,Financial Status,Paid at,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,Cancelled at
      #1001,ann@example.com,paid,2026-01-02 09:00:00 +0100,EUR,2026-01-02 08:59:00 +0100,2,Tent,19.90,SKU-1,4.80,
      #1001,,,,,,1,Mug,5.00,SKU-2,0.00,
      #1001,,,,,,0,Mug,5.00,SKU-2,0.00,
      #1002,bob@example.com,refunded,,EUR,2026-01-03 08:59:00 +0100,1,Tent,19.90,SKU-1,0.00,
      #1002,,,,,,1,Mug,5.00,SKU-2,0.00,
      #1003,bob@example.com,paid,,EUR,2026-01-04 08:59:00 +0100,1,Tent,19.90,SKU-1,0.00,2026-01-05 10:00:00 +0100
      #1004,bob@example.com,paid,,EUR,2026-01-06 08:59:00 +0100,1,Sling Pouch - Blue,25.00,,0.00,
      """,
    ])
    let file = try file(report, "orders_export_1.csv")
    #expect(file.export == "Shopify orders" && file.entity == .purchase)
    #expect(file.read == 7 && file.inserted == 3 && file.dropped == 4 && file.rejected == 0)
    let purchases = try desk.store.purchases()
    #expect(purchases.map(\.id) == ["shopify-#1001-1", "shopify-#1001-2", "shopify-#1004-1"])
    #expect(purchases.map(\.userID) == ["c1", "c1", "c2"])
    #expect(purchases.map(\.amount.description) == ["35.00", "5.00", "25.00"])
    #expect(purchases.map(\.productID) == ["SKU-1", "SKU-2", "sling-pouch-blue"])
    #expect(purchases[1].timestamp.description == "2026-01-02T07:59:00Z")
    #expect(purchases[1].metadata["order_id"] == "#1001")
  }

  @Test(arguments: [
    """
    Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src
    tent,Nightjar Tent,<p>Two &amp; a dog</p>,H&O,Camping,new,Size,Small,T-S,289.00,https://x.example/t.png
    tent,,,,,,,Large,T-L,319.00,
    tent,,,,,,,,,,https://x.example/t2.png
    mug,Mug,Plain,H&O,Kitchen,,Title,Default Title,,12.00,
    """,
    """
    Title,URL handle,Description,Vendor,Type,Tags,Option1 name,Option1 value,SKU,Price,Product image URL
    Nightjar Tent,tent,<p>Two &amp; a dog</p>,H&O,Camping,new,Size,Small,T-S,289.00,https://x.example/t.png
    ,tent,,,,,,Large,T-L,319.00,
    ,tent,,,,,,,,,https://x.example/t2.png
    Mug,mug,Plain,H&O,Kitchen,,Title,Default Title,,12.00,
    """,
  ])
  func shopifyProductsOfBothGenerations(text: String) throws {
    let (desk, report) = try desk(["products_export_1.csv": text])
    let file = try file(report, "products_export_1.csv")
    #expect(file.export == "Shopify products" && file.inserted == 3 && file.dropped == 1)
    let products = try desk.store.products()
    #expect(products.map(\.id) == ["T-L", "T-S", "mug"])
    #expect(products.map(\.name) == ["Nightjar Tent – Large", "Nightjar Tent – Small", "Mug"])
    #expect(products.map(\.price.description) == ["319.00", "289.00", "12.00"])
    #expect(products[0].description == "Two & a dog" && products[0].category == "camping")
    #expect(products[0].imageURL == "https://x.example/t.png")
  }

  @Test func wooCommerceProductsAndOrders() throws {
    let (desk, report) = try desk([
      "contacts.csv": Self.people,
      "wc-product-export.csv": """
      ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Regular price,Sale price,In stock?,Categories,Images
      11,simple,SKU-1,Tent,1,visible,<b>Light</b> tent,19.90,,1,"Outdoor > Camping, Sale","https://x.example/a.png, https://x.example/b.png"
      12,simple,,Mug,1,visible,,5.00,4.50,0,Kitchen,
      """,
      "woo-orders.csv": """
      Order Number,Order Status,Order Date,Email (Billing),SKU,Product Id,Item Name,Quantity (- Refund),Item Cost,Order Total Amount
      501,wc-completed,2026-01-02 10:00,ann@example.com,SKU-1,11,Tent,2,19.90,44.80
      501,,,,,12,Mug,1,5.00,
      502,cancelled,2026-01-02 10:00,ann@example.com,SKU-1,11,Tent,1,19.90,19.90
      503,processing,2026-01-03 10:00,bob@example.com,SKU-1,11,Tent,-1,19.90,19.90
      """,
    ])
    #expect(try file(report, "wc-product-export.csv").export == "WooCommerce products")
    let products = try desk.store.products()
    #expect(products.map(\.id) == ["12", "SKU-1"])
    #expect(products.map(\.price.description) == ["4.50", "19.90"])
    #expect(products[1].category == "camping" && products[1].description == "Light tent")
    #expect(products[1].imageURL == "https://x.example/a.png")
    let orders = try file(report, "woo-orders.csv")
    #expect(orders.export == "WooCommerce orders" && orders.inserted == 2 && orders.dropped == 2)
    let purchases = try desk.store.purchases()
    #expect(purchases.map(\.productID) == ["SKU-1", "12"])
    #expect(purchases.map(\.amount.description) == ["39.80", "5.00"])
    #expect(purchases[1].metadata["order_id"] == "501")
  }

  @Test func excelIdsStayIdsAndCancelledInvoicesAreDropped() throws {
    let (desk, report) = try desk([
      "contacts.csv": Self.people, "products.csv": Self.products,
      "online_retail.csv": """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      536365,85123A,HEART,6,12/1/2010 8:26,2.55,17850.0,United Kingdom
      C536379,85123A,HEART,-1,12/1/2010 9:41,2.55,17850.0,United Kingdom
      536366,85123A,HEART,x,12/1/2010 8:26,2.55,17850.0,United Kingdom
      536367,85123A,HEART,1,12/1/2010 8:26,2.55,,United Kingdom
      """,
    ])
    let file = try file(report, "online_retail.csv")
    #expect(file.export == "retail invoices")
    #expect(file.inserted == 1 && file.dropped == 1 && file.rejected == 2)
    let purchase = try #require(try desk.store.purchases().first)
    #expect(purchase.userID == "17850" && purchase.amount.description == "15.30")
    #expect(purchase.timestamp.description == "2010-12-01T08:26:00Z")
    #expect(file.diagnostics.map(\.identifier) == ["type-mismatch", "missing-field"])
    #expect(file.diagnostics[0].location?.description == "Assets/crm/online_retail.csv:4:21")
  }

  @Test func purchasesWithQuantitiesDropWhatIsNoSale() throws {
    let (desk, report) = try desk([
      "contacts.csv": Self.people, "products.csv": Self.products,
      "purchases.csv": """
      user_id,product_id,quantity,unit_price,status,timestamp,metadata.channel
      c1,SKU-1,2,10.50,paid,2026-01-01,web
      c1,SKU-1,1,10.50,cancelled,2026-01-01,web
      c2,SKU-2,-1,10.50,paid,2026-01-01,web
      """,
    ])
    let file = try file(report, "purchases.csv")
    #expect(file.inserted == 1 && file.dropped == 2 && file.diagnostics == [])
    let purchase = try #require(try desk.store.purchases().first)
    #expect(purchase.amount.description == "21.00" && purchase.metadata["channel"] == "web")
  }

  @Test func ourOwnFilesAreNobodysExport() throws {
    let desk = try Desk()
    try desk.writeShop()
    #expect(try desk.run().files.allSatisfy { $0.export == nil })
  }

  @Test func unknownColumnsOfAnExportAreKeptOnRequest() throws {
    let desk = try Desk()
    try desk.write(
      "Record ID,Email,Contact owner,Favourite Colour\n1,a@example.com,Kim,red\n",
      to: "contacts.csv")
    var options = ImportOptions()
    options.keepsUnknown = true
    try desk.run(options)
    #expect(
      try desk.store.attributes(of: ["1"])["1"]
        == ["contact_owner": "Kim", "favourite_colour": "red"])
  }

  @Test func aFileThatSaysNothingIsNamed() throws {
    let (_, report) = try desk(["stuff.csv": "a,b\n1,2\n", "broken.csv": "\"a\n"])
    #expect(report.diagnostics.map(\.identifier) == ["unknown-entity", "unknown-entity"])
  }
}
