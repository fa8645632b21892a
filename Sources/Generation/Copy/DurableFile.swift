internal import Diagnostics
internal import Foundation

/// Writes files that are whole or absent, and on disk when the call returns.
enum DurableFile {
  /// Without `isDurable` the file is whole or absent, but may be lost in a power cut.
  static func write(
    _ bytes: [UInt8], to path: String, isDurable: Bool = true
  ) throws(GalleyError) {
    let folder = (path as NSString).deletingLastPathComponent
    let temporary = "\(path).\(getpid()).\(UUID().uuidString).part"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: temporary, contents: nil),
        let handle = FileHandle(forWritingAtPath: temporary)
      else { throw CocoaError(.fileWriteUnknown) }
      try handle.write(contentsOf: Data(bytes))
      if isDurable { try handle.synchronize() }
      try handle.close()
      guard unsafe rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
      // The name is only safe when its folder is on disk as well.
      if isDurable, let directory = FileHandle(forReadingAtPath: folder) {
        fsync(directory.fileDescriptor)
        try directory.close()
      }
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw GalleyError(
        .writeFailed, "The file \((path as NSString).lastPathComponent) cannot be written",
        details: ["path": path], underlying: unsafe String(cString: strerror(errno)))
    }
  }
}
