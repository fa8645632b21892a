public import Diagnostics
internal import Synchronization

/// Sets and draws text with the fonts of a catalog; may be used from several threads.
public final class FontLibrary: Sendable {
  private let engine: Mutex<TextEngine>
  private let kept = Mutex<[TextKey: TextBlock]>([:])
  /// The fonts.
  public let catalog: FontCatalog

  /// Starts FreeType. Throws `resourcesNotFound` when the main family is not there.
  public init(catalog: FontCatalog = FontCatalog()) throws(GalleyError) {
    guard let made = TextEngine() else {
      throw GalleyError(.internalError, "FreeType cannot start")
    }
    let file = catalog.face(family: "Inter", weight: 400, isItalic: false)
    guard made.face(file) != nil else {
      throw GalleyError(
        .resourcesNotFound, "The font \(file.path) cannot be opened",
        hint: "Install the packages fonts-inter, fonts-ebgaramond, fonts-noto-core, "
          + "fonts-noto-cjk and fonts-noto-color-emoji.")
    }
    self.catalog = catalog
    engine = Mutex(made)
  }

  /// Breaks a text into lines no wider than `maxWidth` pixels.
  public func layout(_ text: String, style: TextStyle, maxWidth: Int) -> TextBlock {
    let key = TextKey(text: text, style: style, maxWidth: maxWidth)
    if let kept = kept.withLock({ $0[key] }) { return kept }
    let block = engine.withLock { engine in
      engine.layout(text, style: style, catalog: catalog, maxWidth: maxWidth)
    }
    keep(block, for: key)
    return block
  }

  /// Sets a text as large as it can be: from the style's size down to `minSize`, the first size at
  /// which it is neither cut nor taller than `maxHeight`, and no word is broken.
  public func fit(
    _ text: String, style: TextStyle, minSize: Int, maxWidth: Int, maxHeight: Int
  ) -> TextBlock {
    let key = TextKey(
      text: text, style: style, maxWidth: maxWidth, minSize: minSize, maxHeight: maxHeight)
    if let kept = kept.withLock({ $0[key] }) { return kept }
    let block = engine.withLock { engine in
      let smallest = max(1, min(minSize, style.size))
      func attempt(_ size: Int) -> TextBlock {
        engine.layout(text, style: style.sized(size), catalog: catalog, maxWidth: maxWidth)
      }
      let fits = { (block: TextBlock) in
        !block.isTruncated && !block.hasBrokenWord && block.height <= maxHeight
      }
      var best = attempt(style.size)
      if fits(best) { return best }
      // Sizes that fit form a range in practice, so halving finds the largest.
      var low = smallest
      var high = style.size
      best = attempt(smallest)
      while high - low > 1 {
        let middle = (low + high) / 2
        let block = attempt(middle)
        if fits(block) {
          best = block
          low = middle
        } else {
          high = middle
        }
      }
      if best.height > maxHeight {
        var style = style.sized(smallest)
        style.maxLines = max(1, maxHeight * 100 / max(1, smallest * style.lineHeight))
        best = engine.layout(text, style: style, catalog: catalog, maxWidth: maxWidth)
      }
      return best
    }
    keep(block, for: key)
    return block
  }

  /// What decides how a text is set.
  private struct TextKey: Hashable {
    var text: String
    var style: TextStyle
    var maxWidth: Int
    var minSize = 0
    var maxHeight = 0
  }

  // Boards of a batch share most of their texts; a block is a few kilobytes.
  private func keep(_ block: TextBlock, for key: TextKey) {
    kept.withLock { kept in
      if kept.count >= 512 { kept = [:] }
      kept[key] = block
    }
  }

  /// Draws a text with the top left corner of its block at (x, y), all lengths times `scale`.
  ///
  /// `top` is the row of the whole picture, in pixels, at which the bitmap begins.
  public func draw(
    _ block: TextBlock, on bitmap: inout Bitmap, x: Int, y: Int, color: Color, scale: Int = 1,
    top: Int = 0
  ) {
    engine.withLock { engine in
      for line in block.lines {
        engine.draw(
          line, size: block.size, on: &bitmap, x: x, y: y, color: color, scale: scale, top: top)
      }
    }
  }

  /// The rows of pixels that a text drawn at `y` touches; empty without ink.
  public func inkRows(of block: TextBlock, y: Int, scale: Int) -> Range<Int> {
    engine.withLock { engine in
      let rows = block.lines.compactMap { line in
        engine.inkRows(of: line, size: block.size, y: y, scale: scale)
      }
      guard let first = rows.map(\.lowerBound).min(), let last = rows.map(\.upperBound).max()
      else { return 0..<0 }
      return first..<last
    }
  }
}
