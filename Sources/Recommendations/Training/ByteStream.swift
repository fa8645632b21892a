/// Writes columns of numbers, little-endian, each after its length.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func add(_ numbers: [Int]) { add(numbers.map { UInt64(truncatingIfNeeded: $0) }) }
  mutating func add(_ numbers: [Int32]) { add(numbers.map { UInt32(bitPattern: $0) }) }
  mutating func add(_ numbers: [Float]) { add(numbers.map(\.bitPattern)) }

  private mutating func add<Number: FixedWidthInteger>(_ numbers: [Number]) {
    bytes.reserveCapacity(bytes.count + 8 + numbers.count * MemoryLayout<Number>.size)
    unsafe withUnsafeBytes(of: UInt64(numbers.count).littleEndian) { unsafe bytes += $0 }
    for number in numbers {
      unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes += $0 }
    }
  }
}

/// Reads columns of numbers; never past the end, and never more than the bytes can hold.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func take(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= bytes.count - position else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func indexes() -> [Int]? {
    column(UInt64.self)?.map { Int(truncatingIfNeeded: $0) }
  }
  mutating func integers() -> [Int32]? { column(UInt32.self)?.map { Int32(bitPattern: $0) } }
  mutating func floats() -> [Float]? { column(UInt32.self)?.map { Float(bitPattern: $0) } }

  private mutating func column<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number]? {
    let width = MemoryLayout<Number>.size
    guard let length: UInt64 = number() else { return nil }
    guard length <= UInt64((bytes.count - position) / width) else { return nil }
    var numbers: [Number] = []
    numbers.reserveCapacity(Int(length))
    for _ in 0..<length {
      guard let value: Number = number() else { return nil }
      numbers.append(value)
    }
    return numbers
  }

  private mutating func number<Number: FixedWidthInteger>() -> Number? {
    let width = MemoryLayout<Number>.size
    guard width <= bytes.count - position else { return nil }
    let value = unsafe bytes.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: position, as: Number.self)
    }
    position += width
    return Number(littleEndian: value)
  }
}
