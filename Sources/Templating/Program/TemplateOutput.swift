/// The bytes that templates write, and the memory that filling them needs.
///
/// A worker makes one and reuses it for all of its recipients: once it has reached the size of the
/// largest, filling allocates nothing. It must not be shared between workers.
public final class TemplateOutput {
  var bytes: OutputBytes
  var memory = WorkingMemory()

  /// Makes an empty output with room for some bytes; it grows as needed.
  public init(capacity: Int = 4096) {
    bytes = OutputBytes(capacity: max(64, capacity))
  }

  deinit { bytes.free() }

  /// The number of bytes written so far.
  public var count: Int { bytes.count }

  /// Forgets the bytes and keeps the memory.
  public func removeAll() { bytes.count = 0 }

  /// Lends the bytes for reading.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeBufferPointer(start: bytes.base, count: bytes.count))
  }

  /// A copy of the bytes.
  public var array: [UInt8] { unsafe withBytes { unsafe Array($0) } }
}
