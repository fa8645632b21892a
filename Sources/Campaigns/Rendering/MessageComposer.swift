internal import CRMModel
public import Diagnostics
internal import JSONText
public import Messages

/// Puts filled content into messages: one frame for each copy, encoded once.
public struct MessageComposer: Sendable {
  private let frames: [CopyKey: MessageFrame]
  private let campaign: String
  private let messageIDEnd: String

  /// Encodes the frames of a campaign's messages.
  ///
  /// Throws `INVALID_FORMAT` for a sender or an attachment that cannot stand in a message.
  public init(
    messages: [CopyKey: CompiledMessage], context: CampaignContext,
    attachments: [EmailMessage.File],
    lineEnd: LineEnd
  ) throws(GalleyError) {
    let campaign = context.campaign
    let sender = campaign.from ?? context.settings.sender
    let domain = sender.email.split(separator: "@").last.map(String.init) ?? "invalid"
    var frames: [CopyKey: MessageFrame] = [:]
    for (key, message) in messages {
      let contents = MessageFrame.Contents(
        from: .init(name: sender.name, address: sender.email),
        replyTo: sender.replyTo.map { .init(address: $0) }, date: context.now,
        listID: "\(campaign.slug).\(domain)",
        extraHeaders: Self.headers(campaign, key, context), images: message.images,
        attachments: attachments, text: message.textEncoding, html: message.htmlEncoding,
        hasUnsubscribe: true, boundarySeed: [campaign.slug, key.name])
      frames[key] = try MessageFrame(contents, lineEnd: lineEnd)
    }
    self.frames = frames
    self.campaign = campaign.slug
    messageIDEnd = "@\(frames.values.first?.messageIDDomain ?? domain)>"
  }

  /// The files that a campaign attaches to every message.
  public static func attachments(
    of campaign: Campaign, files: WorkspaceFiles
  ) throws(GalleyError) -> [EmailMessage.File] {
    var result: [EmailMessage.File] = []
    for path in campaign.attachments {
      result.append(
        .init(
          name: path.split(separator: "/").last.map(String.init) ?? path,
          mediaType: ImageEmbedder.mediaType(of: path) ?? "application/octet-stream",
          bytes: try files.read(path, limit: 16 << 20)))
    }
    return result
  }

  /// The Message-ID of a recipient's message, with angle brackets.
  public func messageID(_ recipient: CampaignPlan.Recipient) -> String {
    "<" + MessageID.left([campaign, recipient.contactID, recipient.variant]) + messageIDEnd
  }

  /// Appends a recipient's message.
  public func append(
    _ content: CompiledMessage.Content, to mailbox: EmailMessage.Mailbox,
    recipient: CampaignPlan.Recipient, unsubscribeURL: String, output: inout [UInt8]
  ) throws(GalleyError) {
    guard let frame = frames[recipient.copyKey] else {
      throw GalleyError(
        .copyMissing, "There is no copy \(recipient.copyKey.name) for \(campaign).")
    }
    do throws(GalleyError) {
      try frame.appendHead(
        to: mailbox, subject: content.subject, messageID: messageID(recipient),
        unsubscribeURL: unsubscribeURL, &output)
    } catch {
      var error = error
      error.message += " (recipient \(recipient.contactID))"
      error.details["contact"] = recipient.contactID
      throw error
    }
    frame.appendText(content.text, &output)
    frame.appendMiddle(&output)
    frame.appendHTML(content.html, &output)
    frame.appendTail(&output)
  }

  // Feedback-ID has four fields and counts complaints by each (Gmail's feedback loop).
  private static func headers(
    _ campaign: Campaign, _ key: CopyKey, _ context: CampaignContext
  ) -> [(name: String, value: String)] {
    func field(_ text: String) -> String {
      let kept = text.unicodeScalars.map { scalar -> Character in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          ? Character(scalar) : "-"
      }
      return String(kept)
    }
    var headers = [
      (
        name: "Feedback-ID",
        value: [campaign.slug, key.segment, key.variant, context.settings.tenant.rawValue]
          .map(field).joined(separator: ":")
      )
    ]
    if campaign.isAutomatic { headers.append(("Auto-Submitted", "auto-generated")) }
    if context.isPreview {
      headers.append(("X-Galley-Preview", "the unsubscribe link is signed with the preview key"))
    }
    return headers
  }
}
