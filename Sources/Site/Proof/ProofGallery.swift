public import Campaigns
public import Diagnostics
internal import JSONText
internal import Messages
internal import Templating

/// The static preview gallery: every message variant, board and copy of the campaigns, with what
/// is odd about them. It opens from disk, needs no script, and shows generated personas only.
public struct ProofGallery {
  private let files: WorkspaceFiles
  private let settings: Settings
  private let now: Timestamp

  /// Creates a gallery maker.
  public init(files: WorkspaceFiles, settings: Settings, now: Timestamp) {
    self.files = files
    self.settings = settings
    self.now = now
  }

  /// All files of the proof, in a stable order.
  public func build(_ campaigns: [CampaignProof]) throws(GalleyError) -> [OutputFile] {
    var output: [OutputFile] = []
    let template = try PageTemplate(
      "Templates/site/proof.liquid", files: files, settings: settings)
    let object: TemplateObject = [
      "business": .object(CampaignContext.business(settings)),
      "generated_at": .string(now.description),
      "campaigns": .array(campaigns.map { .object(self.object($0)) }),
    ]
    output.append(OutputFile(path: "proof/index.html", bytes: try template.render(object)))
    for campaign in campaigns {
      for message in campaign.messages {
        output.append(
          OutputFile(
            path: "proof/" + path(of: message, in: campaign),
            bytes: localImages(message.content.html)))
      }
      for board in campaign.boards {
        output.append(
          OutputFile(
            path: "proof/boards/\(campaign.slug)/\(PercentEncoding.fileName(board.segment)).png",
            bytes: board.png))
      }
    }
    for name in files.listRecursively("Assets/site") where name.hasSuffix(".css") {
      output.append(
        OutputFile(path: "proof/assets/\(name)", bytes: try files.read("Assets/site/\(name)")))
    }
    return output
  }

  private func path(of message: CampaignProof.Message, in campaign: CampaignProof) -> String {
    "messages/\(campaign.slug)/\(PercentEncoding.fileName(message.id)).html"
  }

  // The mails point at the published site; the proof is looked at before there is one, so its
  // pictures come from the site that was built beside it.
  private func localImages(_ html: [UInt8]) -> [UInt8] {
    let text = String(decoding: html, as: UTF8.self)
    let base = settings.site.baseURL
    return Array(
      text.replacing("\(base)/images/", with: "../../../site/images/")
        .replacing("\(base)/boards/", with: "../../../site/boards/").utf8)
  }

  private func object(_ proof: CampaignProof) -> TemplateObject {
    [
      "name": .string(proof.name),
      "slug": .string(proof.slug),
      "status": .string(proof.status),
      "audience": .object([
        "total": .int(proof.audienceTotal),
        "included": .int(proof.included),
        "excluded": .array(
          proof.exclusions.map {
            .object(["reason": .string($0.reason), "count": .int($0.count)])
          }),
      ]),
      "segments": .array(
        proof.segments.map { .object(["name": .string($0.name), "count": .int($0.count)]) }),
      "messages": .array(proof.messages.map { .object(object($0, in: proof)) }),
      "boards": .array(
        proof.boards.map {
          .object([
            "segment": .string($0.segment),
            "path": .string("boards/\(proof.slug)/\(PercentEncoding.fileName($0.segment)).png"),
            "alt": .string($0.alt),
          ])
        }),
      "copy": .array(proof.copy.map { .object(object($0)) }),
    ]
  }

  private func object(_ message: CampaignProof.Message, in proof: CampaignProof) -> TemplateObject {
    [
      "id": .string(message.id),
      "segment": .string(message.key.segment),
      "variant": .string(message.key.variant),
      "locale": .string(message.key.locale),
      "persona": .string(message.persona),
      "subject": .string(message.content.subject),
      "preheader": .string(message.preheader),
      "html_path": .string(path(of: message, in: proof)),
      "text": .string(String(decoding: message.content.text, as: UTF8.self)),
      "size_bytes": .int(message.content.html.count),
      "findings": .array(
        message.findings.map {
          .object([
            "severity": .string($0.severity.rawValue),
            "identifier": .string($0.identifier),
            "message": .string($0.summary),
            "location": .string($0.location?.description ?? ""),
          ])
        }),
    ]
  }

  private func object(_ copy: CopyFile) -> TemplateObject {
    var object: TemplateObject = [
      "segment": .string(copy.key.segment),
      "variant": .string(copy.key.variant),
      "locale": .string(copy.key.locale),
      "status": .string(copy.status.rawValue),
      "provider": .string(copy.provenance["provider"]?.stringValue ?? ""),
      "model": .string(copy.provenance["model"]?.stringValue ?? ""),
      "cost_usd": .string(copy.provenance["cost_usd"]?.stringValue ?? "0.00"),
      "is_draft": .bool(copy.status == .draft),
    ]
    for member in copy.body where object[member.key] == nil {
      object[member.key] = TemplateValue(member.value)
    }
    return object
  }
}
