internal import Diagnostics
internal import Foundation

/// Making folders and writing files so that a crash leaves the old or the new, never half.
enum Folders {
  static func make(_ path: String) throws(GalleyError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw GalleyError(
        .writeFailed, "The folder \(path) cannot be made.",
        underlying: (error as NSError).localizedDescription)
    }
  }

  /// Writes a file beside its final place, syncs it, and renames it over the old one.
  static func writeAtomically(_ bytes: [UInt8], to path: String) throws(GalleyError) {
    let folder = (path as NSString).deletingLastPathComponent
    try make(folder)
    let temporary = "\(folder)/.galley-\(getpid())-\((path as NSString).lastPathComponent)"
    do throws(GalleyError) {
      try write(bytes, to: temporary, isSynced: true)
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes a new file.
  static func write(_ bytes: [UInt8], to path: String, isSynced: Bool) throws(GalleyError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      guard count > 0 || errno == EINTR else { throw failure(path) }
      written += max(count, 0)
    }
    if isSynced, fsync(descriptor) != 0 { throw failure(path) }
  }

  static func rename(_ source: String, to target: String) throws(GalleyError) {
    guard Foundation.rename(source, target) == 0 else { throw failure(target) }
  }

  static func lastError() -> String {
    unsafe String(cString: strerror(errno))
  }

  private static func failure(_ path: String) -> GalleyError {
    GalleyError(.writeFailed, "\(path) cannot be written.", underlying: lastError())
  }
}
