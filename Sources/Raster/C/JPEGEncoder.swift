internal import CTurboJPEG
public import Diagnostics

/// Encodes JPEG through TurboJPEG.
public enum JPEGEncoder {
  /// The file of an opaque picture; quality runs from 1 to 100.
  public static func encode(_ bitmap: Bitmap, quality: Int) throws(GalleyError) -> [UInt8] {
    guard bitmap.width > 0, bitmap.height > 0, let handle = unsafe tjInitCompress() else {
      throw GalleyError(.internalError, "The JPEG encoder cannot start")
    }
    defer { unsafe tjDestroy(handle) }
    // TJSAMP_444 (0) keeps coloured letters sharp; TJSAMP_420 (2) is smaller.
    let subsampling: Int32 = quality >= 85 ? 0 : 2
    var size = UInt(
      tjBufSize(Int32(bitmap.width), Int32(bitmap.height), subsampling))
    var output = [UInt8](repeating: 0, count: Int(size))
    let source = bitmap.rawPixels
    let status = unsafe output.withUnsafeMutableBufferPointer { target in
      var start = target.baseAddress
      // TJPF_RGBX is 2; TJFLAG_ACCURATEDCT | TJFLAG_NOREALLOC are 4096 and 1024.
      return unsafe source.withUnsafeBufferPointer { source in
        unsafe tjCompress2(
          handle, source.baseAddress, Int32(bitmap.width), 0, Int32(bitmap.height), 2, &start,
          &size, subsampling, Int32(min(max(quality, 1), 100)), 4096 | 1024)
      }
    }
    guard status == 0 else {
      let text = unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) }
      throw GalleyError(.internalError, "The picture cannot be encoded", underlying: text)
    }
    return Array(output.prefix(Int(size)))
  }
}
