internal import Diagnostics
internal import Foundation
internal import Markup
internal import SourceText

/// The files of a markup command.
enum MarkupInput {
  // Mail clients give up three orders of magnitude earlier.
  private static let maximumSize = 16 << 20

  /// The document of the file named, with a reader for what it includes.
  static func document(_ options: MarkupOptions) throws(GalleyError) -> MarkupDocument {
    let file = try read(options.file)
    var css: [SourceFile] = []
    for path in options.css { css.append(try read(path)) }
    // As in a campaign, the partials of the workspace around the mail can be included too.
    let folder = URL(fileURLWithPath: options.file).deletingLastPathComponent()
    let shown = options.file.contains("/") ? folder.relativePath + "/" : ""
    let partials = partials(above: folder)
    let markdown = MarkdownOptions(smart: options.smart)
    return MarkupDocument(file, css: css, markdown: markdown) { path in
      included(path, in: folder, shown: shown)
        ?? partials.flatMap { included(path, in: $0, shown: "Templates/partials/") }
    }
  }

  private static func partials(above folder: URL) -> URL? {
    var root = folder.standardizedFileURL
    for _ in 0..<32 {
      let settings = root.appendingPathComponent("galley.yml").path
      if FileManager.default.fileExists(atPath: settings) {
        return root.appendingPathComponent("Templates/partials")
      }
      let parent = root.deletingLastPathComponent().standardizedFileURL
      guard parent.path != root.path, !parent.path.isEmpty else { return nil }
      root = parent
    }
    return nil
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

  // A file in the folder or below it: nothing outside can be read through a mail.
  private static func included(_ path: String, in folder: URL, shown: String) -> Pieces? {
    let root = folder.resolvingSymlinksInPath().path
    let target = folder.appendingPathComponent(path).resolvingSymlinksInPath().path
    guard !path.hasPrefix("/"), !path.contains(":"), target.hasPrefix(root + "/"),
      let found = try? read(target)
    else { return nil }
    return Pieces(SourceFile(name: shown + path, bytes: found.bytes))
  }
}
