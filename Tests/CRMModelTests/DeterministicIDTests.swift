import CRMModel
import Diagnostics
import JSONText
import Testing

struct DeterministicIDTests {
  @Test func theSameKeyGivesTheSameIdAndAnotherTenantAnother() {
    let one = DeterministicID.make(
      tenant: TenantID("a"), entity: "contact", naturalKey: "x@example.com")
    #expect(
      one
        == DeterministicID.make(
          tenant: TenantID("a"), entity: "contact", naturalKey: "x@example.com"))
    #expect(
      one
        != DeterministicID.make(
          tenant: TenantID("b"), entity: "contact", naturalKey: "x@example.com"))
    #expect(one.utf8.count == 36 && Array(one)[14] == "5")
  }

  @Test func emailsMoveOnlyAsTheRulesSay() {
    #expect(EmailRecord.Status.queued.mayBecome(.sent))
    #expect(!EmailRecord.Status.sent.mayBecome(.queued))
    #expect(!EmailRecord.Status.unknown.mayBecome(.sent))
    #expect(EmailRecord.Status.unknown.mayBecome(.sent, isDecidedOutside: true))
    #expect(EmailRecord.Status.failed.mayBecome(.queued))
  }

  @Test func entitiesComeAfterWhatTheyReferTo() {
    let order = EntityType.allCases
    #expect(order.firstIndex(of: .contact).map { $0 > 1 } == true)
    #expect(EntityType.purchase.fileStem == "purchases")
    #expect(
      AttributeValue(
        type: .contact, name: "tier", identity: "c", versionID: "v", value: "gold",
        status: .active, createdAt: .init(secondsSince1970: 0)
      ).typedName == "contact-tier")
  }
}
