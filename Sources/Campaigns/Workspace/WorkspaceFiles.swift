public import Diagnostics
internal import Foundation

/// Bounded reading of a workspace's files by relative path.
public struct WorkspaceFiles: Sendable {
  /// The absolute path of the workspace, without a slash at its end.
  public let root: String

  /// Creates a reader of the folder `root`.
  public init(root: String) { self.root = root }

  /// The absolute path of a relative one.
  public func absolutePath(_ path: String) -> String {
    path.hasPrefix("/") ? path : root + "/" + path
  }

  /// Whether a file or folder is there.
  public func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: absolutePath(path))
  }

  /// Whether a folder is there.
  public func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(
      atPath: absolutePath(path), isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The contents of a file of at most `limit` bytes.
  ///
  /// Throws `FILE_NOT_FOUND`, `LIMIT_EXCEEDED` or `READ_FAILED`.
  public func read(_ path: String, limit: Int = 64 << 20) throws(GalleyError) -> [UInt8] {
    let absolute = absolutePath(path)
    guard exists(path), !isFolder(path) else {
      throw GalleyError(.fileNotFound, "There is no file \(path).")
    }
    do {
      let size = try FileManager.default.attributesOfItem(atPath: absolute)[.size] as? Int ?? 0
      guard size <= limit else {
        throw GalleyError(
          .limitExceeded, "\(path) has \(size) bytes; at most \(limit) are read.",
          at: SourceLocation(file: path))
      }
      guard size > 0 else { return [] }
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: absolute)))
    } catch let error as GalleyError {
      throw error
    } catch {
      throw GalleyError(
        .readFailed, "\(path) cannot be read.", at: SourceLocation(file: path),
        underlying: (error as NSError).localizedDescription)
    }
  }

  /// A file as source, named by its relative path.
  public func source(_ path: String, limit: Int = 16 << 20) throws(GalleyError) -> SourceFile {
    SourceFile(name: path, bytes: try read(path, limit: limit))
  }

  /// The names in a folder, sorted; empty when it is not there. Hidden files are left out.
  public func list(_ path: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: absolutePath(path))) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The paths of all files below a folder, relative to it, sorted. Hidden files are left out.
  public func listRecursively(_ path: String) -> [String] {
    var result: [String] = []
    for name in list(path) {
      if isFolder(path + "/" + name) {
        result += listRecursively(path + "/" + name).map { name + "/" + $0 }
      } else {
        result.append(name)
      }
    }
    return result.sorted()
  }
}
