internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import Messages
internal import Recommendations
internal import Records

/// Fills the messages of a campaign, chunk by chunk, in the order of the plan.
struct RenderStage {
  let material: CampaignMaterial
  let context: CampaignContext
  let messages: [CopyKey: CompiledMessage]
  let loader: RecipientLoader
  let format: MessageFormat
  let sender: SenderSettings
  let progress: Progress

  /// What the rendering came to.
  struct Result {
    var count = 0
    var largest = 0
    var bySegment: [String: Int] = [:]
    var byVariant: [String: Int] = [:]
    var byLocale: [String: Int] = [:]
  }

  private static let chunkSize = 500

  /// Renders `recipients` and hands every finished file to `write`.
  func run(
    _ recipients: [CampaignPlan.Recipient],
    write: (OutputFile) throws(GalleyError) -> Void
  ) throws(GalleyError) -> Result {
    var result = Result()
    var writer = MessageWriter(format: format, folder: "\(material.campaign.slug)/messages")
    var start = 0
    while start < recipients.count {
      let chunk = recipients[start..<min(start + Self.chunkSize, recipients.count)]
      start += chunk.count
      let byID = Dictionary(
        chunk.map { ($0.contactID, $0) }, uniquingKeysWith: { first, _ in first })
      let data = try loader.load(chunk.map(\.contactID)) { byID[$0]?.locale }
      for recipientData in data {
        try Interruption.check()
        guard let recipient = byID[recipientData.contact.id] else { continue }
        let (content, email) = try render(recipientData, recipient)
        try writer.add(email, id: recipient.contactID, write: write)
        result.count += 1
        result.largest = max(result.largest, content.html.count)
        result.bySegment[recipient.segment, default: 0] += 1
        result.byVariant[recipient.variant, default: 0] += 1
        result.byLocale[recipient.locale, default: 0] += 1
      }
      progress.report("render \(material.campaign.slug)", result.count, recipients.count)
    }
    try writer.finish(write: write)
    return result
  }

  /// One recipient's message.
  func render(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient
  ) throws(GalleyError) -> (CompiledMessage.Content, EmailMessage) {
    let key = CopyKey(
      segment: recipient.segment, variant: recipient.variant, locale: recipient.locale)
    guard let message = messages[key] else {
      throw GalleyError(
        .copyMissing, "There is no copy \(key.name) for \(material.campaign.slug).")
    }
    let content = try message.render(
      context.object(for: data, recipient: recipient), contactID: recipient.contactID)
    let name = [data.contact.firstName, data.contact.lastName].compactMap { $0 }
      .joined(separator: " ")
    var email = EmailMessage(
      from: .init(name: sender.name, address: sender.email),
      replyTo: sender.replyTo.map { .init(address: $0) },
      to: .init(name: name, address: data.contact.email), subject: content.subject,
      date: context.now,
      identity: [material.campaign.slug, recipient.contactID, recipient.variant],
      unsubscribeURL: context.unsubscribeURL(for: recipient.contactID),
      html: content.html, text: content.text)
    let host = sender.email.split(separator: "@").last.map(String.init) ?? "invalid"
    email.listID = "\(material.campaign.slug).\(host)"
    return (content, email)
  }
}
