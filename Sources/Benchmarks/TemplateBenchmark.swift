internal import Diagnostics
internal import Foundation
internal import Glibc
internal import SourceText
internal import Templating

/// Filling a realistic mail, as a campaign does for every recipient: `templates HTML TEXT`.
///
/// The files come from scripts/bench/templates.py, which gives the peer the same ones.
enum TemplateBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    guard arguments.count == 2 else {
      throw GalleyError(.usage, "templates needs the HTML and the text template.")
    }
    let shape = RowShape(model)
    let html = try compile(arguments[0], .html, shape)
    let text = try compile(arguments[1], .text, shape)
    var mailing = try Mailing(shape)
    let output = TemplateOutput()
    let compile = try Measure.cpuNanoseconds(rounds: 20) {
      _ = try Self.compile(arguments[0], .html, shape)
    }
    var number = 0
    let fill = Measure.cpuNanoseconds(rounds: 20_000) {
      number += 1
      mailing.fill(number)
    }
    let render = try Measure.cpuNanoseconds(rounds: 20_000) {
      output.removeAll()
      try html.render(mailing.row, into: output)
      try text.render(mailing.row, into: output)
    }
    let before = unsafe mallinfo2().uordblks
    let all = try Measure.cpuNanoseconds(rounds: 20_000) {
      number += 1
      mailing.fill(number)
      output.removeAll()
      try html.render(mailing.row, into: output)
      try text.render(mailing.row, into: output)
    }
    let after = unsafe mallinfo2().uordblks
    return [
      "compile_ms": compile / 1e6, "fill_us": fill / 1000, "render_us": render / 1000,
      "recipient_us": all / 1000, "output_bytes": Double(output.count),
      "grown_bytes": Double(after) - Double(before),
    ]
  }

  private static func compile(
    _ path: String, _ kind: OutputKind, _ shape: RowShape
  ) throws -> Template {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GalleyError(.notFound, "\(path) is not there.")
    }
    let file = SourceFile(name: path, text: String(decoding: data, as: UTF8.self))
    let compiled = Template.compile(
      Pieces(file), options: CompileOptions(kind: kind, shape: shape))
    guard let template = compiled.value else {
      throw GalleyError(.templateError, "\(compiled.diagnostics)")
    }
    return template
  }

  private static let model: DataModel = {
    let optional = DataModel.scalar(optional: true)
    func object(_ names: String, optional: DataModel? = nil) -> DataModel {
      .object(
        Dictionary(
          uniqueKeysWithValues: names.split(separator: " ").map {
            (String($0), optional ?? .scalar)
          }
        ))
    }
    return .object([
      "contact": object("id email first_name last_name company city vip", optional: optional),
      "business": object("name city website postal_address"),
      "campaign": object("name url"),
      "copy": object("preheader headline intro cta_label closing"),
      "links": object("unsubscribe web_version"),
      "board": object("url"),
      "recommendations": .list(object("name url image_url price category reason")),
    ])
  }()

  /// A made-up campaign: its row, products that many recipients share, and its recipients.
  private struct Mailing {
    var row: TemplateRow
    private let columns: [String: RowShape.Column]
    private let products: [TemplateRow]
    private let list: RowShape.Column
    private let reason: RowShape.Column
    private let person: [RowShape.Column]
    private let vip: RowShape.Column
    private let people: [[String]]

    init(_ shape: RowShape) throws {
      func column(_ path: String, of shape: RowShape) throws -> RowShape.Column {
        guard let column = shape.column(path) else {
          throw GalleyError(.internalError, "There is no column \(path).")
        }
        return column
      }
      columns = try Dictionary(
        uniqueKeysWithValues: shape.paths.map { ($0, try column($0, of: shape)) })
      list = try column("recommendations", of: shape)
      guard let elements = shape.elements(of: list) else {
        throw GalleyError(.internalError, "Recommendations are no list.")
      }
      reason = try column("reason", of: elements)
      vip = try column("contact.vip", of: shape)
      products = try (0..<40).map { number in
        var product = TemplateRow(elements)
        product.set(try column("name", of: elements), text: "Product number \(number)")
        product.set(
          try column("url", of: elements),
          text: "https://shop.example.com/products/item-\(number)?ref=mail&list=spring")
        product.set(
          try column("image_url", of: elements),
          text: "https://cdn.example.com/images/item-\(number).png")
        product.set(try column("price", of: elements), decimal: "\(10 + number).90")
        product.set(try column("category", of: elements), text: "Pots & pans")
        return product
      }
      person = try [
        "contact.id", "contact.email", "contact.first_name", "contact.last_name",
        "contact.company", "contact.city", "links.unsubscribe",
      ].map { try column($0, of: shape) }
      people = (0..<1000).map { number in
        [
          "contact-\(number)", "ada.\(number)@example.com", "Ada \(number)", "Lovelace",
          "Engines & Sons", "London",
          "https://shop.example.com/unsubscribe?t=0123456789ab\(number)",
        ]
      }
      row = TemplateRow(shape)
      for (path, text) in [
        ("business.name", "Galley & Co"), ("business.city", "London"),
        ("business.website", "https://shop.example.com"),
        ("business.postal_address", "1 Harbour Road, London"), ("campaign.name", "Spring"),
        ("campaign.url", "https://shop.example.com/campaigns/spring/"),
        ("copy.preheader", "New things for your kitchen"), ("copy.headline", "Spring is here"),
        ("copy.intro", "We have picked six things that go well with what you own."),
        ("copy.cta_label", "Have a look"), ("copy.closing", "See you soon"),
        ("links.web_version", "https://shop.example.com/campaigns/spring/"),
        ("board.url", "https://shop.example.com/boards/spring/loyal.png"),
      ] {
        row.set(try column(path, of: shape), text: text)
      }
      row.keep()
    }

    mutating func fill(_ number: Int) {
      row.reset()
      let texts = people[number % people.count]
      for (column, text) in zip(person, texts) { row.set(column, text: text) }
      row.set(vip, bool: number % 2 == 0)
      for offset in 0..<6 {
        let element = row.append(products[(number + offset) % products.count], to: list)
        row.set(reason, of: element, text: "Because you bought a kettle")
      }
    }
  }
}
