internal import Diagnostics
internal import Glibc

/// Bytes that come in chunks; memory does not grow with their number.
protocol ByteSource: AnyObject {
  /// The next chunk, never empty, or `nil` at the end.
  func next() throws(GalleyError) -> [UInt8]?
}

/// The bytes of a file.
final class FileSource: ByteSource {
  private let name: String
  private let descriptor: Int32
  private let chunkSize = 1 << 18

  init(path: String, name: String) throws(GalleyError) {
    self.name = name
    descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw GalleyError(
        errno == ENOENT ? .fileNotFound : .readFailed, "“\(name)” cannot be opened",
        underlying: Self.reason())
    }
  }

  deinit { close(descriptor) }

  /// The size of the file in bytes.
  var size: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  func next() throws(GalleyError) -> [UInt8]? {
    var count = 0
    let size = chunkSize
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      repeat {
        count = unsafe Glibc.read(descriptor, buffer.baseAddress, size)
      } while count < 0
        && errno == EINTR
      initialized = max(0, count)
    }
    guard count >= 0 else {
      throw GalleyError(.readFailed, "“\(name)” cannot be read", underlying: Self.reason())
    }
    return count == 0 ? nil : chunk
  }

  private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}

/// Bytes that are already in memory.
final class BufferSource: ByteSource {
  private var bytes: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes.isEmpty ? nil : bytes }

  func next() throws(GalleyError) -> [UInt8]? {
    defer { bytes = nil }
    return bytes
  }
}

/// Opens files that need not be there.
enum ByteSourceOpening {
  static func ifPresent(path: String, name: String) throws(GalleyError) -> FileSource? {
    do throws(GalleyError) {
      return try FileSource(path: path, name: name)
    } catch {
      guard error.code == .fileNotFound else { throw error }
      return nil
    }
  }
}
