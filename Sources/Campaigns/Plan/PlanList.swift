internal import Crypto
internal import Diagnostics
internal import Foundation

/// One line of a plan's lists.
public protocol PlanLine: Sendable {
  /// The fields of the line, in order.
  var fields: [String] { get }
  /// Reads the fields of a line; `nil` when they are not what they should be.
  init?(fields: [Substring])
}

extension CampaignPlan.Recipient: PlanLine {
  /// Contact, segment, variant, locale.
  public var fields: [String] { [contactID, segment, variant, locale] }

  /// Reads the fields of a line.
  public init?(fields: [Substring]) {
    guard fields.count == 4 else { return nil }
    self.init(
      contactID: PlanEscape.undo(fields[0]), segment: PlanEscape.undo(fields[1]),
      variant: PlanEscape.undo(fields[2]), locale: PlanEscape.undo(fields[3]))
  }
}

extension CampaignPlan.Exclusion: PlanLine {
  /// Contact, reason.
  public var fields: [String] { [contactID, reason] }

  /// Reads the fields of a line.
  public init?(fields: [Substring]) {
    guard fields.count == 2 else { return nil }
    self.init(contactID: PlanEscape.undo(fields[0]), reason: PlanEscape.undo(fields[1]))
  }
}

/// A list of a plan: in memory, or a file that is read as a stream.
public struct PlanList<Element: PlanLine>: Sequence, Sendable {
  private let elements: [Element]
  private let path: String?
  /// How many elements there are.
  public let count: Int
  /// SHA-256 of the list's lines, in hexadecimal; empty for a list in memory.
  public let digest: String

  /// A list in memory.
  public init(_ elements: [Element]) {
    self.elements = elements
    path = nil
    count = elements.count
    digest = ""
  }

  /// A list that lies in a file.
  init(path: String, count: Int, digest: String) {
    elements = []
    self.path = path
    self.count = count
    self.digest = digest
  }

  /// The same list after its file was moved.
  func moved(to path: String) -> PlanList {
    self.path == nil ? self : PlanList(path: path, count: count, digest: digest)
  }

  /// Whether there is no element.
  public var isEmpty: Bool { count == 0 }

  /// Reads the elements one after the other; a file that cannot be read ends the sequence, so
  /// whoever needs all of them compares with `count`.
  public func makeIterator() -> PlanReader<Element> {
    PlanReader(elements: elements, path: path)
  }
}

/// Reads the elements of a plan's list.
public final class PlanReader<Element: PlanLine>: IteratorProtocol {
  private var elements: IndexingIterator<[Element]>
  private let handle: FileHandle?
  private var buffer: [UInt8] = []
  private var position = 0

  init(elements: [Element], path: String?) {
    self.elements = elements.makeIterator()
    handle = path.flatMap { FileHandle(forReadingAtPath: $0) }
  }

  deinit {
    try? handle?.close()
  }

  /// The next element, or `nil` at the end.
  public func next() -> Element? {
    guard handle != nil else { return elements.next() }
    guard let line = nextLine() else { return nil }
    return Element(fields: line.split(separator: "\t", omittingEmptySubsequences: false))
  }

  private func nextLine() -> String? {
    while true {
      if let end = buffer[position...].firstIndex(of: 10) {
        let line = String(decoding: buffer[position..<end], as: UTF8.self)
        position = end + 1
        return line
      }
      buffer.removeSubrange(..<position)
      position = 0
      guard let data = try? handle?.read(upToCount: 1 << 16), !data.isEmpty else { return nil }
      buffer += data
    }
  }
}

/// Writes a list of a plan, line by line.
struct PlanListWriter<Element: PlanLine>: ~Copyable {
  private let path: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private(set) var count = 0

  init(path: String) throws(GalleyError) {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw Self.failure(path) }
    self.handle = handle
  }

  mutating func append(_ element: Element) throws(GalleyError) {
    for (index, field) in element.fields.enumerated() {
      if index > 0 { buffer.append(9) }
      PlanEscape.append(field, to: &buffer)
    }
    buffer.append(10)
    count += 1
    if buffer.count > 1 << 16 { try flush() }
  }

  /// Ends the list.
  mutating func finish() throws(GalleyError) -> PlanList<Element> {
    try flush()
    try? handle.close()
    return PlanList(path: path, count: count, digest: Hexadecimal.text(of: hash.finalize()))
  }

  private mutating func flush() throws(GalleyError) {
    hash.update(data: buffer)
    do { try handle.write(contentsOf: Data(buffer)) } catch { throw Self.failure(path) }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String) -> GalleyError {
    GalleyError(.writeFailed, "The plan's list \(path) cannot be written.")
  }
}

/// Keeps tabs and line ends out of the fields of a plan's lists.
enum PlanEscape {
  static func append(_ text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
      if byte < 32 || byte == 127 || byte == UInt8(ascii: "%") {
        output.append(UInt8(ascii: "%"))
        Hexadecimal.append(CollectionOfOne(byte), to: &output)
      } else {
        output.append(byte)
      }
    }
  }

  static func undo(_ field: Substring) -> String {
    guard field.utf8.contains(UInt8(ascii: "%")) else { return String(field) }
    var result: [UInt8] = []
    var bytes = Array(field.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%"), bytes.count >= 2,
        let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(value)
        bytes = bytes.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
