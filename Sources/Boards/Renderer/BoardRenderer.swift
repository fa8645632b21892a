public import Diagnostics
internal import Raster

/// Composes boards of templates and data, and draws them.
public struct BoardRenderer: Sendable {
  /// How new boards look; a board that is drawn carries its own theme.
  public var theme: BoardTheme
  let fonts: FontSet
  let images: ImageStore
  let grounds = GroundStore()
  let drawn = DrawnBoards()

  /// Creates a renderer. `loadImage` gives the bytes of a picture by the path of a board item; it
  /// may be called from several threads. `tileCache` is a folder that keeps scaled pictures
  /// between runs; it may be deleted at any time.
  public init(
    theme: BoardTheme, fonts: FontSet, tileCache: String? = nil,
    loadImage: @escaping @Sendable (String) throws(GalleyError) -> [UInt8]
  ) {
    self.theme = theme
    self.fonts = fonts
    images = ImageStore(load: loadImage, cache: tileCache.map(TileCache.init(folder:)))
  }

  /// Draws a board as PNG. A picture that cannot be read is replaced by a drawn placeholder and
  /// reported as `unreadable-image`.
  public func draw(
    _ board: VisionBoard, scale: Int = 1
  ) throws(GalleyError) -> Parsed<[UInt8]> {
    let key = DrawnBoards.Key(board, scale: scale)
    if let kept = drawn.find(key) { return kept.file(for: board, fonts: fonts.library) }
    var drawing = try body(of: board, scale: scale)
    if drawn.shouldKeep(key, pixels: drawing.canvas.width * drawing.canvas.height) {
      return drawn.keep(DrawnBoard(drawing), for: key).file(for: board, fonts: fonts.library)
    }
    drawing.drawHeader()
    return Parsed(try PNGEncoder().encode(drawing.canvas), drawing.diagnostics)
  }

  /// A board with its headline.
  func drawing(of board: VisionBoard, scale: Int) throws(GalleyError) -> BoardDrawing {
    var drawing = try body(of: board, scale: scale)
    drawing.drawHeader()
    return drawing
  }

  private func body(of board: VisionBoard, scale: Int) throws(GalleyError) -> BoardDrawing {
    guard (1...4).contains(scale),
      board.layout.width * board.layout.height * scale * scale
        <= Self.mostPixels
    else {
      throw GalleyError(.limitExceeded, "The board has too many pixels at scale \(scale)")
    }
    var drawing = BoardDrawing(
      board: board, fonts: fonts.library, images: images, grounds: grounds,
      scale: scale)
    drawing.drawBody()
    return drawing
  }

  // 24 million pixels are 96 MB, within the memory that a batch may use.
  private static let mostPixels = 24_000_000
}
