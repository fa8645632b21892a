public import Campaigns
public import Diagnostics
internal import Foundation

/// `galley campaign new` as a request: a campaign that builds at once.
public struct NewCampaign {
  private let slug: String
  private let name: String
  private let slots: [String]
  private let workspace: Workspace

  /// Creates a request; `slots` are the entries of the calendar, each with a placeholder.
  public init(slug: String, name: String?, slots: [String], workspace: Workspace) {
    self.slug = slug
    self.name =
      name
      ?? slug.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
    self.slots = slots.isEmpty ? ["launch"] : slots.map(ContentPlaceholder.slotName)
    self.workspace = workspace
  }

  /// Writes the files, and gives their paths; nothing is written when the campaign is there already.
  public func run() throws(GalleyError) -> [String] {
    let isName =
      !slug.isEmpty && slug.utf8.count <= 64 && slug.first != "-"
      && slug.utf8.allSatisfy {
        ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-")
      }
    guard isName, !Campaign.reservedSlugs.contains(slug) else {
      throw GalleyError(
        .usage, "“\(slug)” cannot be the name of a campaign.",
        hint: "Use lower-case letters, digits and hyphens, such as spring-launch.")
    }
    let folder = "Templates/campaigns/\(slug)"
    guard !workspace.files.exists(folder) else {
      throw GalleyError(
        .conflict, "There is a campaign “\(slug)” already.", details: ["campaign": slug])
    }
    var files = [
      ("\(folder)/campaign.yml", Array(definition.utf8)),
      ("\(folder)/email.mjml", Array(Self.template.utf8)),
    ]
    for slot in slots {
      let content = ContentPlaceholder(campaign: slug, slot: slot, purpose: "")
      files.append((content.path, content.bytes(tenant: workspace.settings.tenant)))
    }
    for (path, bytes) in files {
      try Folders.writeAtomically(bytes, to: workspace.root + "/" + path)
    }
    return files.map(\.0)
  }

  private var definition: String {
    """
    # yaml-language-server: $schema=../../schemas/campaign.json
    name: "\(name.replacing("\"", with: ""))"
    status: draft
    goal: What should readers do?
    brief: |
      What the campaign is about, in two or three sentences: whoever writes the copy reads this.

    utm:
      campaign: \(slug)
      source: newsletter
      medium: email

    # The first segment that matches wins; the last one takes the rest.
    segments:
      - name: everyone
        description: Everybody in the audience

    variants:
      - name: a
        weight: 50
      - name: b
        weight: 50

    locales: [\(workspace.settings.defaultLocale)]

    calendar:
    \(slots.map { "  - slot: \($0)" }.joined(separator: "\n"))

    templates:
      html: email.mjml

    """
  }

  private static let template = """
    <mjml>
      <mj-head>
        <mj-title>{{ copy.subject }}</mj-title>
        <mj-preview>{{ copy.preheader }}</mj-preview>
      </mj-head>
      <mj-body>
        <mj-section>
          <mj-column>
            <mj-text><h1>{{ copy.headline }}</h1></mj-text>
            <mj-text>{{ copy.intro | markdown }}</mj-text>
            <mj-button href="{{ campaign.url }}">{{ copy.cta_label }}</mj-button>
            <mj-text>{{ copy.closing }}</mj-text>
            <mj-text font-size="12px">{{ business.postal_address }}<br><a href="{{ links.unsubscribe }}">Unsubscribe</a></mj-text>
          </mj-column>
        </mj-section>
      </mj-body>
    </mjml>

    """
}
