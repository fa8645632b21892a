/// A moment in UTC with millisecond resolution, read and written as RFC 3339.
///
/// Written here rather than taken from Foundation because every run of a batch formats and parses
/// many of them, and because a fixed clock must give the same bytes everywhere.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
  public var millisecondsSince1970: Int64

  /// Creates a moment.
  public init(millisecondsSince1970: Int64) {
    self.millisecondsSince1970 = millisecondsSince1970
  }

  /// Creates a moment from whole seconds.
  public init(secondsSince1970: Int64) {
    millisecondsSince1970 = secondsSince1970 * 1000
  }

  /// Whole seconds since 1970, rounded down.
  public var secondsSince1970: Int64 {
    let (quotient, remainder) = millisecondsSince1970.quotientAndRemainder(dividingBy: 1000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// Days since 1970-01-01, rounded down.
  public var daysSince1970: Int {
    let seconds = secondsSince1970
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: 86_400)
    return Int(remainder < 0 ? quotient - 1 : quotient)
  }

  /// The calendar fields in UTC (proleptic Gregorian calendar).
  public struct Fields: Sendable, Hashable {
    /// The year.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int
    /// The hour, 0 to 23.
    public var hour: Int
    /// The minute, 0 to 59.
    public var minute: Int
    /// The second, 0 to 59.
    public var second: Int
    /// The millisecond, 0 to 999.
    public var millisecond: Int
    /// The day of the week, 0 for Sunday.
    public var weekday: Int
  }

  /// The calendar fields of the moment in UTC.
  public var fields: Fields {
    let days = daysSince1970
    let (year, month, day) = Self.civil(fromDays: days)
    let secondOfDay = Int(secondsSince1970 - Int64(days) * 86_400)
    return Fields(
      year: year, month: month, day: day, hour: secondOfDay / 3600,
      minute: secondOfDay / 60 % 60, second: secondOfDay % 60,
      millisecond: Int(millisecondsSince1970 - secondsSince1970 * 1000),
      weekday: ((days % 7) + 11) % 7)
  }

  /// The moment of calendar fields in UTC, or `nil` when a field is out of range.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    millisecond: Int = 0
  ) {
    guard (0...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.daysInMonth(month, year: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999).contains(millisecond)
    else { return nil }
    let days = Self.days(fromYear: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + min(second, 59)
    millisecondsSince1970 = Int64(seconds) * 1000 + Int64(millisecond)
  }

  /// Reads RFC 3339 (`2026-05-01T12:00:00Z`, any offset, any fraction); `nil` for anything else.
  ///
  /// A date alone (`2026-05-01`) is midnight UTC. The separator may be a space, and digits past
  /// milliseconds are dropped.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[start..<start + count] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2)
    else { return nil }
    if bytes.count == 10 {
      self.init(year: year, month: month, day: day)
      return
    }
    guard bytes.count >= 20,
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == 32,
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2)
    else { return nil }
    var index = 19
    var millisecond = 0
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      var scale = 100
      let start = index
      while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
        millisecond += Int(bytes[index] - 48) * scale
        scale /= 10
        index += 1
      }
      guard index > start else { return nil }
    }
    guard index < bytes.count else { return nil }
    var offsetInMinutes = 0
    switch bytes[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard index + 1 == bytes.count else { return nil }
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard index + 6 == bytes.count, bytes[index + 3] == UInt8(ascii: ":"),
        let hours = number(index + 1, 2), let minutes = number(index + 4, 2),
        hours <= 23, minutes <= 59
      else { return nil }
      offsetInMinutes = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
    default:
      return nil
    }
    guard
      let local = Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        millisecond: millisecond)
    else { return nil }
    self.init(
      millisecondsSince1970: local.millisecondsSince1970 - Int64(offsetInMinutes) * 60_000)
  }

  /// RFC 3339 in UTC; milliseconds only when there are any.
  public var description: String {
    let fields = fields
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let fraction = fields.millisecond == 0 ? "" : "." + padded(fields.millisecond, 3)
    return padded(fields.year, 4) + "-" + padded(fields.month, 2) + "-" + padded(fields.day, 2)
      + "T" + padded(fields.hour, 2) + ":" + padded(fields.minute, 2) + ":"
      + padded(fields.second, 2) + fraction + "Z"
  }

  /// The date alone, such as `2026-05-01`.
  public var date: String { String(description.prefix(10)) }

  /// Orders by time.
  public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.millisecondsSince1970 < rhs.millisecondsSince1970
  }

  /// The moment this many seconds later.
  public func adding(seconds: Int64) -> Timestamp {
    Timestamp(millisecondsSince1970: millisecondsSince1970 + seconds * 1000)
  }

  private static func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Years run from March here, so that the leap day is the last day of the year and month
  // lengths follow one linear formula; an era is the 400-year cycle of 146,097 days.
  private static func days(fromYear year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
