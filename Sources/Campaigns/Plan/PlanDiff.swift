public import JSONText

/// What changed between two plans of a campaign.
public struct PlanDiff: Sendable {
  /// Contacts that only the newer plan writes to.
  public private(set) var added: [String] = []
  /// Contacts that only the older plan writes to.
  public private(set) var removed: [String] = []
  /// Contacts whose segment, variant or locale differs.
  public private(set) var moved: [String] = []
  /// How many there are of each.
  public private(set) var counts = (added: 0, removed: 0, moved: 0)
  /// The parts of the digest that differ.
  public let changedParts: [String]
  /// How many of each kind are listed.
  public static let listed = 100

  /// Compares two plans; memory is 24 bytes for a recipient of the older one.
  public init(from older: CampaignPlan, to newer: CampaignPlan) {
    changedParts = older.digest.changedParts(from: newer.digest)
    var known: [UInt64: UInt64] = [:]
    known.reserveCapacity(older.recipients.count)
    for recipient in older.recipients {
      known[StableHash.of(recipient.contactID)] = Self.unit(recipient)
    }
    for recipient in newer.recipients {
      guard let unit = known.removeValue(forKey: StableHash.of(recipient.contactID)) else {
        counts.added += 1
        if added.count < Self.listed { added.append(recipient.contactID) }
        continue
      }
      if unit != Self.unit(recipient) {
        counts.moved += 1
        if moved.count < Self.listed { moved.append(recipient.contactID) }
      }
    }
    counts.removed = known.count
    guard !known.isEmpty else { return }
    for recipient in older.recipients where removed.count < Self.listed {
      if known[StableHash.of(recipient.contactID)] != nil { removed.append(recipient.contactID) }
    }
  }

  /// Whether both plans write the same to the same people.
  public var isEmpty: Bool { counts == (0, 0, 0) }

  private static func unit(_ recipient: CampaignPlan.Recipient) -> UInt64 {
    StableHash.of(recipient.segment, recipient.variant, recipient.locale)
  }

  /// The form of `--json`.
  public var json: JSONValue {
    func list(_ ids: [String]) -> JSONValue { .array(ids.map { .string($0) }) }
    return .object([
      "changed_parts": list(changedParts),
      "added": .number(JSONNumber(counts.added)), "removed": .number(JSONNumber(counts.removed)),
      "moved": .number(JSONNumber(counts.moved)),
      "added_contacts": list(added), "removed_contacts": list(removed),
      "moved_contacts": list(moved),
    ])
  }
}
