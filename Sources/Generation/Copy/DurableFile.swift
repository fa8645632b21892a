internal import Diagnostics
internal import Dispatch
internal import Foundation

/// Writes files that are whole or absent, and on disk when the call returns.
enum DurableFile {
  /// Without `isDurable` the file is whole or absent, but may be lost in a power cut.
  static func write(
    _ bytes: [UInt8], to path: String, isDurable: Bool = true
  ) throws(GalleyError) {
    let folder = (path as NSString).deletingLastPathComponent
    let temporary = "\(path).\(getpid()).\(UUID().uuidString).part"
    guard let file = opened(temporary, in: folder) else { throw failure(path) }
    let isWritten = write(bytes, to: file) && (!isDurable || fsync(file) == 0)
    close(file)
    guard isWritten, unsafe rename(temporary, path) == 0 else {
      let failure = failure(path)
      _ = unsafe unlink(temporary)
      throw failure
    }
    guard isDurable else { return }
    // The name is only safe when its folder is on disk as well.
    let directory = unsafe open(folder, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { return }
    fsync(directory)
    close(directory)
  }

  // The folder is mostly there, so it is only made when it is missed.
  private static func opened(_ path: String, in folder: String) -> CInt? {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let file = unsafe open(path, flags, 0o644)
    guard file < 0 else { return file }
    guard errno == ENOENT,
      (try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)) != nil
    else { return nil }
    let second = unsafe open(path, flags, 0o644)
    return second < 0 ? nil : second
  }

  private static func write(_ bytes: [UInt8], to file: CInt) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(
          file, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  private static func failure(_ path: String) -> GalleyError {
    GalleyError(
      .writeFailed, "The file \((path as NSString).lastPathComponent) cannot be written",
      details: ["path": path], underlying: unsafe String(cString: strerror(errno)))
  }

  /// Writes a file on another thread: waiting for the disk must not stop other tasks.
  static func writeAside(
    _ bytes: [UInt8], to path: String, isDurable: Bool = true
  ) async throws(GalleyError) {
    let result: Result<Void, GalleyError> = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        do throws(GalleyError) {
          try write(bytes, to: path, isDurable: isDurable)
          continuation.resume(returning: .success(()))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    try result.get()
  }
}
