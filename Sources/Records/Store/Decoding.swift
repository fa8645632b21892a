internal import CRMModel
internal import Diagnostics
internal import GRDB
internal import JSONText

extension Row {
  /// The JSON map of a column.
  func map(_ index: Int) -> JSONObject {
    (self[index] as String?).flatMap(RecordDrafting.object) ?? [:]
  }

  /// The texts of a JSON list.
  func list(_ index: Int) -> [String] { (self[index] as String?).map(RecordWriter.ids) ?? [] }

  /// The exact number of a column.
  func decimal(_ index: Int) -> ExactDecimal? {
    (self[index] as String?).flatMap { ExactDecimal($0) }
  }

  /// The moment of a column.
  func time(_ index: Int) -> Timestamp? {
    (self[index] as Int64?).map { Timestamp(millisecondsSince1970: $0) }
  }
}

/// A record that can be made of a row of its entity's selection.
protocol StoredRecord {
  static var entity: Entity { get }
  init(row: Row)
}

extension ContactProfile: StoredRecord {
  static var entity: Entity { .contacts }

  init(row: Row) {
    let lastName: String = row[3] ?? ""
    self.init(
      id: row[0] ?? "", email: row[1] ?? "", firstName: row[2],
      lastName: lastName.isEmpty ? nil : lastName, placeID: row[4], phoneNumber: row[5],
      company: row[6], jobTitle: row[7], city: row[8], state: row[9], locale: row[10],
      consent: (row[11] as String?).flatMap(Consent.init(rawValue:)) ?? .unknown,
      consentSource: row[12], consentAt: row.time(13), hostedEventCount: row[14] ?? 0,
      attendedEventCount: row[15] ?? 0)
  }
}

extension CorporationProfile: StoredRecord {
  static var entity: Entity { .corporations }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", externalID: row[1], corporationType: row[2], businessName: row[3] ?? "",
      categories: row.list(4), address: row.map(5))
  }
}

extension Place: StoredRecord {
  static var entity: Entity { .places }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", region: row[1], latitude: row.decimal(2), longitude: row.decimal(3),
      businessName: row[4] ?? "", address: row.map(5), types: row.list(6), corporationID: row[7])
  }
}

extension Product: StoredRecord {
  static var entity: Entity { .products }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", name: row[1] ?? "", category: row[2] ?? "", price: row.decimal(3) ?? .zero,
      description: row[4] ?? "", imageURL: row[5], metadata: row.map(6))
  }
}

extension Event: StoredRecord {
  static var entity: Entity { .events }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", slug: row[1] ?? "", title: row[2] ?? "", description: row[3] ?? "",
      startAt: row.time(4), endAt: row.time(5), venue: row[6], maxCapacity: row[7], owner: row[8],
      hostIDs: row.list(9), attendeeIDs: row.list(10))
  }
}

extension ContactRequest: StoredRecord {
  static var entity: Entity { .requests }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", contactID: row[1] ?? "", placeID: row[2], title: row[3], detail: row[4])
  }
}

extension Purchase: StoredRecord {
  static var entity: Entity { .purchases }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", userID: row[1] ?? "", productID: row[2] ?? "",
      amount: row.decimal(3) ?? .zero, category: row[4],
      timestamp: row.time(5) ?? Timestamp(millisecondsSince1970: 0), metadata: row.map(6))
  }
}

extension UserInterest: StoredRecord {
  static var entity: Entity { .interests }

  init(row: Row) {
    self.init(
      id: row[0] ?? "", userID: row[1] ?? "", category: row[2] ?? "", value: row[3] ?? "",
      confidenceScore: row.decimal(4) ?? ExactDecimal(units: 1), source: row[5])
  }
}
