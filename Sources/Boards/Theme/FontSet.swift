internal import Crypto
public import Diagnostics
internal import Foundation
internal import Raster
internal import Synchronization

/// The fonts that boards are set in, opened by path.
public struct FontSet: Sendable {
  let library: FontLibrary
  private let fingerprint: Fingerprint

  /// The fonts of the Debian packages named in the developer guide, below a folder.
  ///
  /// Throws `resourcesNotFound` when the main one is not there.
  public static func system(root: String = "/usr/share/fonts") throws(GalleyError) -> FontSet {
    FontSet(library: try FontLibrary(catalog: FontCatalog(root: root)), root: root)
  }

  private init(library: FontLibrary, root: String) {
    self.library = library
    fingerprint = Fingerprint(root: root)
  }

  /// A SHA-256 over the names, sizes and table directories of all fonts that can be used.
  ///
  /// The directory of a font holds a checksum of every table, so two fonts with equal directories
  /// are equal; reading it costs milliseconds where hashing 120 MB would cost a second.
  public var digest: String { fingerprint.value }

  private final class Fingerprint: Sendable {
    private let root: String
    private let kept = Mutex<String?>(nil)

    init(root: String) { self.root = root }

    var value: String {
      kept.withLock { kept in
        if let kept { return kept }
        let made = make()
        kept = made
        return made
      }
    }

    private func make() -> String {
      var hash = SHA256()
      for folder in ["opentype/inter", "opentype/ebgaramond", "opentype/noto", "truetype/noto"] {
        let path = root + "/" + folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names.sorted() {
          guard let file = FileHandle(forReadingAtPath: path + "/" + name) else { continue }
          defer { try? file.close() }
          let head = (try? file.read(upToCount: 4096)) ?? Data()
          let size = (try? file.seekToEnd()) ?? 0
          hash.update(data: Data("\(folder)/\(name) \(size)\n".utf8))
          hash.update(data: head)
        }
      }
      return Hexadecimal.text(of: hash.finalize())
    }
  }
}
