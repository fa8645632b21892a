import Diagnostics
import Testing

struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("2000-02-29T12:30:45Z", 951_827_445_000),
    ("2026-11-21T05:23:02Z", 1_795_238_582_000),
    ("1969-12-31T23:59:59.250Z", -750),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func readsAndWritesRFC3339(text: String, milliseconds: Int64) throws {
    let timestamp = try #require(Timestamp(text))
    #expect(timestamp.millisecondsSince1970 == milliseconds)
    #expect(timestamp.description == text)
  }

  @Test(arguments: [
    ("2026-05-01T12:00:00+02:00", "2026-05-01T10:00:00Z"),
    ("2026-05-01 12:00:00.123456Z", "2026-05-01T12:00:00.123Z"),
    ("2026-05-01", "2026-05-01T00:00:00Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
  ])
  func normalisesToUTC(text: String, expected: String) {
    #expect(Timestamp(text)?.description == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-30", "2026-05-01T25:00:00Z", "2026-05-01T12:00:00",
    "2026-05-01T12:00:00+2:00", "2026-05-01T12:00:00.Z", "2026-05-01T12:00:00Zjunk", "２０２６-05-01",
  ])
  func refusesWhatIsNoTime(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func knowsTheWeekday() {
    #expect(Timestamp("2026-11-21")?.fields.weekday == 6)
    #expect(Timestamp("1969-12-28")?.fields.weekday == 0)
  }

  @Test func everyDayOfFourCenturiesComesBack() {
    for day in stride(from: -150_000, through: 150_000, by: 7) {
      let timestamp = Timestamp(secondsSince1970: Int64(day) * 86_400 + 3_723)
      #expect(Timestamp(timestamp.description) == timestamp)
    }
  }
}
