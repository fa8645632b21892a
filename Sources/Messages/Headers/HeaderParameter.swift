/// A parameter of a MIME header, such as a file name, in the form of RFC 2231 where it needs it.
enum HeaderParameter {
  /// `; name="value"` on a line of its own; other text than ASCII as `name*=utf-8''…`, in numbered
  /// pieces when it does not fit a line.
  static func append(
    _ name: String, _ value: String, lineEnd: LineEnd, to output: inout [UInt8]
  ) {
    let isPlain = value.utf8.allSatisfy {
      $0 >= 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain, name.utf8.count + value.utf8.count <= 70 {
      line(Array("\(name)=\"\(value)\"".utf8), lineEnd, &output)
      return
    }
    let encoded = PercentEncoding.query(value)
    if name.utf8.count + encoded.utf8.count + 10 <= 74 {
      line(Array("\(name)*=utf-8''\(encoded)".utf8), lineEnd, &output)
      return
    }
    var rest = Array(encoded.utf8)[...]
    var number = 0
    while !rest.isEmpty {
      var end = min(rest.startIndex + 54, rest.endIndex)
      // A percent sign and its digits stay together.
      if end < rest.endIndex {
        if rest[end - 1] == UInt8(ascii: "%") {
          end -= 1
        } else if rest[end - 2] == UInt8(ascii: "%") {
          end -= 2
        }
      }
      let start = number == 0 ? "\(name)*0*=utf-8''" : "\(name)*\(number)*="
      line(Array(start.utf8) + rest[..<end], lineEnd, &output)
      rest = rest[end...]
      number += 1
    }
  }

  private static func line(_ text: [UInt8], _ lineEnd: LineEnd, _ output: inout [UInt8]) {
    output.append(UInt8(ascii: ";"))
    lineEnd.append(to: &output)
    output.append(32)
    output += text
  }
}
