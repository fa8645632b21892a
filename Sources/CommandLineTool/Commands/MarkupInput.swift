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
    let folder = URL(fileURLWithPath: options.file).deletingLastPathComponent()
    return MarkupDocument(file, css: css) { included(String($0), in: folder, of: options.file) }
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

  // A file in the mail's own folder or below it: nothing outside can be read through a mail.
  private static func included(_ path: String, in folder: URL, of file: String) -> Pieces? {
    let root = folder.resolvingSymlinksInPath().path
    let target = folder.appendingPathComponent(path).resolvingSymlinksInPath().path
    guard !path.hasPrefix("/"), !path.contains(":"), target.hasPrefix(root + "/") else {
      return nil
    }
    let prefix = file.contains("/") ? folder.relativePath + "/" : ""
    guard let found = try? read(target) else { return nil }
    return Pieces(SourceFile(name: prefix + path, bytes: found.bytes))
  }
}
