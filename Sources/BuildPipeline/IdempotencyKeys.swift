internal import Crypto
internal import Diagnostics
internal import Foundation

/// Which requests were processed, by the key that the caller gave them.
struct IdempotencyKeys {
  let stateFolder: String

  /// Whether the key was processed by this command.
  func holds(_ key: String, for command: String) -> Bool {
    FileManager.default.fileExists(atPath: path(key, command))
  }

  /// Remembers the key.
  func add(_ key: String, for command: String) throws(GalleyError) {
    try Folders.writeAtomically([], to: path(key, command))
  }

  private func path(_ key: String, _ command: String) -> String {
    let digest = SHA256.hash(data: Array("\(command)\u{0}\(key)".utf8))
    return "\(stateFolder)/requests/\(Hexadecimal.text(of: digest.prefix(16)))"
  }
}
