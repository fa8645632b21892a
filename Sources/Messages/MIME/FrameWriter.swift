internal import Diagnostics

/// Writes the headers and boundaries of a message.
struct FrameWriter {
  let lineEnd: LineEnd
  let seed: [String]
  var bytes: [UInt8] = []
  private var boundaries: [String] = []
  private var made = 0

  init(lineEnd: LineEnd, seed: [String]) {
    self.lineEnd = lineEnd
    self.seed = seed
  }

  /// What was written since the last call.
  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  mutating func header(_ name: String, _ value: String) {
    bytes += name.utf8
    bytes += ": ".utf8
    bytes += value.utf8
    lineEnd.append(to: &bytes)
  }

  mutating func unstructured(_ name: String, _ value: String) {
    bytes += name.utf8
    bytes += ": ".utf8
    bytes += EncodedWord.encode(value, used: name.utf8.count + 2, lineEnd: lineEnd)
    lineEnd.append(to: &bytes)
  }

  /// A URL in angle brackets, on a line of its own where it is long.
  mutating func link(_ name: String, _ url: String) {
    bytes += name.utf8
    bytes.append(UInt8(ascii: ":"))
    if name.utf8.count + url.utf8.count + 4 > 76 { lineEnd.append(to: &bytes) }
    bytes += " <".utf8
    bytes += url.utf8
    bytes.append(UInt8(ascii: ">"))
    lineEnd.append(to: &bytes)
  }

  mutating func mailbox(
    _ header: String, _ mailbox: EmailMessage.Mailbox
  ) throws(GalleyError) {
    try HeaderSafety.check(mailbox.name, in: header)
    guard let address = MailAddress.ascii(mailbox.address) else {
      throw GalleyError(
        .invalidFormat, "The address in \(header) is not an e-mail address.",
        details: ["field": header])
    }
    bytes += header.utf8
    bytes += ": ".utf8
    let name = mailbox.name
    let used = header.utf8.count + 2
    if name.isEmpty {
      bytes += address.utf8
    } else if name.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }), !name.contains("=?"),
      name.utf8.count <= 60
    {
      let start = bytes.count
      bytes.append(UInt8(ascii: "\""))
      for byte in name.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          bytes.append(UInt8(ascii: "\\"))
        }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
      appendAddress(address, column: used + bytes.count - start)
    } else {
      bytes += EncodedWord.encodeWords(name, used: used, lineEnd: lineEnd)
      // Where the last encoded word ends is not worth knowing: the address gets its own line.
      appendAddress(address, column: 76)
    }
    lineEnd.append(to: &bytes)
  }

  private mutating func appendAddress(_ address: String, column: Int) {
    if column + address.utf8.count + 3 > 76 { lineEnd.append(to: &bytes) }
    bytes += " <".utf8
    bytes += address.utf8
    bytes.append(UInt8(ascii: ">"))
  }

  /// Opens a multipart: its Content-Type, an empty line and the first boundary.
  ///
  /// A boundary holds `=_`, which neither quoted-printable nor base64 can make.
  mutating func open(_ subtype: String, type: String? = nil) {
    made += 1
    let hash = Hexadecimal.text(of: MessageID.digest("boundary\(made)", seed).prefix(12))
    let boundary = "=_galley_" + hash
    bytes += "Content-Type: multipart/\(subtype)".utf8
    if let type { HeaderParameter.append("type", type, lineEnd: lineEnd, to: &bytes) }
    HeaderParameter.append("boundary", boundary, lineEnd: lineEnd, to: &bytes)
    lineEnd.append(to: &bytes)
    lineEnd.append(to: &bytes)
    boundaries.append(boundary)
    bytes += "--\(boundary)".utf8
    lineEnd.append(to: &bytes)
  }

  /// The boundary between two parts of the innermost multipart.
  mutating func nextPart() {
    guard let boundary = boundaries.last else { return }
    lineEnd.append(to: &bytes)
    bytes += "--\(boundary)".utf8
    lineEnd.append(to: &bytes)
  }

  /// Closes the innermost multipart.
  mutating func close() {
    guard let boundary = boundaries.popLast() else { return }
    lineEnd.append(to: &bytes)
    bytes += "--\(boundary)--".utf8
    lineEnd.append(to: &bytes)
  }

  mutating func part(_ mediaType: String, _ encoding: TransferEncoding) {
    header("Content-Type", "\(mediaType); charset=utf-8")
    header("Content-Transfer-Encoding", encoding.name)
    lineEnd.append(to: &bytes)
  }

  mutating func file(_ file: EmailMessage.File, isInline: Bool) throws(GalleyError) {
    let field = isInline ? "an inline picture" : "an attachment"
    try HeaderSafety.check(file.name, in: "the name of \(field)")
    guard Self.isMediaType(file.mediaType) else {
      throw GalleyError(.invalidFormat, "The media type of \(field) is none.")
    }
    nextPart()
    bytes += "Content-Type: \(file.mediaType)".utf8
    HeaderParameter.append("name", Self.baseName(file.name), lineEnd: lineEnd, to: &bytes)
    lineEnd.append(to: &bytes)
    header("Content-Transfer-Encoding", TransferEncoding.base64.name)
    bytes += "Content-Disposition: \(isInline ? "inline" : "attachment")".utf8
    HeaderParameter.append("filename", Self.baseName(file.name), lineEnd: lineEnd, to: &bytes)
    lineEnd.append(to: &bytes)
    if let id = file.contentID {
      try HeaderSafety.check(id, in: "Content-ID")
      header("Content-ID", "<\(id)>")
    }
    lineEnd.append(to: &bytes)
    Base64.appendBody(file.bytes, lineEnd: lineEnd, to: &bytes)
  }

  // A name is never a path: a reader's program might follow it.
  private static func baseName(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? "file"
    return last == "." || last == ".." ? "file" : last
  }

  private static func isMediaType(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy {
            ($0 >= 48 && $0 <= 57) || (($0 | 0x20) >= 97 && ($0 | 0x20) <= 122)
              || ".+-_".utf8.contains($0)
          }
      }
  }
}
