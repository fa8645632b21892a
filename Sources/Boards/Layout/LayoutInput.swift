internal import Raster

/// What a layout knows of a section.
struct LayoutInput: Sendable, Hashable {
  var columns = 1
  var rows = 1
  /// In thousandths.
  var score = 500
  /// Width by height in thousandths: 1000 is square.
  var aspect = 1000
}

/// What a layout made.
struct LayoutResult: Sendable, Hashable {
  var kind: LayoutKind
  var rects: [PixelRect]
  var columns = 0
  var rows = 0
}
