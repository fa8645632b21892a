internal import CRMModel
internal import Crypto
public import Diagnostics
internal import Foundation
internal import JSONText

/// One page of contacts with the token of the next.
public struct ContactPage: Sendable, Hashable {
  /// The contacts, by last name, then id.
  public var contacts: [AudienceMember]
  /// What to ask the next page with; `nil` on the last one.
  public var nextToken: String?
}

extension Store {
  /// A page of the contacts that satisfy a filter.
  ///
  /// The token holds the last key handed out, so that no contact is lost or repeated while others
  /// are inserted. It is bound to tenant and filter.
  /// - Throws: `INVALID_FORMAT` for a token of another list, `OUT_OF_RANGE` for a negative limit.
  public func page(
    of filter: SegmentFilter = .everyone, limit: Int = 50, token: String? = nil
  ) throws(GalleyError) -> ContactPage {
    var cursor: ContactCursor?
    if let token { cursor = try PageToken(token, store: self, filter: filter).cursor }
    guard limit >= 0, limit < 1_000_000 else {
      throw GalleyError(
        .outOfRange, "a limit is from 0 to 999,999", details: ["field": "limit"])
    }
    // One more than asked for tells whether there is a next page.
    var members = try audience(matching: filter, segments: [], limit: limit + 1, after: cursor)
    guard members.count > limit, limit > 0 else {
      return ContactPage(contacts: limit == 0 ? [] : members, nextToken: nil)
    }
    members.removeLast()
    let next = members.last.map { member in
      PageToken(
        cursor: ContactCursor(after: member.contact),
        binding: PageToken.binding(tenant: tenant, filter: filter)
      ).text
    }
    return ContactPage(contacts: members, nextToken: next)
  }
}

/// The stateless token: base64 of `{"PK":"USER#id","SK":"PROFILE",…}`.
struct PageToken {
  var cursor: ContactCursor
  var binding: String

  init(cursor: ContactCursor, binding: String) {
    self.cursor = cursor
    self.binding = binding
  }

  init(_ text: String, store: Store, filter: SegmentFilter) throws(GalleyError) {
    let problem = GalleyError(
      .invalidFormat, "the page token does not belong to this list",
      details: ["field": "nextToken"], hint: "Start again without a token.")
    guard text.utf8.count <= 8192, let data = Data(base64Encoded: text),
      let value = try? JSONParser.parse(Array(data)),
      let key = value["PK"]?.stringValue, key.hasPrefix("USER#"),
      value["entityType"]?.stringValue == "USER", value["SK"]?.stringValue == "PROFILE",
      let order = value["lastName"]?.stringValue, let binding = value["filter"]?.stringValue,
      binding == Self.binding(tenant: store.tenant, filter: filter)
    else { throw problem }
    cursor = ContactCursor(lastName: order, id: String(key.dropFirst(5)))
    self.binding = binding
  }

  var text: String {
    let value: JSONValue = [
      "PK": .string("USER#\(cursor.id)"), "SK": "PROFILE", "entityType": "USER",
      "lastName": .string(cursor.lastName), "filter": .string(binding),
    ]
    return Data(value.compactBytes()).base64EncodedString()
  }

  /// A digest of tenant and filter; the SQL names every part of the filter and its values.
  static func binding(tenant: TenantID, filter: SegmentFilter) -> String {
    var compiler = FilterCompiler(tenant: tenant, now: Timestamp(millisecondsSince1970: 0))
    let sql = compiler.sql(filter.condition)
    let text = "\(tenant.rawValue)\u{0}\(sql)\u{0}\(compiler.arguments.map { "\($0)" })"
    return Hexadecimal.text(of: SHA256.hash(data: Array(text.utf8)).prefix(12))
  }
}
