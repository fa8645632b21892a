internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation

/// The command line: parses arguments, runs a command, and turns every failure into one error
/// value on stderr and one of the documented exit codes.
public enum CommandLineTool {
  /// Runs the process's command and exits.
  public static func run() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    Foundation.exit(await run(arguments))
  }

  /// Runs a command and gives its exit code.
  static func run(_ arguments: [String]) async -> Int32 {
    let command: any ParsableCommand
    do {
      command = try GalleyCommand.parseAsRoot(arguments)
    } catch {
      return reportUsage(error)
    }
    let console = Console(options: (command as? any GalleyRunnable)?.global)
    SignalWatcher.start()
    do {
      if let runnable = command as? any GalleyRunnable {
        try await runnable.run(console)
      } else if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        var synchronous = command
        try synchronous.run()
      }
      return console.exitCode.rawValue
    } catch let error as GalleyError {
      return console.report(error)
    } catch let code as ArgumentParser.ExitCode {
      return code.rawValue
    } catch {
      if GalleyCommand.exitCode(for: error) == .success { return reportUsage(error) }
      return console.report(
        GalleyError(.internalError, "Something unexpected failed.", underlying: "\(error)"))
    }
  }

  // Help and version go to stdout with 0; what cannot be parsed goes to stderr with 64.
  private static func reportUsage(_ error: any Error) -> Int32 {
    let code = GalleyCommand.exitCode(for: error)
    let text = GalleyCommand.fullMessage(for: error)
    if code == .success {
      Output.write(text + "\n", to: .standardOutput)
      return 0
    }
    Output.write(text + "\n", to: .standardError)
    return Diagnostics.ExitCode.usage.rawValue
  }
}

/// A command that runs with a console.
protocol GalleyRunnable: AsyncParsableCommand {
  var global: GlobalOptions { get }
  func run(_ console: Console) async throws
}

extension GalleyRunnable {
  mutating func run() async throws {
    try await run(Console(options: global))
  }
}
