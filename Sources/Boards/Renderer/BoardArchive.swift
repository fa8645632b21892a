public import Diagnostics

/// Keeps drawn boards on disk: one whose inputs are unchanged is not drawn again.
///
/// The inputs are everything that decides a pixel: the board, the fonts, the contents of its
/// pictures, the scale, the wanted size, and the version of the drawing itself. Boards with a
/// warning are drawn every time, so that the warning is told every time.
public struct BoardArchive: Sendable {
  private let folder: CacheFolder
  private let tiles: CacheFolder

  /// Keeps boards below a folder, which may be deleted at any time.
  public init(folder: String) {
    self.folder = CacheFolder(path: folder + "/drawn")
    tiles = CacheFolder(path: Self.tileFolder(in: folder))
  }

  /// Where a renderer beside this archive keeps its scaled pictures.
  public static func tileFolder(in folder: String) -> String { folder + "/tiles" }

  /// The board as PNG: from the archive, or drawn and kept.
  public func draw(
    _ board: VisionBoard, scale: Int = 1, with renderer: BoardRenderer
  ) throws(GalleyError) -> Parsed<[UInt8]> {
    let name = renderer.archiveName(of: board, "x\(scale)")
    if let bytes = folder.read(name) { return Parsed(bytes) }
    let drawn = try renderer.draw(board, scale: scale)
    if drawn.diagnostics.isEmpty { folder.write(drawn.value, to: name) }
    return drawn
  }

  /// The board's copy for e-mails: from the archive, or drawn and kept.
  public func drawForEmail(
    _ board: VisionBoard, maxBytes: Int, with renderer: BoardRenderer
  ) throws(GalleyError) -> Parsed<EmailPicture> {
    let name = renderer.archiveName(of: board, "mail\(maxBytes)")
    if let picture = folder.read(name).flatMap(EmailPicture.init(archived:)) {
      return Parsed(picture)
    }
    let drawn = try renderer.drawForEmail(board, maxBytes: maxBytes)
    if drawn.diagnostics.isEmpty { folder.write(drawn.value.archived, to: name) }
    return drawn
  }

  /// Forgets the oldest boards and pictures beyond `bytes` each.
  public func trim(toBytes bytes: Int = 256 << 20) {
    folder.trim(toBytes: bytes)
    tiles.trim(toBytes: bytes)
  }
}

extension BoardRenderer {
  /// Raised whenever the same inputs give other bytes; a test holds the bytes of a board.
  static let version = 1

  func archiveName(of board: VisionBoard, _ kind: String) -> String {
    var parts = ["v\(Self.version)", kind, hash(of: board)]
    for path in Set(board.sections.compactMap(\.content.image)).sorted() {
      parts.append(images.digest(of: path) ?? "none")
    }
    return CacheFolder.digest(parts.joined(separator: "\n").utf8) + ".picture"
  }
}

extension EmailPicture {
  /// Two lines of text, then the file.
  var archived: [UInt8] { Array("\(fileExtension)\n\(choice)\n".utf8) + bytes }

  init?(archived: [UInt8]) {
    let parts = archived.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    self.init(
      bytes: Array(parts[2]), fileExtension: String(decoding: parts[0], as: UTF8.self),
      choice: String(decoding: parts[1], as: UTF8.self))
  }
}
