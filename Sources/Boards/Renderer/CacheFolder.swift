internal import Crypto
internal import Foundation

/// Files that can be made again: each behind its digest, which tells one that was cut short or
/// changed from a whole one. What cannot be read or written is as if it were not there.
struct CacheFolder: Sendable {
  let path: String

  func read(_ name: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path + "/" + name), data.count >= 32
    else { return nil }
    let content = [UInt8](data.dropFirst(32))
    return SHA256.hash(data: content).elementsEqual(data.prefix(32)) ? content : nil
  }

  func write(_ content: [UInt8], to name: String) {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    var data = Data(Array(SHA256.hash(data: content)))
    data.append(contentsOf: content)
    try? data.write(to: URL(fileURLWithPath: path + "/" + name), options: .atomic)
  }

  /// Removes the files that were not written for the longest time until the rest fit.
  func trim(toBytes limit: Int) {
    let manager = FileManager.default
    var files: [(name: String, size: Int, date: Date)] = []
    for name in (try? manager.contentsOfDirectory(atPath: path)) ?? [] {
      let attributes = try? manager.attributesOfItem(atPath: path + "/" + name)
      guard let size = attributes?[.size] as? Int,
        let date = attributes?[.modificationDate] as? Date
      else { continue }
      files.append((name, size, date))
    }
    var total = files.reduce(0) { $0 + $1.size }
    for file in files.sorted(by: { ($0.date, $0.name) < ($1.date, $1.name) }) where total > limit {
      try? manager.removeItem(atPath: path + "/" + file.name)
      total -= file.size
    }
  }

  /// The name of some content, in hexadecimal digits.
  static func digest(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in SHA256.hash(data: Array(bytes)) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
