internal import Diagnostics

extension MessageLint {
  /// Checks a part: its type, its encoding, its body or its parts.
  mutating func checkPart(_ part: Part, depth: Int, isTop: Bool) {
    guard depth <= Self.maximumDepth else {
      report("too-deep", "multiparts nest more than \(Self.maximumDepth) deep", at: part.start)
      return
    }
    let typeField = part.field("content-type")
    guard let type = ContentType(typeField?.value ?? "text/plain; charset=us-ascii") else {
      report(
        "bad-content-type", "Content-Type is `type/subtype` with parameters",
        at: typeField?.offset ?? part.start)
      return
    }
    let encodingField = part.field("content-transfer-encoding")
    let encoding = (encodingField?.value ?? "7bit").trimmedBlanks.lowercased()
    guard ["7bit", "8bit", "binary", "quoted-printable", "base64"].contains(encoding) else {
      report(
        "unknown-encoding", "the transfer encoding “\(encoding)” is none of MIME's",
        at: encodingField?.offset ?? part.start)
      return
    }
    checkFile(part, type)
    if type.name.hasPrefix("multipart/") {
      if encoding != "7bit", encoding != "8bit", encoding != "binary" {
        report(
          "encoded-multipart", "a multipart itself is never encoded",
          at: encodingField?.offset ?? part.start)
      }
      checkMultipart(part, type, depth: depth)
    } else {
      checkBody(part, type, encoding)
    }
  }

  private mutating func checkMultipart(_ part: Part, _ type: ContentType, depth: Int) {
    guard let boundary = type.parameters["boundary"], !boundary.isEmpty else {
      report("no-boundary", "a multipart needs a boundary", at: part.start)
      return
    }
    if boundary.utf8.count > 70 || boundary.hasSuffix(" ") {
      report(
        "bad-boundary", "a boundary has at most 70 characters and no blank at its end",
        at: part.start)
    }
    let (ranges, isClosed) = split(part.body, boundary: Array("--\(boundary)".utf8))
    guard !ranges.isEmpty else {
      report("no-parts", "the boundary never stands in the body", at: part.body.lowerBound)
      return
    }
    if !isClosed {
      report("unclosed-multipart", "the closing boundary is missing", at: part.body.upperBound)
    }
    var types: [String] = []
    for range in ranges {
      let inner = readHeaders(from: range.lowerBound, to: range.upperBound)
      types.append(ContentType(inner.value("content-type") ?? "text/plain")?.name ?? "")
      checkPart(inner, depth: depth + 1, isTop: false)
    }
    guard type.name == "multipart/alternative" else { return }
    if types.count < 2 {
      report("one-alternative", "alternatives need a text and an HTML part", at: part.start)
    } else if types.first != "text/plain" {
      report(
        "alternative-order", "the plain text comes first, the richest part last", at: part.start)
    }
  }

  // The parts between the boundaries, and whether the closing one is there.
  private func split(_ body: Range<Int>, boundary: [UInt8]) -> ([Range<Int>], Bool) {
    var ranges: [Range<Int>] = []
    var start: Int?
    var index = body.lowerBound
    while index < body.upperBound {
      let lineEnd = endOfLine(index, body.upperBound)
      let next = min(body.upperBound, afterLine(lineEnd, body.upperBound))
      let line = bytes[index..<lineEnd]
      if line.starts(with: boundary) {
        let rest = line.dropFirst(boundary.count)
        let isClosing = rest.starts(with: "--".utf8)
        if (isClosing ? rest.dropFirst(2) : rest).allSatisfy({ $0 == 32 || $0 == 9 }) {
          if let start { ranges.append(start..<max(start, beforeLineEnd(index, start))) }
          start = next
          if isClosing { return (ranges, true) }
        }
      }
      index = next
    }
    if let start { ranges.append(start..<body.upperBound) }
    return (ranges, false)
  }

  private mutating func checkFile(_ part: Part, _ type: ContentType) {
    let disposition = part.field("content-disposition").flatMap { ContentType($0.value) }
    let names = [type.parameters["name"], disposition?.parameters["filename"]]
    for name in names.compactMap({ $0 }) {
      if name.contains("/") || name.contains("\\") || name.hasPrefix(".")
        || !HeaderSafety.isSafe(name)
      {
        report("unsafe-file-name", "a file name is no path and holds no controls", at: part.start)
      }
    }
    guard let id = part.field("content-id") else { return }
    let value = id.value.trimmedBlanks
    guard value.hasPrefix("<"), value.hasSuffix(">"), value.utf8.count > 2 else {
      report("bad-content-id", "Content-ID stands in angle brackets", at: id.offset)
      return
    }
    let key = String(value.dropFirst().dropLast())
    if contentIDs.updateValue(id.offset, forKey: key) != nil {
      report("duplicate-content-id", "two parts have the same Content-ID", at: id.offset)
    }
  }

