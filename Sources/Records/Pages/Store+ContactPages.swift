internal import CRMModel
public import Diagnostics
internal import GRDB
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
    let limit = try PageLimit(limit)
    let binding = PageToken.binding(tenant, "contacts", filter.fingerprint(tenant: tenant))
    var cursor: ContactCursor?
    if let token {
      let token = try PageToken(token, binding: binding)
      guard let lastName = token.order.first?.stringValue else { throw PageToken.problem }
      cursor = ContactCursor(lastName: lastName, id: try token.id(after: "USER#"))
    }
    let (page, last) = limit.cut(
      try audience(matching: filter, segments: [], limit: limit.value + 1, after: cursor))
    return ContactPage(
      contacts: page,
      nextToken: last.map { member in
        PageToken(
          .contact(member.contact.id), order: [.string(member.contact.lastName ?? "")],
          binding: binding
        ).text
      })
  }
}

extension SegmentFilter {
  /// A text that is the same for the same filter: the SQL names every part of it and its values.
  func fingerprint(tenant: TenantID) -> String {
    var compiler = FilterCompiler(tenant: tenant, now: Timestamp(millisecondsSince1970: 0))
    let sql = compiler.sql(condition)
    return "\(sql)\u{0}\(compiler.arguments.map { "\($0)" })"
  }
}
