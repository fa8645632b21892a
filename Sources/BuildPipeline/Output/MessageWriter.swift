internal import Campaigns
internal import Diagnostics
internal import JSONText
internal import Messages

/// Turns messages into the files of a format.
struct MessageWriter {
  let format: MessageFormat
  /// The folder below Output.
  let folder: String
  private var collected: [UInt8] = []
  private let dotLines = Array("From ".utf8)

  init(format: MessageFormat, folder: String) {
    self.format = format
    self.folder = folder
  }

  /// Adds a message; `html` and `eml` write at once, `jsonl` and `mbox` at the end.
  mutating func add(
    _ message: EmailMessage, id: String, write: (OutputFile) throws(GalleyError) -> Void
  ) throws(GalleyError) {
    let name = "\(folder)/\(PercentEncoding.fileName(id))"
    switch format {
    case .html:
      try write(OutputFile(path: name + ".html", bytes: message.html))
      try write(OutputFile(path: name + ".txt", bytes: message.text))
    case .eml:
      try write(OutputFile(path: name + ".eml", bytes: try message.encoded()))
    case .jsonl:
      collected += Self.line(message, id: id)
    case .mbox:
      appendToMailbox(try message.encoded(), message)
    }
  }

  /// Writes what was collected.
  mutating func finish(write: (OutputFile) throws(GalleyError) -> Void) throws(GalleyError) {
    switch format {
    case .jsonl: try write(OutputFile(path: folder + ".jsonl", bytes: collected))
    case .mbox: try write(OutputFile(path: folder + ".mbox", bytes: collected))
    case .html, .eml: break
    }
    collected = []
  }

  /// One EmailContent as a line of JSON.
  static func line(_ message: EmailMessage, id: String) -> [UInt8] {
    JSONValue.object([
      "contact_uuid": .string(id),
      "to": .string(message.to.address),
      "subject": .string(message.subject),
      "html_content": .string(String(decoding: message.html, as: UTF8.self)),
      "text_content": .string(String(decoding: message.text, as: UTF8.self)),
      "message_id": .string(message.messageID),
    ]).compactBytes() + [10]
  }

  // mboxrd: every line of the message that is ">"* "From " gets one ">" more, so that reading it
  // back is exact. Our own encoder never leaves such a line in a body, but headers may.
  private mutating func appendToMailbox(_ bytes: [UInt8], _ message: EmailMessage) {
    collected += Array("From \(message.from.address) \(Self.asctime(message)) \n".utf8)
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      let line = bytes[start..<end]
      if line.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: dotLines) {
        collected.append(UInt8(ascii: ">"))
      }
      // Mailbox files use LF.
      collected += line.dropLast(line.suffix(2).elementsEqual([13, 10]) ? 2 : 0)
      if line.suffix(2).elementsEqual([13, 10]) { collected.append(10) }
      start = end
    }
    collected.append(10)
  }

  private static func asctime(_ message: EmailMessage) -> String {
    let fields = message.date.fields
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ value: Int, _ pad: String = "0") -> String {
      value < 10 ? "\(pad)\(value)" : "\(value)"
    }
    return "\(days[fields.weekday]) \(months[fields.month - 1]) \(two(fields.day, " ")) "
      + "\(two(fields.hour)):\(two(fields.minute)):\(two(fields.second)) \(fields.year)"
  }
}
