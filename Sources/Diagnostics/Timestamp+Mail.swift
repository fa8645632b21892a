extension Timestamp {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The form of a Date header (RFC 5322 section 3.3), in UTC.
  public var mailDate: String {
    let fields = fields
    return "\(Self.weekdays[fields.weekday]), \(Self.two(fields.day)) "
      + "\(Self.months[fields.month - 1]) \(fields.year) \(Self.clock(fields)) +0000"
  }

  /// The form of C's `asctime`, as mailbox files have it behind `From `, in UTC.
  public var asctime: String {
    let fields = fields
    let day = fields.day < 10 ? " \(fields.day)" : "\(fields.day)"
    return "\(Self.weekdays[fields.weekday]) \(Self.months[fields.month - 1]) \(day) "
      + "\(Self.clock(fields)) \(fields.year)"
  }

  private static func clock(_ fields: Fields) -> String {
    "\(two(fields.hour)):\(two(fields.minute)):\(two(fields.second))"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
