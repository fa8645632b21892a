internal import CRMModel
public import Campaigns
public import Diagnostics
internal import Foundation
internal import Messages
internal import Records

/// `galley render` as a request: the messages of one campaign, and nothing else.
public struct RenderRequest {
  private let campaign: String
  private let recipient: String?
  private let output: String?
  private let workspace: Workspace
  private let options: BuildOptions
  private let progress: Progress
  private let standardOutput: ([UInt8]) -> Void

  /// Creates a request. `recipient` is an address; `output` a path or `-`.
  public init(
    campaign: String, recipient: String?, output: String?, workspace: Workspace,
    options: BuildOptions, progress: Progress, standardOutput: @escaping ([UInt8]) -> Void
  ) {
    self.campaign = campaign
    self.recipient = recipient
    self.output = output
    self.workspace = workspace
    self.options = options
    self.progress = progress
    self.standardOutput = standardOutput
  }

  /// What a request did.
  public struct Summary: Sendable {
    /// How many messages were made.
    public var messages: Int
    /// How many contacts were left out.
    public var excluded: Int
    /// Where the messages are.
    public var output: String
  }

  /// Renders.
  ///
  /// Throws `CONTACT_NOT_FOUND` or `CONSENT_REQUIRED` for a recipient that cannot be mailed.
  public func run() throws(GalleyError) -> Summary {
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let store = try ImportStage.openStore(workspace, now: options.now)
    _ = try ImportStage.run(workspace, store: store, progress: progress)
    let crm = try CRMData(
      workspace, store: store, now: options.now, progress: progress)
    let material = try CampaignMaterial.load(
      campaign, workspace: workspace, store: store, events: crm.events, progress: progress)
    let recipients = try wanted(material, store)
    let copies = try readCopies(material, recipients)
    let rendering = try CampaignRendering(
      workspace: workspace, material: material, copies: copies, crm: crm, store: store,
      options: options, progress: progress)
    guard let output else {
      var publisher = try OutputPublisher(
        outputFolder: workspace.outputFolder, stateFolder: workspace.stateFolder)
      let result = try rendering.stage.run(recipients) { (file) throws(GalleyError) in
        try publisher.add(file.path, file.bytes)
      }
      _ = try publisher.publish(sections: [])
      return summary(material, result.count, "Output/\(campaign)/messages")
    }
    let prefix = "\(campaign)/messages"
    let result = try rendering.stage.run(recipients) { (file) throws(GalleyError) in
      if output == "-" {
        if !file.path.hasSuffix(".txt") { standardOutput(file.bytes) }
      } else {
        let name = file.path.dropFirst(prefix.count)
        try Folders.writeAtomically(
          file.bytes, to: name.hasPrefix("/") ? absolute(output) + name : absolute(output))
      }
    }
    return summary(material, result.count, output)
  }

  private func summary(_ material: CampaignMaterial, _ count: Int, _ output: String) -> Summary {
    Summary(messages: count, excluded: material.plan.exclusions.count, output: output)
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  private func wanted(
    _ material: CampaignMaterial, _ store: Store
  ) throws(GalleyError) -> [CampaignPlan.Recipient] {
    guard let recipient else {
      let all = material.plan.recipients
      return options.sample.map { Array(all.prefix($0)) } ?? all
    }
    guard let contact = try store.contact(email: recipient) else {
      throw GalleyError(.contactNotFound, "There is no contact with the address given in --to.")
    }
    if let found = material.plan.recipients.first(where: { $0.contactID == contact.id }) {
      return [found]
    }
    let reason = material.plan.exclusions.first { $0.contactID == contact.id }?.reason
    if let reason, reason.hasPrefix("consent_") {
      throw GalleyError(
        .consentRequired, "The person in --to may not be mailed (\(reason)).",
        details: ["contact": contact.id, "reason": reason])
    }
    throw GalleyError(
      .contactNotFound, "The person in --to is not in the audience of \(campaign).",
      details: ["contact": contact.id],
      hint: "Change the audience in campaign.yml, or name somebody else.")
  }

  private func readCopies(
    _ material: CampaignMaterial, _ recipients: [CampaignPlan.Recipient]
  ) throws(GalleyError) -> [CopyFile] {
    let needed = Set(
      recipients.map { CopyKey(segment: $0.segment, variant: $0.variant, locale: $0.locale) })
    var copies: [CopyFile] = []
    for key in material.campaign.copyKeys where needed.contains(key) {
      guard
        let file = try CopyFile.read(
          key, of: material.campaign, schema: material.schema, from: workspace.files)
      else {
        throw GalleyError(
          .copyMissing, "There is no copy \(key.name) for \(campaign).",
          details: ["campaign": campaign, "copy": key.name])
      }
      copies.append(file)
    }
    return copies
  }
}
