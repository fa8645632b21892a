internal import Diagnostics

/// Reads the dates that templates meet and writes them as `strftime` does.
enum CalendarText {
  static func moment(of value: TemplateValue) -> Timestamp? {
    switch value {
    case .int(let seconds):
      guard abs(Int64(clamping: seconds)) < 1 << 50 else { return nil }
      return Timestamp(secondsSince1970: Int64(seconds))
    case .double(let seconds):
      guard seconds.isFinite, abs(seconds) < 1e15 else { return nil }
      return Timestamp(secondsSince1970: Int64(seconds))
    case .decimal(let text):
      return Double(text).flatMap { moment(of: .double($0)) }
    case .string(let text), .safeHTML(let text):
      return moment(ofText: text)
    default: return nil
    }
  }

  private static func moment(ofText text: String) -> Timestamp? {
    if let moment = Timestamp(text) { return moment }
    if !text.isEmpty, text.utf8.allSatisfy(LiquidLexer.isDigit), let seconds = Int(text),
      text.utf8.count < 15
    {
      return moment(of: .int(seconds))
    }
    guard text.utf8.count <= 64 else { return nil }
    var numbers: [Int] = []
    var month: Int?
    var clock: [Int] = []
    for word in text.split(whereSeparator: { " ,/T".contains($0) }) {
      if word.contains(":") {
        clock = word.split(separator: ":").compactMap { Int($0.prefix { $0.isNumber }) }
      } else if let number = Int(word) {
        numbers.append(number)
      } else if word.utf8.count == 10, let date = Timestamp(String(word)) {
        numbers += [date.fields.year, date.fields.month, date.fields.day]
      } else if let index = names("en").months.firstIndex(where: {
        word.count >= 3 && $0.lowercased().hasPrefix(word.lowercased())
      }) {
        month = index + 1
      }
    }
    let parts: (year: Int, month: Int, day: Int)
    switch (month, numbers.count) {
    case (let month?, 2):
      parts = numbers[0] > 31 ? (numbers[0], month, numbers[1]) : (numbers[1], month, numbers[0])
    case (nil, 3): parts = (numbers[0], numbers[1], numbers[2])
    default: return nil
    }
    return Timestamp(
      year: parts.year, month: parts.month, day: parts.day, hour: clock.first ?? 0,
      minute: clock.dropFirst().first ?? 0, second: clock.dropFirst(2).first ?? 0)
  }

  // MARK: Writing

