public import Diagnostics

/// Checks finished messages on their bytes: every rule that mail systems hold against a sender.
///
/// Nothing is repaired or guessed: the file is read as RFC 5322 and MIME define it, and each break
/// is one diagnostic at its line and column. Identifiers are stable.
public struct MessageLint {
  /// How deep multiparts may nest.
  static let maximumDepth = 20
  /// How many problems of one message are told.
  static let maximumFindings = 200
  /// From this size on, a large provider cuts the HTML off (102 KB).
  static let clippingSize = 102 << 10

  var diagnostics: [Diagnostic] = []
  let file: SourceFile
  let bytes: [UInt8]
  var contentIDs: [String: Int] = [:]
  var usedContentIDs: [(id: String, offset: Int)] = []
  var hasText = false
  var hasHTML = false

  private init(_ file: SourceFile) {
    self.file = file
    bytes = file.bytes
  }

  /// Checks a file: one message, or a mailbox of them (mboxrd, told by its first line).
  public static func check(_ file: SourceFile) -> [Diagnostic] {
    guard file.bytes.starts(with: "From ".utf8) else { return checkMessage(file) }
    return Mailbox.messages(of: file).flatMap { message in
      checkMessage(SourceFile(name: message.name, bytes: message.bytes)).map { finding in
        var finding = finding
        if var location = finding.location {
          location.line += message.firstLine - 1
          finding.location = location
        }
        return finding
      }
    }
  }

  private static func checkMessage(_ file: SourceFile) -> [Diagnostic] {
    var lint = MessageLint(file)
    lint.run()
    return Array(lint.diagnostics.prefix(maximumFindings))
  }

  private mutating func run() {
    checkBytes()
    let part = readHeaders(from: 0, to: bytes.count)
    checkMessageHeaders(part)
    checkPart(part, depth: 0, isTop: true)
    checkContentIDs()
  }

  /// Adds a finding.
  mutating func report(
    _ identifier: String, _ summary: String, at offset: Int, _ severity: Severity = .error,
    hint: String? = nil
  ) {
    guard diagnostics.count < Self.maximumFindings else { return }
    diagnostics.append(
      Diagnostic(severity, identifier, summary, at: file.location(at: offset), hint: hint))
  }

  // Line ends, lengths and NUL of the whole file.
  private mutating func checkBytes() {
    if bytes.isEmpty { report("empty-file", "the file is empty", at: 0) }
    var start = 0
    var told: Set<UInt8> = []
    func isNew(_ code: UInt8, _ told: inout Set<UInt8>) -> Bool { told.insert(code).inserted }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 13 where index + 1 >= bytes.count || bytes[index + 1] != 10:
        if isNew(13, &told) { report("bare-cr", "a CR stands without its LF", at: index) }
      case 10:
        if index == 0 || bytes[index - 1] != 13, isNew(10, &told) {
          report("bare-lf", "lines end with CRLF, not with LF alone", at: index)
        }
        checkLine(start, index, &told)
        start = index + 1
      case 0:
        if isNew(0, &told) { report("nul-byte", "a message holds no NUL", at: index) }
      default: break
      }
    }
    checkLine(start, bytes.count, &told)
  }

  private mutating func checkLine(_ start: Int, _ end: Int, _ told: inout Set<UInt8>) {
    let length = end - start - (end > start && bytes[end - 1] == 13 ? 1 : 0)
    if length > 998, told.insert(255).inserted {
      report("line-too-long", "a line has at most 998 bytes, this one \(length)", at: start)
    }
  }

  private mutating func checkContentIDs() {
    for use in usedContentIDs where contentIDs[use.id] == nil {
      report(
        "unknown-content-id", "the HTML shows “cid:\(use.id)”, which no part is", at: use.offset)
    }
  }
}

/// Messages of a mailbox file.
enum Mailbox {
  struct Message {
    var name: String
    var firstLine: Int
    var bytes: [UInt8]
  }

  /// The messages with CRLF line ends and mboxrd quoting undone.
  static func messages(of file: SourceFile) -> [Message] {
    var result: [Message] = []
    var line = 0
    for content in file.bytes.split(separator: 10, omittingEmptySubsequences: false) {
      line += 1
      var content = content
      if content.last == 13 { content = content.dropLast() }
      if content.starts(with: "From ".utf8) {
        result.append(Message(name: file.name, firstLine: line + 1, bytes: []))
        continue
      }
      if content.first == UInt8(ascii: ">"),
        content.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: "From ".utf8)
      {
        content = content.dropFirst()
      }
      guard !result.isEmpty else { continue }
      result[result.count - 1].bytes += content
      result[result.count - 1].bytes += [13, 10]
    }
    // The empty line before the next separator belongs to the mailbox.
    for index in result.indices {
      if result[index].bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
        result[index].bytes.removeLast(2)
      }
    }
    return result
  }
}
