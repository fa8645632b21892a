/// A growing stretch of bytes that is written at its end.
@safe struct OutputBytes {
  private(set) var base: UnsafeMutablePointer<UInt8>
  var count = 0
  private var capacity: Int

  init(capacity: Int) {
    unsafe base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    self.capacity = capacity
  }

  func free() { unsafe base.deallocate() }

  @inline(__always)
  mutating func append(_ source: UnsafePointer<UInt8>, count more: Int) {
    if more > capacity - count { grow(by: more) }
    unsafe (base + count).update(from: source, count: more)
    count += more
  }

  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    if let start = source.baseAddress { unsafe append(start, count: source.count) }
  }

  mutating func append(_ source: [UInt8]) {
    unsafe source.withUnsafeBufferPointer { unsafe append($0) }
  }

  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    unsafe base[count] = byte
    count += 1
  }

  mutating func append(_ text: StaticString) {
    unsafe append(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func append(_ text: String) {
    let done: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append($0) }
    if done == nil {
      var copy = text
      copy.withUTF8 { unsafe append($0) }
    }
  }

  mutating func append(_ number: Int) {
    if number >= 0, number < 10 {
      append(UInt8(48 + number))
    } else {
      append(String(number))
    }
  }

  func text(from start: Int) -> String {
    unsafe String(
      decoding: UnsafeBufferPointer(start: base + start, count: count - start), as: UTF8.self)
  }

  func bytes(from start: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: base + start, count: count - start))
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = moved
    capacity = larger
  }
}
