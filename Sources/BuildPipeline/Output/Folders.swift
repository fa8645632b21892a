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
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  /// Writes a new file.
  static func write(_ bytes: [UInt8], to path: String, isSynced: Bool) throws(GalleyError) {
    let descriptor = unsafe Foundation.open(
      path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, named: path)
    if isSynced, fsync(descriptor) != 0 { throw failure(path) }
  }

  /// Writes all bytes to an open file or pipe.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, named name: String
  ) throws(GalleyError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      guard count > 0 || errno == EINTR else { throw failure(name) }
      written += max(count, 0)
    }
  }

  /// Opens a file for writing on behind its first `size` bytes; what follows them is cut off.
  static func open(_ path: String, keeping size: Int) throws(GalleyError) -> Int32 {
    let descriptor = unsafe Foundation.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    guard ftruncate(descriptor, off_t(size)) == 0, lseek(descriptor, 0, SEEK_END) == off_t(size)
    else {
      close(descriptor)
      throw failure(path)
    }
    return descriptor
  }

  /// Puts a folder into the place of another, and removes the other.
  static func replaceFolder(_ target: String, by source: String) throws(GalleyError) {
    try make((target as NSString).deletingLastPathComponent)
    guard FileManager.default.fileExists(atPath: target) else {
      return try rename(source, to: target)
    }
    let old = source + "-old"
    try? FileManager.default.removeItem(atPath: old)
    try rename(target, to: old)
    try rename(source, to: target)
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Renames every file below a folder into another, which may hold other files.
  static func moveFiles(of source: String, into target: String) throws(GalleyError) {
    try make(target)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: source)) ?? []
    for name in names {
      var isFolder: ObjCBool = false
      let path = source + "/" + name
      if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue
      {
        try moveFiles(of: path, into: target + "/" + name)
      } else {
        try rename(path, to: target + "/" + name)
      }
    }
    try? FileManager.default.removeItem(atPath: source)
  }

  /// Links every file below a folder into another.
  static func link(filesOf source: String, into target: String) throws(GalleyError) {
    try make(target)
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: source)) ?? []).sorted() {
      let path = source + "/" + name
      var isFolder: ObjCBool = false
      if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        isFolder.boolValue
      {
        try link(filesOf: path, into: target + "/" + name)
      } else {
        guard unsafe Foundation.link(path, target + "/" + name) == 0 else {
          throw failure(target + "/" + name)
        }
      }
    }
  }

  static func rename(_ source: String, to target: String) throws(GalleyError) {
    guard unsafe Foundation.rename(source, target) == 0 else { throw failure(target) }
  }

  static func lastError() -> String {
    unsafe String(cString: strerror(errno))
  }

  static func failure(_ path: String) -> GalleyError {
    GalleyError(.writeFailed, "\(path) cannot be written.", underlying: lastError())
  }
}
