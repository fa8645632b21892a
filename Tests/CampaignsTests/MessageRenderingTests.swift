import CRMModel
import Diagnostics
import JSONText
import Messages
import TestSupport
import Testing

@testable import Campaigns

/// Messages from template to bytes, without a store.
struct MessageRenderingTests {
  let folder: TemporaryFolder
  let files: WorkspaceFiles

  init() throws {
    folder = try TemporaryFolder()
    files = WorkspaceFiles(root: folder.path)
    try folder.write(
      """
      tenant: t
      business: { name: Shop, website: "https://shop.example", postal_address: Here 1 }
      sender: { name: Shop, email: news@shop.example }
      site: { base_url: "https://shop.example", unsubscribe_url: "https://shop.example/u" }
      """, to: "galley.yml")
    try folder.write("{}", to: "Templates/schemas/email-copy.json")
    try folder.write("PNG", to: "Assets/images/hero.png")
    try folder.write("%PDF", to: "Assets/files/programme.pdf")
  }

  static let everyField = """
    <html><body><a href="https://shop.example/a?x=1#top">A</a>
    <a href="{{ links.unsubscribe }}">Stop</a> <a href="mailto:a@b.example">Mail</a>
    <p title="{{ contact.company | default: "-" }}">{{ contact.first_name | default: "you" }}
    {{ contact.last_name | default: "-" }} {{ contact.phone_number | default: "-" }}
    {{ contact.job_title | default: "-" }} {{ contact.city | default: "-" }}
    {{ contact.state | default: "-" }} {{ contact.email }} {{ contact.data.tier | default: "-" }}</p>
    {% if place.business_name %}<p>{{ place.business_name }} {{ place.region | default: "-" }}</p>{% endif %}
    {% if corporation.business_name %}<p>{{ corporation.business_name }}</p>{% endif %}
    {% for item in interests %}<i>{{ item.category }} {{ item.value }}</i>{% endfor %}
    {% for item in recommendations %}<b><a href="{{ item.url }}">{{ item.name }}</a> {{ item.reason }}</b>{% endfor %}
    {% for item in requests %}<p>{{ item.title | default: "-" }} {{ item.detail | default: "-" }}</p>{% endfor %}
    {% for item in purchases %}<p>{{ item.name }} {{ item.amount }}</p>{% endfor %}
    <img src="{{ site.base_url }}/images/hero.png" alt="">{{ segment }} {{ variant }} {{ locale }}
    </body></html>
    """

  func campaign(_ more: String = "", html: String = everyField) throws -> (Campaign, Settings) {
    try folder.write(html, to: "Templates/campaigns/spring/email.liquid.html")
    try folder.write(
      "name: Spring\nbrief: B\ntemplates: { html: email.liquid.html }\n" + more,
      to: "Templates/campaigns/spring/campaign.yml")
    let settings = try Workspace.open(root: folder.path, overrides: .init()).settings
    return (
      try Campaign.load("spring", from: files, defaultLocale: "en").value, settings
    )
  }

  func compiled(
    _ campaign: Campaign, _ settings: Settings, subject: String = "Hello"
  ) throws -> [CopyKey: CompiledMessage] {
    let copy = CopyFile(
      campaign: "spring", key: CopyKey(segment: "everyone", variant: "a", locale: "en"),
      status: .edited, body: ["subject": .string(subject)], provenance: [:])
    let compiled = try MessageCompiler(campaign: campaign, settings: settings, files: files)
      .compile([copy])
    #expect(!compiled.diagnostics.hasErrors, "\(compiled.diagnostics.map(\.summary))")
    return compiled.value
  }

  func context(
    _ campaign: Campaign, _ settings: Settings, _ messages: [CopyKey: CompiledMessage],
    product: Product = Product(id: "p", name: "Mug", category: "mugs", price: .zero)
  ) -> CampaignContext {
    CampaignContext(
      campaign: campaign, settings: settings, now: PlanTests.now, event: nil,
      products: [product.id: product], tokens: UnsubscribeToken(key: nil),
      needs: ContextNeeds(fields: messages.values.flatMap(\.fields)))
  }

