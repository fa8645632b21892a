internal import Crypto
internal import Diagnostics

/// Passes bytes on and keeps their SHA-256, so that what is remembered of a file is what was read.
final class HashingSource: ByteSource {
  private let source: any ByteSource
  private var hash = SHA256()
  private(set) var count = 0

  init(_ source: any ByteSource) { self.source = source }

  func next() throws(GalleyError) -> [UInt8]? {
    guard let chunk = try source.next() else { return nil }
    count += chunk.count
    hash.update(data: chunk)
    return chunk
  }

  /// The digest of all bytes so far, in lower-case hexadecimal.
  var digest: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads to the end and gives the digest.
  func finish() throws(GalleyError) -> String {
    while try next() != nil {}
    return digest
  }
}
