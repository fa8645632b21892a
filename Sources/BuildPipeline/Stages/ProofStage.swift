internal import Campaigns
internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Markup
internal import Site

/// Makes what the proof shows of one campaign.
struct ProofStage {
  let material: CampaignMaterial
  let render: RenderStage
  let copies: [CopyFile]
  let boards: [BoardStage.Board]
  let products: [Product]

  func run() throws(GalleyError) -> CampaignProof {
    var messages: [CampaignProof.Message] = []
    for (index, copy) in copies.enumerated() {
      let key = copy.key
      // Every copy is shown with an ordinary reader; the extremes once per campaign are enough.
      let personas = Personas.make(locale: key.locale, products: products)
      for (number, persona) in personas.enumerated() where index == 0 || number == 0 {
        let recipient = CampaignPlan.Recipient(
          contactID: persona.data.contact.id, segment: key.segment, variant: key.variant,
          locale: key.locale)
        let content = try render.render(persona.data, recipient)
        let suffix = persona.data.contact.id.replacing("persona-", with: "")
        messages.append(
          CampaignProof.Message(
            id: "\(key.name).\(suffix)", key: key, persona: persona.label,
            preheader: copy.body["preheader"]?.stringValue ?? "", content: content,
            findings: EmailLint.lint(html: content.html, text: content.text)))
      }
    }
    let plan = material.plan
    return CampaignProof(
      campaign: material.campaign,
      audienceTotal: plan.audience,
      included: plan.recipients.count, exclusions: plan.exclusionCounts,
      segments: plan.bySegment,
      messages: messages,
      boards: boards.map { .init(segment: $0.segment, png: $0.png, alt: $0.alt) },
      copy: copies)
  }
}
