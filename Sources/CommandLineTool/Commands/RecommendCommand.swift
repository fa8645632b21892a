internal import ArgumentParser

/// `galley recommend`: lists by default, and what belongs to them.
struct RecommendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recommend",
    abstract: "Recommends products to contacts, each with a score and a reason.",
    usage: """
      galley recommend [USER...] [--all] [--type TYPE] [--limit N] [--as-of TIME] \
      [--max-per-category N] [--format json|jsonl|csv] [--explain]
      galley recommend explain|evaluate|tune|import|export ...
      """,
    discussion: """
      Example: galley recommend contact-001 --limit 4
      Example: galley recommend --all --format csv > lists.csv

      USER is a contact's id or address. `galley recommend list --help` tells the options of the
      lists. The store is read as the last import left it.
      """,
    subcommands: [
      RecommendListCommand.self, RecommendExplainCommand.self, RecommendEvaluateCommand.self,
      RecommendTuneCommand.self, RecommendImportCommand.self, RecommendExportCommand.self,
    ],
    defaultSubcommand: RecommendListCommand.self)

  @OptionGroup var global: GlobalOptions
}
