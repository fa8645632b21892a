internal import CFreeType
internal import CHarfBuzz

/// One face of a font file: shaped by HarfBuzz in font units, drawn by FreeType.
///
/// Not safe to share between threads; `TextEngine` owns all of them behind a lock. HarfBuzz keeps
/// the file mapped, and FreeType reads the same memory.
@safe final class FontFace {
  let unitsPerEm: Int
  /// From the baseline upwards, in font units.
  let ascender: Int
  /// From the baseline downwards, in font units, positive.
  let descender: Int
  /// Whether the glyphs are colour pictures of one size.
  let isColorBitmap: Bool

  private let blob: OpaquePointer
  private let font: OpaquePointer
  private let face: FT_Face
  // The size that FreeType is set to, in 64ths of a pixel.
  private var currentSize = 0

  /// Opens a face by path; `nil` when the file is absent or no font.
  init?(library: FT_Library, path: String, index: Int) {
    guard let blob = unsafe hb_blob_create_from_file_or_fail(path) else { return nil }
    var length: UInt32 = 0
    guard let data = unsafe hb_blob_get_data(blob, &length), length > 0 else {
      unsafe hb_blob_destroy(blob)
      return nil
    }
    var opened: FT_Face?
    let status = unsafe data.withMemoryRebound(to: FT_Byte.self, capacity: Int(length)) { bytes in
      unsafe FT_New_Memory_Face(library, bytes, FT_Long(length), FT_Long(index), &opened)
    }
    guard status == 0, let face = unsafe opened else {
      unsafe hb_blob_destroy(blob)
      return nil
    }
    let shapedFace = unsafe hb_face_create(blob, UInt32(index))
    unsafe self.blob = blob
    unsafe font = hb_font_create(shapedFace)
    unsafe unitsPerEm = max(1, Int(hb_face_get_upem(shapedFace)))
    unsafe hb_face_destroy(shapedFace)
    unsafe self.face = face
    // FT_FACE_FLAG_SCALABLE is 1, FT_FACE_FLAG_FIXED_SIZES is 2.
    unsafe isColorBitmap = face.pointee.face_flags & 1 == 0 && face.pointee.num_fixed_sizes > 0
    var extents = hb_font_extents_t()
    unsafe hb_font_get_h_extents(font, &extents)
    ascender = Int(extents.ascender)
    descender = -Int(extents.descender)
  }

  deinit {
    unsafe FT_Done_Face(face)
    unsafe hb_font_destroy(font)
    unsafe hb_blob_destroy(blob)
  }

  /// Whether the face has a glyph for a character.
  func covers(_ scalar: UInt32) -> Bool {
    var glyph: hb_codepoint_t = 0
    return unsafe hb_font_get_nominal_glyph(font, scalar, &glyph) != 0
  }

  /// Whether the face has a glyph for a character with a variation selector.
  func covers(_ scalar: UInt32, selector: UInt32) -> Bool {
    var glyph: hb_codepoint_t = 0
    return unsafe hb_font_get_variation_glyph(font, scalar, selector, &glyph) != 0
  }

  /// Turns a range of characters into glyphs, in visual order. Clusters are positions in `text`.
  func shape(
    _ text: [UInt32], range: Range<Int>, isRightToLeft: Bool, script: UInt32, language: String?
  ) -> [ShapedGlyph] {
    guard let buffer = unsafe hb_buffer_create() else { return [] }
    defer { unsafe hb_buffer_destroy(buffer) }
    unsafe text.withUnsafeBufferPointer { scalars in
      unsafe hb_buffer_add_utf32(
        buffer, scalars.baseAddress, Int32(scalars.count), UInt32(range.lowerBound),
        Int32(range.count))
    }
    unsafe hb_buffer_set_direction(
      buffer, isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    unsafe hb_buffer_set_script(buffer, hb_script_t(rawValue: script))
    unsafe hb_buffer_set_language(
      buffer, language.map { unsafe hb_language_from_string($0, -1) } ?? hb_language_get_default())
    unsafe hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES)
    unsafe hb_shape(font, buffer, nil, 0)
    var count: UInt32 = 0
    guard let infos = unsafe hb_buffer_get_glyph_infos(buffer, &count),
      let positions = unsafe hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    return (0..<Int(count)).map { index in
      unsafe ShapedGlyph(
        glyph: infos[index].codepoint, cluster: Int(infos[index].cluster),
        advance: Int(positions[index].x_advance), offsetX: Int(positions[index].x_offset),
        offsetY: Int(positions[index].y_offset))
    }
  }

  /// The coverage of an outline glyph at a size in 64ths of a pixel, moved right by a fraction of
  /// a pixel in 64ths; `nil` for glyphs without ink.
  func mask(glyph: UInt32, size: Int, phase: Int) -> GlyphMask? {
    if currentSize != size {
      guard unsafe FT_Set_Char_Size(face, 0, FT_F26Dot6(size), 72, 72) == 0 else { return nil }
      currentSize = size
    }
    // FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP: shapes do not depend on the size they are seen at.
    guard unsafe FT_Load_Glyph(face, glyph, 2 | 8) == 0, let slot = unsafe face.pointee.glyph
    else { return nil }
    unsafe FT_Outline_Translate(&slot.pointee.outline, FT_Pos(phase), 0)
    guard unsafe FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) == 0 else { return nil }
    let bitmap = unsafe slot.pointee.bitmap
    let width = unsafe Int(bitmap.width)
    let height = unsafe Int(bitmap.rows)
    guard width > 0, height > 0, width <= 4096, height <= 4096,
      let source = unsafe bitmap.buffer
    else { return nil }
    var coverage: [UInt8] = []
    coverage.reserveCapacity(width * height)
    for row in 0..<height {
      for column in 0..<width {
        unsafe coverage.append(source[row * Int(bitmap.pitch) + column])
      }
    }
    return unsafe GlyphMask(
      mask: CoverageMask(width: width, height: height, coverage: coverage),
      left: Int(slot.pointee.bitmap_left), top: Int(slot.pointee.bitmap_top))
  }

  /// The colour picture of a glyph with the size it was drawn for, in pixels per em.
  func colorGlyph(_ glyph: UInt32) -> ColorGlyph? {
    guard isColorBitmap, unsafe FT_Select_Size(face, 0) == 0 else { return nil }
    currentSize = 0
    // FT_LOAD_COLOR is 1 << 20.
    guard unsafe FT_Load_Glyph(face, glyph, 1 << 20) == 0, let slot = unsafe face.pointee.glyph
    else { return nil }
    let bitmap = unsafe slot.pointee.bitmap
    let width = unsafe Int(bitmap.width)
    let height = unsafe Int(bitmap.rows)
    // FT_PIXEL_MODE_BGRA is 7: four bytes, premultiplied.
    guard unsafe bitmap.pixel_mode == 7, width > 0, height > 0, width <= 1024, height <= 1024,
      let source = unsafe bitmap.buffer
    else { return nil }
    var pixels: [UInt32] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      let line = unsafe source + row * Int(bitmap.pitch)
      for column in 0..<width {
        let from = unsafe line + column * 4
        unsafe pixels.append(
          UInt32(from[2]) | UInt32(from[1]) << 8 | UInt32(from[0]) << 16 | UInt32(from[3]) << 24)
      }
    }
    return unsafe ColorGlyph(
      bitmap: Bitmap(width: width, height: height, pixels: pixels),
      left: Int(slot.pointee.bitmap_left), top: Int(slot.pointee.bitmap_top),
      pixelsPerEm: max(1, Int(face.pointee.size.pointee.metrics.x_ppem)))
  }
}
