internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Messages

/// Makes the bytes of one message after the other, in one format.
struct MessageFactory: Sendable {
  let context: CampaignContext
  let messages: [CopyKey: CompiledMessage]
  let composer: MessageComposer
  let format: MessageFormat
  private let separator: [UInt8]
  private let shownFields: [ShownField]

  init(
    context: CampaignContext, messages: [CopyKey: CompiledMessage],
    attachments: [EmailMessage.File], format: MessageFormat
  ) throws(GalleyError) {
    self.context = context
    self.messages = messages
    self.format = format
    composer = try MessageComposer(
      messages: messages, context: context, attachments: attachments,
      lineEnd: format == .mbox ? .lf : .crlf)
    let sender = context.campaign.from ?? context.settings.sender
    let address = MailAddress.ascii(sender.email) ?? "invalid@invalid"
    // mboxrd: our bodies hold no line that looks like a separator, so nothing has to be quoted.
    separator = Array("From \(address) \(context.now.asctime)\n".utf8)
    let used = Set(messages.values.flatMap(\.fields))
    shownFields = ShownField.allCases.filter { used.contains($0.rawValue) }
  }

  /// What is used again for each message.
  struct Scratch {
    var content = CompiledMessage.Content()
  }

  /// Fills a recipient's message, and gives the unsubscribe link in it.
  func fill(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient,
    _ scratch: inout Scratch
  ) throws(GalleyError) -> String {
    let key = recipient.copyKey
    guard let message = messages[key] else {
      throw GalleyError(
        .copyMissing, "There is no copy \(key.name) for \(context.campaign.slug).")
    }
    let url = context.unsubscribeURL(for: recipient.contactID)
    try message.render(
      context.object(for: data, recipient: recipient, unsubscribeURL: url),
      contactID: recipient.contactID, into: &scratch.content)
    return url
  }

  /// Appends a recipient's message in a format that holds one message after the other.
  func append(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient,
    _ scratch: inout Scratch, to output: inout [UInt8]
  ) throws(GalleyError) {
    let url = try fill(data, recipient, &scratch)
    switch format {
    case .eml: try appendMail(data, recipient, scratch, url, to: &output)
    case .mbox:
      output += separator
      try appendMail(data, recipient, scratch, url, to: &output)
      output.append(10)
    case .jsonl: appendLine(data, recipient, scratch, to: &output)
    case .html: output += scratch.content.html
    }
  }

  private func appendMail(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient,
    _ scratch: Scratch, _ url: String, to output: inout [UInt8]
  ) throws(GalleyError) {
    let first = data.contact.firstName ?? ""
    let last = data.contact.lastName ?? ""
    let name = first.isEmpty || last.isEmpty ? first + last : first + " " + last
    try composer.append(
      scratch.content, to: .init(name: name, address: data.contact.email), recipient: recipient,
      unsubscribeURL: url, output: &output)
  }

  // One EmailContent as a line of JSON.
  private func appendLine(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient,
    _ scratch: Scratch, to output: inout [UInt8]
  ) {
    func text(_ key: StaticString, _ value: String) {
      JSONLine.append(key, to: &output)
      JSONLine.append(Array(value.utf8), to: &output)
    }
    text("{\"contact_uuid\":", recipient.contactID)
    text(",\"to\":", data.contact.email)
    text(",\"subject\":", scratch.content.subject)
    JSONLine.append(",\"html_content\":", to: &output)
    JSONLine.append(scratch.content.html, to: &output)
    JSONLine.append(",\"text_content\":", to: &output)
    JSONLine.append(scratch.content.text, to: &output)
    text(",\"message_id\":", composer.messageID(recipient))
    text(",\"segment\":", recipient.segment)
    text(",\"variant\":", recipient.variant)
    text(",\"locale\":", recipient.locale)
    JSONLine.append(",\"personalization_data\":{", to: &output)
    var isFirst = true
    for field in shownFields {
      guard let value = field.value(data), !value.isEmpty else { continue }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONLine.append(Array(field.rawValue.utf8), to: &output)
      output.append(UInt8(ascii: ":"))
      JSONLine.append(Array(value.utf8), to: &output)
    }
    JSONLine.append("}}\n", to: &output)
  }

  /// The files of a recipient's message, by their names in the folder of messages.
  func files(
    _ data: CampaignContext.RecipientData, _ recipient: CampaignPlan.Recipient,
    _ scratch: inout Scratch
  ) throws(GalleyError) -> [OutputFile] {
    let name = PercentEncoding.fileName(recipient.contactID)
    guard format == .html else {
      var bytes: [UInt8] = []
      try append(data, recipient, &scratch, to: &bytes)
      return [OutputFile(path: "\(Self.shard(of: recipient.contactID))/\(name).eml", bytes: bytes)]
    }
    _ = try fill(data, recipient, &scratch)
    return [
      OutputFile(path: name + ".html", bytes: scratch.content.html),
      OutputFile(path: name + ".txt", bytes: scratch.content.text),
    ]
  }

  /// The folder that a contact's file lies in: one of 256, so that none holds too many.
  static func shard(of contactID: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in contactID.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Hexadecimal.text(of: CollectionOfOne(UInt8(truncatingIfNeeded: hash ^ hash >> 16)))
  }
}

/// The merge fields that an EmailContent's `personalization_data` shows when the mail used them.
enum ShownField: String, CaseIterable, Sendable {
  case firstName = "contact.first_name"
  case lastName = "contact.last_name"
  case company = "contact.company"
  case jobTitle = "contact.job_title"
  case city = "contact.city"
  case state = "contact.state"
  case place = "place.business_name"
  case region = "place.region"
  case corporation = "corporation.business_name"

  func value(_ data: CampaignContext.RecipientData) -> String? {
    switch self {
    case .firstName: data.contact.firstName
    case .lastName: data.contact.lastName
    case .company: data.contact.company
    case .jobTitle: data.contact.jobTitle
    case .city: data.contact.city
    case .state: data.contact.state
    case .place: data.place?.businessName
    case .region: data.place?.region
    case .corporation: data.corporation?.businessName
    }
  }
}

/// Writes JSON text as it goes, without building values.
enum JSONLine {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Appends bytes as they are.
  static func append(_ text: StaticString, to output: inout [UInt8]) {
    text.withUTF8Buffer { unsafe output.append(contentsOf: $0) }
  }

  /// Appends a quoted string of UTF-8.
  static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        if byte >= 32 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
        unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        start = index + 1
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 10: output.append(UInt8(ascii: "n"))
        case 13: output.append(UInt8(ascii: "r"))
        case 9: output.append(UInt8(ascii: "t"))
        default:
          output += "u00".utf8
          output.append(digits[Int(byte >> 4)])
          output.append(digits[Int(byte & 15)])
        }
      }
      unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
    output.append(UInt8(ascii: "\""))
  }
}