  func message(
    _ data: CampaignContext.RecipientData, _ campaign: Campaign, _ settings: Settings,
    _ messages: [CopyKey: CompiledMessage], product: Product? = nil
  ) throws -> [UInt8] {
    let context = context(
      campaign, settings, messages,
      product: product ?? Product(id: "p", name: "Mug", category: "mugs", price: .zero))
    let composer = try MessageComposer(
      messages: messages, context: context,
      attachments: try MessageComposer.attachments(of: campaign, files: files), lineEnd: .crlf)
    let recipient = CampaignPlan.Recipient(
      contactID: data.contact.id, segment: "everyone", variant: "a", locale: "en")
    let content = try #require(messages[recipient.copyKey]).render(
      context.object(for: data, recipient: recipient), contactID: recipient.contactID)
    var output: [UInt8] = []
    try composer.append(
      content,
      to: .init(
        name: [data.contact.firstName, data.contact.lastName].compactMap { $0 }
          .joined(separator: " "), address: data.contact.email),
      recipient: recipient, unsubscribeURL: context.unsubscribeURL(for: recipient.contactID),
      output: &output)
    return output
  }

  static func findings(_ bytes: [UInt8]) -> [String] {
    MessageLint.check(SourceFile(name: "m", bytes: bytes)).map(\.identifier)
      .filter { $0 != "preview-key" }
  }

  @Test(arguments: [
    "\r", "\n", "\u{0}", "\r\n.\r\n", "=?utf-8?B?SGk=?=", "\u{202E}abc\u{202C}",
    "\u{2066}x\u{2069}",
    "\r\nBcc: x@y.example\r\n\r\nbody", "\u{2028}", "\u{85}", "\u{7F}",
  ])
  func hostileTextInAnyFieldGivesASafeMessageOrAnError(text: String) throws {
    let (campaign, settings) = try campaign()
    let messages = try compiled(
      campaign, settings, subject: "Hello {{ contact.first_name | default: \"you\" }}")
    var plain = CampaignContext.RecipientData(
      contact: ContactProfile(id: "c1", email: "ana@mail.example", firstName: "Ana"))
    plain.contact.placeID = "pl"
    plain.place = Place(id: "pl", region: "north", businessName: "Wharf")
    plain.corporation = CorporationProfile(id: "co", businessName: "Corp")
    plain.interests = [
      UserInterest(
        id: "i", userID: "c1", category: "coffee", value: "new",
        confidenceScore: ExactDecimal(units: 1))
    ]
    plain.recommendations = [
      Recommendation(productID: "p", score: 0.5, reason: "because", category: "mugs")
    ]
    plain.requests = [ContactRequest(id: "r", contactID: "c1", title: "T", detail: "D")]
    plain.purchases = [
      Purchase(
        id: "b", userID: "c1", productID: "p", amount: .zero, timestamp: PlanTests.now)
    ]
    plain.attributes = ["tier": "gold"]
    #expect(Self.findings(try message(plain, campaign, settings, messages)) == [])
    let hostile = "x\(text)y"
    let changes: [(inout CampaignContext.RecipientData, inout Product) -> Void] = [
      { data, _ in data.contact.id = hostile }, { data, _ in data.contact.email = hostile },
      { data, _ in data.contact.email = hostile + "@mail.example" },
      { data, _ in data.contact.firstName = hostile },
      { data, _ in data.contact.lastName = hostile },
      { data, _ in data.contact.phoneNumber = hostile },
      { data, _ in data.contact.company = hostile }, { data, _ in data.contact.jobTitle = hostile },
      { data, _ in data.contact.city = hostile }, { data, _ in data.contact.state = hostile },
      { data, _ in data.contact.locale = hostile },
      { data, _ in data.attributes = ["tier": .string(hostile)] },
      { data, _ in data.place?.businessName = hostile },
      { data, _ in data.place?.region = hostile },
      { data, _ in data.corporation?.businessName = hostile },
      { data, _ in data.interests[0].category = hostile },
      { data, _ in data.interests[0].value = hostile },
      { data, _ in data.recommendations[0].reason = hostile },
      { data, _ in data.requests[0].title = hostile },
      { data, _ in data.requests[0].detail = hostile },
      { _, product in product.name = hostile }, { _, product in product.category = hostile },
      { _, product in product.description = hostile }, { _, product in product.imageURL = hostile },
    ]
    for (index, change) in changes.enumerated() {
      var data = plain
      var product = Product(id: "p", name: "Mug", category: "mugs", price: .zero)
      change(&data, &product)
      do {
        let bytes = try message(data, campaign, settings, messages, product: product)
        let found = Self.findings(bytes).filter { $0 != "nul-byte" }
        #expect(found == [], "field \(index)")
        let text = String(decoding: bytes, as: UTF8.self)
        let head = text.split(separator: "\r\n\r\n", maxSplits: 1)[0]
        #expect(!head.contains("\nBcc:"))
      } catch let error as GalleyError {
        #expect(error.code == .invalidFormat, "field \(index): \(error)")
        #expect(!error.description.contains(hostile))
      }
    }
  }

  @Test func linksAreTaggedOnceEachAndListed() throws {
    let (campaign, settings) = try campaign()
    let messages = try compiled(campaign, settings)
    let links = try #require(messages.values.first).links
    #expect(links.map(\.id) == ["link-1", "link-2"])
    #expect(links.first?.url == "https://shop.example/a?x=1#top")
    #expect(links.first?.location?.line == 1)
    var data = CampaignContext.RecipientData(
      contact: ContactProfile(id: "c1", email: "ana@mail.example"))
    data.recommendations = [
      Recommendation(productID: "p", score: 1, reason: "r", category: "mugs")
    ]
    let context = context(campaign, settings, messages)
    let recipient = CampaignPlan.Recipient(
      contactID: "c1", segment: "everyone", variant: "a", locale: "en")
    let content = try #require(messages.values.first).render(
      context.object(for: data, recipient: recipient), contactID: "c1")
    let html = String(decoding: content.html, as: UTF8.self)
    #expect(
      html.contains(
        "https://shop.example/a?x=1&amp;utm_campaign=spring&amp;utm_source=newsletter"
          + "&amp;utm_medium=email&amp;utm_content=link-1#top"))
    #expect(html.contains("products/p?utm_campaign=spring"))
    #expect(html.contains("utm_content=link-2"))
    #expect(html.contains("href=\"mailto:a@b.example\""))
    #expect(!html.contains("u?t=YzE.utm") && html.contains("https://shop.example/u?t="))
    let text = String(decoding: content.text, as: UTF8.self)
    #expect(text.contains("utm_content=link-1#top"))
  }

  @Test func picturesAndAttachmentsComeInside() throws {
    let (campaign, settings) = try campaign(
      "images: cid\nattachments: [Assets/files/programme.pdf]\nauto_submitted: true\n")
    let messages = try compiled(campaign, settings)
    #expect(messages.values.first?.images.map(\.contentID) == ["hero.png@galley"])
    let data = CampaignContext.RecipientData(
      contact: ContactProfile(id: "c1", email: "ana@mail.example"))
    let bytes = try message(data, campaign, settings, messages)
    #expect(Self.findings(bytes) == [])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.replacing("=\r\n", with: "").contains("src=3D\"cid:hero.png@galley\""))
    #expect(text.contains("filename=\"programme.pdf\""))
    #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
    #expect(text.contains("\r\nFeedback-ID: spring:everyone:a:t\r\n"))
    #expect(text.contains("\r\nX-Galley-Preview: "))
    #expect(text.contains("\r\nList-Id: <spring.shop.example>\r\n"))
  }

  @Test func onlyWhatTemplatesReadIsNeeded() throws {
    let (campaign, settings) = try campaign(html: "<p>{{ contact.data.tier | default: \"-\" }}</p>")
    let needs = ContextNeeds(
      fields: try compiled(campaign, settings).values.flatMap(\.fields))
    #expect(needs.has("contact") && needs.has("contact.data"))
    #expect(!needs.has("place") && !needs.has("recommendations") && !needs.has("links"))
    #expect(ContextNeeds.everything.has("anything"))
  }

  @Test func missingValueNamesTheRecipientAndThePlaceButNoValue() throws {
    let (campaign, settings) = try campaign(html: "<p>\n{{ contact.first_name }}</p>")
    let messages = try compiled(campaign, settings)
    let data = CampaignContext.RecipientData(
      contact: ContactProfile(id: "c1", email: "ana@mail.example"))
    let error = #expect(throws: GalleyError.self) {
      try message(data, campaign, settings, messages)
    }
    #expect(error?.code == .templateError && error?.location?.line == 2)
    #expect(error?.details["contact"] == "c1" && error?.details["field"] == "contact.first_name")
  }
}
