/// Punycode (RFC 3492), the ASCII form of labels in other scripts.
enum Punycode {
  private static let base = 36
  private static let tMin = 1
  private static let tMax = 26

  /// The scalars that an ASCII text stands for, or `nil` when it stands for none.
  static func decoded(_ text: [UInt8]) -> [Unicode.Scalar]? {
    var output = text.lastIndex(of: 0x2D).map { text[..<$0].map { Unicode.Scalar($0) } } ?? []
    var index = text.lastIndex(of: 0x2D).map { $0 + 1 } ?? 0
    var number = 128
    var place = 0
    var bias = 72
    while index < text.count {
      let start = place
      var weight = 1
      var step = base
      while true {
        guard index < text.count, let digit = digit(of: text[index]) else { return nil }
        index += 1
        place += digit * weight
        // A label has at most 63 characters, so no honest text comes near this.
        guard place < 1 << 40, weight < 1 << 40 else { return nil }
        let threshold = min(max(step - bias, tMin), tMax)
        if digit < threshold { break }
        weight *= base - threshold
        step += base
      }
      let count = output.count + 1
      bias = adapted(place - start, count, isFirst: start == 0)
      number += place / count
      place %= count
      guard number < 0x11_0000, let scalar = Unicode.Scalar(UInt32(number)) else { return nil }
      output.insert(scalar, at: place)
      place += 1
    }
    return output
  }

  /// The ASCII text that stands for scalars.
  static func encoded(_ input: [Unicode.Scalar]) -> [UInt8] {
    var output = input.filter(\.isASCII).map { UInt8($0.value) }
    var handled = output.count
    let basic = handled
    if basic > 0 { output.append(0x2D) }
    var number: UInt32 = 128
    var delta = 0
    var bias = 72
    while handled < input.count {
      guard let next = input.lazy.map(\.value).filter({ $0 >= number }).min() else { break }
      delta += Int(next - number) * (handled + 1)
      number = next
      for scalar in input {
        if scalar.value < number { delta += 1 }
        guard scalar.value == number else { continue }
        var rest = delta
        var step = base
        while true {
          let threshold = min(max(step - bias, tMin), tMax)
          if rest < threshold { break }
          output.append(letter(threshold + (rest - threshold) % (base - threshold)))
          rest = (rest - threshold) / (base - threshold)
          step += base
        }
        output.append(letter(rest))
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      number += 1
    }
    return output
  }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var step = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      step += base
    }
    return step + (base - tMin + 1) * delta / (delta + 38)
  }

  private static func digit(of byte: UInt8) -> Int? {
    switch byte {
    case 0x61...0x7A: Int(byte - 0x61)
    case 0x41...0x5A: Int(byte - 0x41)
    case 0x30...0x39: Int(byte - 0x30) + 26
    default: nil
    }
  }

  private static func letter(_ digit: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: digit < 26 ? digit + 0x61 : digit - 26 + 0x30)
  }
}
