/// A number as templates calculate with it: whole while possible, binary floating point otherwise.
enum TemplateNumber {
  case int(Int)
  case double(Double)

  var double: Double {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    }
  }

  /// The whole part; `nil` past the range or for NaN.
  var int: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value.rounded(.towardZero))
    }
  }

  var value: TemplateValue {
    switch self {
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    }
  }

  /// The number that plain text such as `12` or `-3.5` spells, or `nil`.
  init?(text: String) {
    let trimmed = text.utf8.drop { $0 == 32 || ($0 >= 9 && $0 <= 13) }
    guard let last = trimmed.last, last >= 48, last <= 57, trimmed.count <= 400 else { return nil }
    var dots = 0
    for (index, byte) in trimmed.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: continue
      case UInt8(ascii: ".") where index > 0: dots += 1
      case 48...57: continue
      default: return nil
      }
    }
    let string = String(Substring(trimmed))
    if dots == 0, let value = Int(string) {
      self = .int(value)
    } else if dots <= 1, let value = Double(string) {
      self = .double(value)
    } else {
      return nil
    }
  }

  /// The number of a value; numeric text counts, anything else is `nil`.
  init?(_ value: TemplateValue) {
    switch value {
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .decimal(let text):
      if let value = Int(text) {
        self = .int(value)
      } else {
        self = .double(Double(text) ?? 0)
      }
    case .string(let text), .safeHTML(let text):
      guard let number = TemplateNumber(text: text) else { return nil }
      self = number
    default: return nil
    }
  }

  /// Adds, subtracts or multiplies; past 64 bits the result is a floating-point number.
  func combined(
    with other: TemplateNumber, whole: (Int, Int) -> (Int, Bool), broken: (Double, Double) -> Double
  ) -> TemplateNumber {
    if case .int(let a) = self, case .int(let b) = other {
      let (result, overflow) = whole(a, b)
      if !overflow { return .int(result) }
    }
    return .double(broken(double, other.double))
  }
}