  static func format(_ moment: Timestamp, _ format: String, locale: String) -> String {
    var result = ""
    var scalars = format.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      var flags = ""
      var width = 0
      while let next = scalars.first, "-_0^#".unicodeScalars.contains(next) {
        flags.unicodeScalars.append(next)
        scalars.removeFirst()
      }
      while let next = scalars.first, ("0"..."9").contains(next), width < 100 {
        width = width * 10 + Int(next.value - 48)
        scalars.removeFirst()
      }
      guard let directive = scalars.popFirst() else {
        result += "%"
        break
      }
      guard let field = field(moment, directive, locale: locale) else {
        result += "%" + flags
        result.unicodeScalars.append(directive)
        continue
      }
      result += padded(field, flags: flags, width: min(width, 100))
    }
    return result
  }

  private struct Field {
    var text: String
    var width = 0
    var fill: Character = "0"

    init(_ text: String) { self.text = text }
    init(_ number: Int, _ width: Int, _ fill: Character = "0") {
      text = String(number)
      self.width = width
      self.fill = fill
    }
  }

  private static func padded(_ field: Field, flags: String, width: Int) -> String {
    var text = field.text
    if flags.contains("^") { text = text.uppercased() }
    if flags.contains("-") { return text }
    let fill: Character = flags.contains("_") ? " " : (flags.contains("0") ? "0" : field.fill)
    let target = max(width, field.width)
    let missing = target - text.count
    guard missing > 0 else { return text }
    let padding = field.width == 0 && !flags.contains("0") ? " " : fill
    return String(repeating: padding, count: missing) + text
  }

  private static func field(
    _ moment: Timestamp, _ directive: Unicode.Scalar, locale: String
  ) -> Field? {
    let fields = moment.fields
    let names = names(locale)
    let hour12 = fields.hour % 12 == 0 ? 12 : fields.hour % 12
    let yearStart = Timestamp(year: min(max(fields.year, 0), 9999), month: 1, day: 1)
    let dayOfYear = moment.daysSince1970 - (yearStart?.daysSince1970 ?? 0)
    func nested(_ format: String) -> Field { Field(self.format(moment, format, locale: locale)) }
    switch directive {
    case "Y": return Field(fields.year, 0)
    case "C": return Field(fields.year / 100, 2)
    case "y": return Field(fields.year % 100, 2)
    case "m": return Field(fields.month, 2)
    case "B": return Field(names.months[fields.month - 1])
    case "b", "h": return Field(names.shortMonths[fields.month - 1])
    case "d": return Field(fields.day, 2)
    case "e": return Field(fields.day, 2, " ")
    case "j": return Field(dayOfYear + 1, 3)
    case "H": return Field(fields.hour, 2)
    case "k": return Field(fields.hour, 2, " ")
    case "I": return Field(hour12, 2)
    case "l": return Field(hour12, 2, " ")
    case "p": return Field(fields.hour < 12 ? "AM" : "PM")
    case "P": return Field(fields.hour < 12 ? "am" : "pm")
    case "M": return Field(fields.minute, 2)
    case "S": return Field(fields.second, 2)
    case "L": return Field(fields.millisecond, 3)
    case "N": return Field(fields.millisecond * 1_000_000, 9)
    case "z": return Field("+0000")
    case "Z": return Field("UTC")
    case "A": return Field(names.days[fields.weekday])
    case "a": return Field(names.shortDays[fields.weekday])
    case "u": return Field(fields.weekday == 0 ? 7 : fields.weekday, 0)
    case "w": return Field(fields.weekday, 0)
    case "U": return Field((dayOfYear + 7 - fields.weekday) / 7, 2)
    case "W": return Field((dayOfYear + 7 - (fields.weekday + 6) % 7) / 7, 2)
    case "s": return Field(String(moment.secondsSince1970))
    case "n": return Field("\n")
    case "t": return Field("\t")
    case "%": return Field("%")
    case "c": return nested("%a %b %e %H:%M:%S %Y")
    case "D", "x": return nested("%m/%d/%y")
    case "F": return nested("%Y-%m-%d")
    case "T", "X": return nested("%H:%M:%S")
    case "R": return nested("%H:%M")
    case "r": return nested("%I:%M:%S %p")
    case "v": return nested("%e-%^b-%Y")
    default: return nil
    }
  }

  private struct Names {
    var months: [String]
    var days: [String]
    var short: Int
    var shortDay: Int? = nil

    var shortMonths: [String] { months.map { String($0.prefix(short)) } }
    var shortDays: [String] { days.map { String($0.prefix(shortDay ?? short)) } }
  }

  private static func names(_ locale: String) -> Names {
    func split(_ text: String) -> [String] { text.split(separator: " ").map { String($0) } }
    switch locale.prefix(2).lowercased() {
    case "de":
      return Names(
        months: split(
          "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        days: split("Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag"), short: 3,
        shortDay: 2)
    case "fr":
      return Names(
        months: split(
          "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        days: split("dimanche lundi mardi mercredi jeudi vendredi samedi"), short: 4)
    case "es":
      return Names(
        months: split(
          "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            + "diciembre"),
        days: split("domingo lunes martes miércoles jueves viernes sábado"), short: 3)
    case "it":
      return Names(
        months: split(
          "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
            + "dicembre"),
        days: split("domenica lunedì martedì mercoledì giovedì venerdì sabato"), short: 3)
    case "nl":
      return Names(
        months: split(
          "januari februari maart april mei juni juli augustus september oktober november "
            + "december"),
        days: split("zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"), short: 3,
        shortDay: 2)
    case "pt":
      return Names(
        months: split(
          "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            + "dezembro"),
        days: split(
          "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado"),
        short: 3)
    default:
      return Names(
        months: split(
          "January February March April May June July August September October November "
            + "December"),
        days: split("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"), short: 3)
    }
  }
}
