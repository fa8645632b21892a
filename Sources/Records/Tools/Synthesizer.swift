public import Diagnostics
internal import Foundation

/// Makes believable data files of any size: the same number and seed give the same bytes.
///
/// Memory does not grow with the number of contacts.
public struct Synthesizer: Sendable {
  /// How many contacts.
  public var contacts: Int
  /// What the choices follow from.
  public var seed: UInt64
  /// Pictures of products, as paths in the workspace; taken in turn.
  public var images: [String] = []

  /// Prepares a data set.
  public init(contacts: Int, seed: UInt64 = 1) {
    self.contacts = max(0, contacts)
    self.seed = seed
  }

  /// Writes contacts.csv, places.csv and the other files into a folder, and gives their names.
  public func run(into folder: String) throws(GalleyError) -> [String] {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw GalleyError(
        .writeFailed, "the folder could not be made", underlying: error.localizedDescription)
    }
    var names: [String] = []
    for (name, write) in files {
      let path = folder + "/" + name
      guard FileManager.default.createFile(atPath: path, contents: nil),
        let handle = FileHandle(forWritingAtPath: path)
      else {
        throw GalleyError(.writeFailed, "“\(name)” could not be written")
      }
      var choices = Choices(state: seed &+ UInt64(names.count) &* 0x1000)
      var buffer: [UInt8] = []
      do {
        try write(&choices) { row in
          buffer += row.utf8
          buffer.append(10)
          if buffer.count > 1 << 18 {
            try handle.write(contentsOf: Data(buffer))
            buffer.removeAll(keepingCapacity: true)
          }
        }
        try handle.write(contentsOf: Data(buffer))
        try handle.close()
      } catch {
        throw GalleyError(
          .writeFailed, "“\(name)” could not be written", underlying: error.localizedDescription)
      }
      names.append(name)
    }
    return names
  }

  private typealias Write = (inout Choices, (String) throws -> Void) throws -> Void

  private var places: Int { max(1, min(500, contacts / 50)) }
  private var events: Int { max(1, min(200, contacts / 100)) }

  private var files: [(String, Write)] {
    [
      ("corporations.csv", writeCorporations), ("places.csv", writePlaces),
      ("contacts.csv", writeContacts), ("products.csv", writeProducts),
      ("events.csv", writeEvents), ("requests.csv", writeRequests),
      ("purchases.csv", writePurchases), ("interests.csv", writeInterests),
    ]
  }

  private func writeCorporations(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row(
      "corporation_uuid,external_id,corporation_type,business_name,categories,address.country,"
        + "data.size")
    for index in 1...max(1, places / 4) {
      let type = ["company", "franchise", "organization"][index % 3]
      try row(
        "corp-\(index),ext-\(index),\(type),\(choices.pick(Self.lastNames)) & "
          + "\(choices.pick(Self.lastNames)),\(choices.pick(Self.categories)),"
          + "\(choices.pick(Self.cities).country),\(choices.pick(["small", "medium", "large"]))")
    }
  }

  private func writePlaces(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row(
      "place_uuid,region,latitude,longitude,business_name,types,corporation_uuid,address.city,"
        + "address.country")
    for index in 1...places {
      let city = choices.pick(Self.cities)
      try row(
        "place-\(index),\(["north", "east", "south", "west"][index % 4]),\(city.latitude),\(city.longitude),"
          + "\(city.name) \(choices.pick(["Store", "Depot", "Corner", "Yard"])) \(index),store,"
          + "corp-\(1 + choices.below(max(1, places / 4))),\(city.name),\(city.country)")
    }
  }

  private func writeContacts(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row(
      "contact_uuid,email,first_name,last_name,place_uuid,phone_number,company,job_title,city,"
        + "state,locale,consent,consent_source,consent_at,data.tier")
    guard contacts > 0 else { return }
    for index in 1...contacts {
      let city = choices.pick(Self.cities)
      let chance = choices.below(100)
      let consent = chance < 88 ? "granted" : chance < 95 ? "unknown" : "withdrawn"
      let first = choices.pick(Self.firstNames)
      let job = choices.below(3) == 0 ? choices.pick(Self.jobs) : ""
      let phone = choices.below(2) == 0 ? "+49\(1_000_000_000 + choices.below(8_999_999_999))" : ""
      let company =
        job.isEmpty ? "" : "\(choices.pick(Self.lastNames)) \(choices.pick(["Ltd", "GmbH", "SA"]))"
      let place = choices.below(4) > 0 ? "place-\(1 + choices.below(places))" : ""
      let tier = ["new", "new", "silver", "gold"][choices.below(4)]
      try row(
        "contact-\(index),person\(index)@example.com,\(first),\(choices.pick(Self.lastNames)),"
          + "\(place),\(phone),\(company),\(job),\(city.name),\(city.region),\(city.locale),"
          + "\(consent),form,2025-\(choices.two(12))-\(choices.two(28))T09:00:00Z,\(tier)")
    }
  }

  private func writeProducts(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row("id,name,category,price,description,image_url,metadata.in_stock")
    for index in 1...60 {
      let category = Self.categories[index % Self.categories.count]
      let word = choices.pick(["Alpine", "Harbour", "Meadow", "Ember", "Drift", "Cedar"])
      try row(
        "product-\(index),\(word) \(category) \(index),\(category),"
          + "\(5 + choices.below(200)).\(["00", "50", "90", "95"][choices.below(4)]),"
          + "A \(word.lowercased()) favourite for \(category),"
          + "\(images.isEmpty ? "" : images[index % images.count]),true")
    }
  }

  private func writeEvents(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row("event_id,slug,title,start_at,end_at,venue,max_capacity,owner,host_ids,attendee_ids")
    guard contacts > 0 else { return }
    for index in 1...events {
      let chosen = "2026-\(choices.two(12))-\(choices.two(28))"
      let day = index == 1 ? "2026-05-21" : chosen
      let host = "contact-\(1 + choices.below(contacts))"
      let attendees = (0..<min(contacts, 12)).map { _ in "contact-\(1 + choices.below(contacts))" }
      // The first one is the evening that the sample campaign invites to.
      let (slug, title) =
        index == 1
        ? ("slow-coffee-evening", "Slow Coffee Evening")
        : ("evening-\(index)", "\(choices.pick(Self.cities).name) evening \(index)")
      try row(
        "event-\(index),\(slug),\(title),"
          + "\(day)T18:00:00Z,\(day)T21:00:00Z,\(choices.pick(Self.cities).name) hall,40,\(host),"
          + "\(host),\(attendees.joined(separator: ";"))")
    }
  }

  private func writeRequests(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row("request_uuid,contact_uuid,place_uuid,request_title,request_detail")
    guard contacts > 0 else { return }
    for index in 1...max(1, contacts / 20) {
      try row(
        "request-\(index),contact-\(1 + choices.below(contacts)),"
          + "place-\(1 + choices.below(places)),\(choices.pick(["Call back", "Quote", "Repair"])),"
          + "Please get in touch")
    }
  }

  private func writePurchases(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row("id,user_id,product_id,amount,timestamp,metadata.order_id")
    guard contacts > 0 else { return }
    for index in 1...contacts * 2 {
      try row(
        "purchase-\(index),contact-\(1 + choices.below(contacts)),product-\(1 + choices.skewed(60)),"
          + "\(5 + choices.below(200)).90,2025-\(choices.two(12))-\(choices.two(28))T12:00:00Z,"
          + "order-\(1 + index / 2)")
    }
  }

  private func writeInterests(_ choices: inout Choices, _ row: (String) throws -> Void) throws {
    try row("user_id,interest_category,interest_value,confidence_score,source")
    guard contacts > 0 else { return }
    for index in 1...contacts where index % 3 > 0 {
      try row(
        "contact-\(index),\(choices.pick(Self.categories)),\(choices.pick(["new", "classic", "sale"])),"
          + "0.\(choices.two(99)),survey")
    }
  }

  private struct City {
    let name, region, country, locale, latitude, longitude: String
  }

  private static let cities = [
    City(
      name: "Berlin", region: "BE", country: "DE", locale: "de", latitude: "52.52",
      longitude: "13.40"),
    City(
      name: "München", region: "BY", country: "DE", locale: "de", latitude: "48.14",
      longitude: "11.58"),
    City(
      name: "Lyon", region: "ARA", country: "FR", locale: "fr", latitude: "45.76", longitude: "4.84"
    ),
    City(
      name: "Leeds", region: "ENG", country: "GB", locale: "en-GB", latitude: "53.80",
      longitude: "-1.55"),
    City(
      name: "São Paulo", region: "SP", country: "BR", locale: "pt", latitude: "-23.55",
      longitude: "-46.63"),
    City(
      name: "Austin", region: "TX", country: "US", locale: "en", latitude: "30.27",
      longitude: "-97.74"),
    City(
      name: "Łódź", region: "LD", country: "PL", locale: "pl", latitude: "51.76", longitude: "19.46"
    ),
    City(
      name: "Osaka", region: "27", country: "JP", locale: "ja", latitude: "34.69",
      longitude: "135.50"),
  ]
  private static let firstNames = [
    "Anna", "Zoë", "José", "Mei", "Olúfẹ́mi", "Łukasz", "Fatima", "Jürgen", "Siobhán", "Ravi",
    "美咲", "Иван", "Amélie", "Noah", "Leïla", "Søren", "Chloe", "Mateus",
  ]
  private static let lastNames = [
    "Müller", "García", "O’Brien", "Nguyễn", "Kowalska", "Okafor", "Sato", "Petrov", "Dubois",
    "Silva", "Singh", "Smith", "Jensen", "Rossi", "Yılmaz", "Cohen", "Haddad", "Berg",
  ]
  private static let jobs = ["Developer", "Teacher", "Nurse", "Designer", "Manager", "Chef"]
  private static let categories = ["camping", "coffee", "kitchen", "garden", "home", "textiles"]
}

/// Choices that follow from a seed (SplitMix64).
struct Choices {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  /// Small numbers more often than large ones, as sales are.
  mutating func skewed(_ limit: Int) -> Int { min(below(limit), below(limit)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// 01 to the limit, with two digits.
  mutating func two(_ limit: Int) -> String {
    let number = 1 + below(limit)
    return number < 10 ? "0\(number)" : "\(number)"
  }
}