  private mutating func checkBody(_ part: Part, _ type: ContentType, _ encoding: String) {
    let body = part.body
    let decoded: [UInt8]
    switch encoding {
    case "quoted-printable": decoded = checkQuotedPrintable(body)
    case "base64": decoded = checkBase64(body)
    default:
      if encoding == "7bit", let raw = bytes[body].firstIndex(where: { $0 > 127 }) {
        report("eight-bit", "a 7bit body is ASCII", at: raw)
      }
      decoded = Array(bytes[body])
    }
    guard type.name.hasPrefix("text/") else {
      if decoded.isEmpty { report("empty-part", "the part is empty", at: body.lowerBound) }
      return
    }
    checkText(decoded, type, part)
  }

  private mutating func checkText(_ text: [UInt8], _ type: ContentType, _ part: Part) {
    let start = part.body.lowerBound
    if text.allSatisfy({ $0 <= 32 }) {
      report("empty-part", "the \(type.name) part is empty", at: start)
      return
    }
    let charset = type.parameters["charset"]?.lowercased() ?? "us-ascii"
    if charset == "us-ascii", text.contains(where: { $0 > 127 }) {
      report("no-charset", "text that is not ASCII names its charset", at: part.start)
    } else if charset == "utf-8", String(validating: text, as: UTF8.self) == nil {
      report("invalid-utf8", "the \(type.name) part is not UTF-8", at: start)
    }
    if text.contains(0) { report("nul-byte", "the text holds a NUL", at: start) }
    let readable = String(decoding: text, as: UTF8.self)
    if readable.contains("{{") || readable.contains("{%") {
      report("template-tag", "the \(type.name) part holds a template tag", at: start)
    }
    guard type.name == "text/html" else { return }
    if text.count > Self.clippingSize {
      report(
        "large-html", "some readers cut HTML off at 102 KB, this has \(text.count / 1024) KB",
        at: start, .warning)
    }
    for piece in readable.split(separator: "cid:", omittingEmptySubsequences: false).dropFirst() {
      let id = piece.prefix { $0 != "\"" && $0 != "'" && $0 != ")" && $0 != ">" && $0 != " " }
      usedContentIDs.append((PercentEncoding.decoded(String(id)), start))
    }
  }

  private mutating func checkQuotedPrintable(_ body: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var index = body.lowerBound
    var isTold = false
    while index < body.upperBound {
      let lineEnd = endOfLine(index, body.upperBound)
      let next = min(body.upperBound, afterLine(lineEnd, body.upperBound))
      if lineEnd - index > 76, !isTold {
        isTold = true
        report("long-encoded-line", "a quoted-printable line has at most 76 bytes", at: index)
      }
      if lineEnd > index, bytes[lineEnd - 1] == 32 || bytes[lineEnd - 1] == 9 {
        report("trailing-blank", "a blank at a line's end gets lost", at: lineEnd - 1)
      }
      var isSoft = false
      while index < lineEnd {
        let byte = bytes[index]
        if byte > 126 || (byte < 32 && byte != 9) {
          report("bad-quoted-printable", "quoted-printable is printable ASCII", at: index)
          return result
        }
        guard byte == UInt8(ascii: "=") else {
          result.append(byte)
          index += 1
          continue
        }
        if index + 1 == lineEnd {
          isSoft = true
          break
        }
        guard index + 2 < lineEnd,
          let high = Self.hexValue(bytes[index + 1]), let low = Self.hexValue(bytes[index + 2])
        else {
          report(
            "bad-quoted-printable", "`=` stands before two hexadecimal digits or a line end",
            at: index)
          return result
        }
        result.append(high << 4 | low)
        index += 3
      }
      if !isSoft, next > lineEnd { result += [13, 10] }
      index = next
    }
    return result
  }

  private mutating func checkBase64(_ body: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    var index = body.lowerBound
    var isTold = false
    while index < body.upperBound {
      let lineEnd = endOfLine(index, body.upperBound)
      if lineEnd - index > 76, !isTold {
        isTold = true
        report("long-encoded-line", "a base64 line has at most 76 bytes", at: index)
      }
      text += bytes[index..<lineEnd]
      index = min(body.upperBound, afterLine(lineEnd, body.upperBound))
    }
    guard let decoded = Self.decodeBase64(text) else {
      report("bad-base64", "the body is no base64", at: body.lowerBound)
      return []
    }
    return decoded
  }

  /// Where the line that starts at `index` ends, before its CRLF or LF.
  func endOfLine(_ index: Int, _ end: Int) -> Int {
    var position = index
    while position < end, bytes[position] != 10 { position += 1 }
    return position > index && bytes[position - 1] == 13 ? position - 1 : position
  }

  /// Where the next line starts.
  func afterLine(_ lineEnd: Int, _ end: Int) -> Int {
    lineEnd < end && bytes[lineEnd] == 13 ? lineEnd + 2 : lineEnd + 1
  }

  private func beforeLineEnd(_ index: Int, _ start: Int) -> Int {
    var position = index
    if position > start, bytes[position - 1] == 10 { position -= 1 }
    if position > start, bytes[position - 1] == 13 { position -= 1 }
    return position
  }
}
