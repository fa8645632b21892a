internal import Diagnostics
internal import Foundation

/// Writes files that are whole or absent, and on disk when the call returns.
enum DurableFile {
  static func write(_ bytes: [UInt8], to path: String) throws(GalleyError) {
    let folder = (path as NSString).deletingLastPathComponent
    let temporary = "\(path).\(getpid()).\(UUID().uuidString).part"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      guard FileManager.default.createFile(atPath: temporary, contents: nil),
        let handle = FileHandle(forWritingAtPath: temporary)
      else { throw CocoaError(.fileWriteUnknown) }
      try handle.write(contentsOf: Data(bytes))
      try handle.synchronize()
      try handle.close()
      guard unsafe rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
      // The name is only safe when its folder is on disk as well.
      if let directory = FileHandle(forReadingAtPath: folder) {
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
