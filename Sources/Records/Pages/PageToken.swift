internal import CRMModel
internal import Crypto
internal import Diagnostics
internal import Foundation
internal import JSONText

/// Where a list goes on: base64 of JSON that holds the last key handed out, in the form of a
/// single-table store, with the values of its order.
///
/// Nothing is kept between pages: the token is bound to tenant and list by a digest.
struct PageToken {
  /// The two parts of a key and what it is the key of.
  struct Key: Hashable {
    var partition: String
    var sort: String
    var entityType: String

    static func contact(_ id: String) -> Key {
      Key(partition: "USER#\(id)", sort: "PROFILE", entityType: "USER")
    }

    static func event(_ id: String) -> Key {
      Key(partition: "EVENT#\(id)", sort: "DETAIL", entityType: "EVENT")
    }

    static func host(_ contact: String, of event: String) -> Key {
      Key(partition: "EVENT#\(event)", sort: "HOST#\(contact)", entityType: "EVENT")
    }

    static func attendance(_ contact: String, of event: String) -> Key {
      Key(partition: "USER#\(contact)", sort: "ATTENDS#\(event)", entityType: "USER")
    }

    static func email(_ id: String) -> Key {
      Key(partition: "EMAIL#\(id)", sort: "ANALYTICS", entityType: "EMAIL")
    }
  }

  let key: Key
  /// The values that the list is ordered by, of the record with the key.
  let order: [JSONValue]
  private let binding: String

  init(_ key: Key, order: [JSONValue], binding: String) {
    self.key = key
    self.order = order
    self.binding = binding
  }

  /// Reads a token of the list that `binding` stands for.
  ///
  /// - Throws: `INVALID_FORMAT` when it is none, or one of another list, filter or tenant.
  init(_ text: String, binding: String) throws(GalleyError) {
    guard text.utf8.count <= 8192, let data = Data(base64Encoded: text),
      let value = try? JSONParser.parse(Array(data)), let partition = value["PK"]?.stringValue,
      let sort = value["SK"]?.stringValue, let type = value["entityType"]?.stringValue,
      let order = value["order"]?.arrayValue, value["filter"]?.stringValue == binding
    else { throw Self.problem }
    self.init(
      Key(partition: partition, sort: sort, entityType: type), order: order, binding: binding)
  }

  /// What a token that does not fit is answered with.
  static var problem: GalleyError {
    GalleyError(
      .invalidFormat, "the page token does not belong to this list",
      details: ["field": "nextToken"], hint: "Start again without a token.")
  }

  /// The id behind a mark such as `USER#` in the partition.
  func id(after mark: String) throws(GalleyError) -> String {
    guard key.partition.hasPrefix(mark) else { throw Self.problem }
    return String(key.partition.dropFirst(mark.count))
  }

  var text: String {
    let value: JSONValue = [
      "PK": .string(key.partition), "SK": .string(key.sort), "entityType": .string(key.entityType),
      "order": .array(order), "filter": .string(binding),
    ]
    return Data(value.compactBytes()).base64EncodedString()
  }

  /// A digest of tenant and list.
  static func binding(_ tenant: TenantID, _ list: String...) -> String {
    let text = ([tenant.rawValue] + list).map { "\($0.utf8.count):\($0)" }.joined()
    return Hexadecimal.text(of: SHA256.hash(data: Array(text.utf8)).prefix(12))
  }
}

/// The limit of a list: one more is asked for, which tells whether there is a next page.
struct PageLimit {
  let value: Int

  init(_ limit: Int) throws(GalleyError) {
    guard limit >= 0, limit < 1_000_000 else {
      throw GalleyError(
        .outOfRange, "a limit is from 0 to 999,999", details: ["field": "limit"])
    }
    value = limit
  }

  /// The records of the page, and the last of them when others follow.
  func cut<Record>(_ records: [Record]) -> (page: [Record], last: Record?) {
    guard value > 0 else { return ([], nil) }
    guard records.count > value else { return (records, nil) }
    let page = Array(records.prefix(value))
    return (page, page.last)
  }
}
