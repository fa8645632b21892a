internal import Campaigns
internal import Diagnostics
internal import Foundation
internal import JSONText
internal import Markup
internal import SourceText
internal import Templating

/// The files of a template command.
enum TemplateInput {
  private static let maximumSize = 64 << 20

  /// The template named, read as the options say.
  static func document(
    _ options: TemplateOptions, model: DataModel, now: Timestamp
  ) throws(GalleyError) -> TemplateDocument {
    let file = try read(options.file)
    let syntax = options.syntax ?? .forFileName(options.file)
    let folders = partialFolders(options)
    var compile = CompileOptions(
      syntax: syntax, kind: options.kind ?? .forFileName(options.file), isStrict: !options.lax,
      model: model, partials: { partial($0, in: folders) }, filters: filters,
      autoescape: !options.noEscape, now: now)
    if !options.passthrough.isEmpty {
      let tags = PassthroughTags(options.passthrough)
      compile.passthrough = { tags.keeps($0) }
    }
    return TemplateDocument(file, options: compile)
  }

  /// The values of a JSON or YAML file, or of JSON on stdin for `-`.
  static func data(_ path: String?) throws(GalleyError) -> TemplateObject? {
    guard let path else { return nil }
    let file = path == "-" ? try standardInput() : try read(path)
    let isYAML = path.hasSuffix(".yml") || path.hasSuffix(".yaml")
    let parsed = isYAML ? YAMLParser.parse(file) : JSONParser.parse(file)
    if let error = GalleyError.from(parsed.diagnostics, code: .malformedFile) { throw error }
    guard let value = parsed.value else {
      throw GalleyError(.malformedFile, "The data file holds no value.")
    }
    return TemplateDocument.context(value.plain)
  }

  /// The fields that may be used: those of the data given, else those of campaigns.
  static func model(_ data: String?) throws(GalleyError) -> DataModel {
    if let sample = try self.data(data) { return DataModel(sample: .object(sample)) }
    guard case .object(var fields, _) = CampaignContext.dataModel(hasEvent: true) else {
      return .any
    }
    // What the AI wrote is known to the campaign's schema only.
    fields["copy"] = .any
    return .object(fields)
  }

  private static func standardInput() throws(GalleyError) -> SourceFile {
    do {
      guard let data = try FileHandle.standardInput.readToEnd() else {
        return SourceFile(name: "<stdin>", bytes: [])
      }
      return SourceFile(name: "<stdin>", bytes: Array(data))
    } catch {
      throw GalleyError(.readFailed, "Standard input cannot be read.", underlying: "\(error)")
    }
  }

  private static func read(_ path: String) throws(GalleyError) -> SourceFile {
    guard FileManager.default.fileExists(atPath: path) else {
      throw GalleyError(.fileNotFound, "There is no file \(path).")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GalleyError(.readFailed, "\(path) is a folder or cannot be read.")
    }
    guard data.count <= maximumSize else {
      throw GalleyError(.limitExceeded, "\(path) is larger than \(maximumSize >> 20) MB.")
    }
    return SourceFile(name: path, bytes: Array(data))
  }

  // MARK: Partials

  private static func partialFolders(_ options: TemplateOptions) -> [String] {
    if let folder = options.partials { return [folder] }
    let own = (options.file as NSString).deletingLastPathComponent
    return [own.isEmpty ? "." : own]
  }

  // By the name as written, or with the extension of a template; never outside the folder.
  private static func partial(_ name: String, in folders: [String]) -> Pieces? {
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      return nil
    }
    let endings = ["", ".liquid", ".hbs", ".handlebars", ".mustache", ".html", ".txt"]
    for folder in folders {
      for path in endings.map({ "\(folder)/\(name)\($0)" }) {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
          !isFolder.boolValue
        else { continue }
        if let file = try? read(path) { return Pieces(file) }
      }
    }
    return nil
  }

  /// The filters of campaigns that need no campaign.
  private static let filters: [String: TemplateFilter] = [
    "markdown": TemplateFilter { value, _, _ in .safeHTML(Markdown.html(value.printed)) },
    "t": TemplateFilter { _, _, _ throws(TemplateFilterError) in
      throw TemplateFilterError("`t` needs the translations of a campaign: use `galley render`")
    },
  ]
}
