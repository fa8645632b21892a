internal import ArgumentParser

/// The root command.
struct GalleyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "galley",
    abstract: "Turns CRM files and templates into e-mail campaigns, vision boards and their site.",
    discussion: """
      Start with `galley init my-shop && cd my-shop && galley build`, then open
      Output/proof/index.html.

      Exit codes: 0 done, 1 the work failed, 2 the input is wrong, 3 something named was not found,
      4 not permitted, 5 an outside service failed, 6 the budget stopped it, 64 usage,
      130/143 interrupted.
      """,
    version: Version.text,
    subcommands: [
      InitCommand.self, DoctorCommand.self, ImportCommand.self, BuildCommand.self,
      RenderCommand.self, WriteCommand.self, CostsCommand.self, MarkupCommand.self,
      CampaignCommand.self, PlanCommand.self, MergeCommand.self, CheckCommand.self,
      TemplateCommand.self,
      SchemaCommand.self, StatusCommand.self,
    ])
}
