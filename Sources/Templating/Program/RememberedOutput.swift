/// What filters made of the values they met, ready to be copied.
///
/// A price, a date or a translation is the same for many recipients. A filter gives the same for
/// the same arguments, so the escaped bytes are kept, in a table of fixed size, by the place in the
/// program and the input.
struct RememberedOutput {
  private struct Entry {
    var program = -1
    var place = 0
    var kind = Cell.Kind.missing
    var payload = 0
    var key = 0..<0
    var value = 0..<0
  }

  private static let size = 1024
  private static let byteLimit = 1 << 20
  private static let inputLimit = 512

  private var programs: [Program] = []
  private var current = 0
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []

  /// Says whose instructions are run from now on.
  mutating func use(_ program: Program) {
    if current < programs.count, programs[current] === program { return }
    if let index = programs.firstIndex(where: { $0 === program }) {
      current = index
      return
    }
    if programs.count >= 64 || entries.isEmpty { forget() }
    if programs.count >= 64 { programs.removeAll() }
    current = programs.count
    programs.append(program)
  }

  private mutating func forget() {
    entries = [Entry](repeating: Entry(), count: Self.size)
    bytes.removeAll(keepingCapacity: true)
  }

  private func slot(_ place: Int, _ cell: Cell, _ input: UnsafeBufferPointer<UInt8>) -> Int {
    var hash = UInt64(truncatingIfNeeded: place &* 31 &+ current)
    if cell.isText {
      for index in 0..<input.count {
        hash = unsafe (hash ^ UInt64(input[index])) &* 0x100_0000_01b3
      }
    } else {
      hash = (hash ^ UInt64(bitPattern: Int64(cell.payload))) &* 0x9E37_79B9_7F4A_7C15
    }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & UInt64(Self.size - 1))
  }

  /// Whether a cell's output may be remembered.
  static func accepts(_ cell: Cell) -> Bool {
    switch cell.kind {
    case .text, .decimal: Int(cell.count) <= inputLimit
    case .int, .bool, .double: true
    default: false
    }
  }

  /// Appends what is remembered; `false` when nothing is.
  func copy(
    _ place: Int, _ cell: Cell, _ input: UnsafeBufferPointer<UInt8>, to output: inout OutputBytes
  ) -> Bool {
    let entry = entries[unsafe slot(place, cell, input)]
    guard entry.program == current, entry.place == place, entry.kind == cell.kind else {
      return false
    }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      if cell.isText {
        guard entry.key.count == input.count,
          unsafe bytes[entry.key].elementsEqual(input)
        else { return false }
      } else if entry.payload != cell.payload {
        return false
      }
      unsafe output.append(UnsafeBufferPointer(rebasing: bytes[entry.value]))
      return true
    }
  }

  /// Remembers what was just written.
  mutating func remember(
    _ place: Int, _ cell: Cell, _ input: UnsafeBufferPointer<UInt8>, _ output: [UInt8]
  ) {
    guard output.count <= 16 * Self.inputLimit else { return }
    if bytes.count + input.count + output.count > Self.byteLimit { forget() }
    let start = bytes.count
    if cell.isText { unsafe bytes.append(contentsOf: input) }
    let middle = bytes.count
    bytes += output
    entries[unsafe slot(place, cell, input)] = Entry(
      program: current, place: place, kind: cell.kind, payload: cell.payload, key: start..<middle,
      value: middle..<bytes.count)
  }
}
