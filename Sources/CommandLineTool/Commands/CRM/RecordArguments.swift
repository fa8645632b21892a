public import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Diagnostics
internal import Foundation
internal import JSONText
public import Records

/// A kind of record on the command line: `contact` or `contacts`.
struct EntityArgument: ExpressibleByArgument {
  let type: EntityType

  init?(argument: String) {
    guard let type = ImportFile.entity(of: argument) else { return nil }
    self.type = type
  }

  static var allValueStrings: [String] { EntityType.allCases.map(\.rawValue) }
}

extension Exporter.Format: ExpressibleByArgument {}

/// Which page of a list is shown.
struct PageOptions: ParsableArguments {
  @Option(help: "How many at most.")
  var limit = 50

  @Option(name: .customLong("token"), help: "Go on where a page ended: its next token.")
  var token: String?
}

/// The filters of contacts as flags; all given ones must hold.
struct FilterOptions: ParsableArguments {
  @Option(help: "Only contacts of this company.")
  var company: String?

  @Option(name: .customLong("job-title"), help: "Only contacts with this job title.")
  var jobTitle: String?

  @Option(help: "Only contacts of this city.")
  var city: String?

  @Option(help: "Only contacts of this state.")
  var state: String?

  @Option(name: .customLong("hosted-event-count-min"), help: "At least so many events hosted.")
  var hostedMinimum: Int?

  @Option(name: .customLong("hosted-event-count-max"), help: "At most so many events hosted.")
  var hostedMaximum: Int?

  @Option(name: .customLong("attended-event-count-min"), help: "At least so many attended.")
  var attendedMinimum: Int?

  @Option(name: .customLong("attended-event-count-max"), help: "At most so many attended.")
  var attendedMaximum: Int?

  @Option(help: "A file with a filter as in campaign.yml.")
  var filter: String?

  @Option(
    name: .customLong("where"), help: "A filter as in campaign.yml, such as 'consent: granted'.")
  var condition: String?

  /// The filter that all of them make.
  func segmentFilter() throws(GalleyError) -> SegmentFilter {
    var flags = ContactFlags()
    flags.company = company
    flags.jobTitle = jobTitle
    flags.city = city
    flags.state = state
    flags.hostedEventCountMin = hostedMinimum
    flags.hostedEventCountMax = hostedMaximum
    flags.attendedEventCountMin = attendedMinimum
    flags.attendedEventCountMax = attendedMaximum
    var result = flags.filter
    if let condition {
      result = result.and(try read(SourceFile(name: "--where", text: condition)))
    }
    if let filter {
      guard let data = FileManager.default.contents(atPath: filter) else {
        throw GalleyError(.fileNotFound, "There is no file \(filter).", details: ["file": filter])
      }
      result = result.and(try read(SourceFile(name: filter, bytes: Array(data))))
    }
    return result
  }

  private func read(_ source: SourceFile) throws(GalleyError) -> SegmentFilter {
    let yaml = YAMLParser.parse(source)
    var diagnostics = yaml.diagnostics
    if let value = yaml.value, !diagnostics.hasErrors {
      let parsed = SegmentFilter.parse(value)
      diagnostics += parsed.diagnostics
      if let filter = parsed.value, !diagnostics.hasErrors { return filter }
    }
    throw GalleyError.from(diagnostics, code: .invalidFormat)
      ?? GalleyError(.invalidFormat, "The filter is empty.")
  }
}

/// A day or time on the command line.
enum TimeArgument {
  static func read(_ text: String?, _ flag: String) throws(GalleyError) -> Timestamp? {
    guard let text else { return nil }
    guard let time = Timestamp(text) else {
      throw GalleyError(.usage, "\(flag) is no day or time.", hint: "Write it like 2026-04-01.")
    }
    return time
  }
}
