internal import CRMModel
internal import Diagnostics
internal import Foundation
internal import JSONText
internal import Records

/// Reads of a store: `Benchmarks records STORE TENANT`, where the store holds 100,000 contacts or so.
///
/// Each figure is a percentile over single calls, in milliseconds of CPU time of the process.
enum RecordsBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    guard arguments.count == 2, let now = Timestamp("2026-04-15T09:00:00Z") else {
      throw GalleyError(.usage, "The area takes the path of a store and its tenant.")
    }
    let store = try Store.open(path: arguments[0], tenant: TenantID(arguments[1]), clock: { now })
    let sample = try store.contacts(limit: 1000).filter { $0.company != nil }
    guard let contact = sample.first, let state = contact.state, let city = contact.city,
      let company = contact.company, let job = contact.jobTitle
    else { throw GalleyError(.internalError, "The store holds no contact with a company.") }
    let filters = try [
      "{company: '\(company)'}", "{job_title: '\(job)'}", "{state: '\(state)'}",
      "{state: '\(state)', city: '\(city)'}", "{company: '\(company)', job_title: '\(job)'}",
    ].map(filter)
    var figures = ["contacts": Double(try store.countContacts())]
    var counts: [Double] = []
    var pages: [Double] = []
    for filter in filters {
      counts.append(try percentile95 { _ = try store.countContacts(matching: filter) })
      var token: String?
      pages.append(
        try percentile95 {
          let page = try store.page(of: filter, limit: 50, token: token)
          token = page.nextToken
        })
    }
    figures["count_p95_ms"] = counts.max()
    figures["page_p95_ms"] = pages.max()
    var token: String?
    figures["page_of_all_p95_ms"] = try percentile95 {
      token = try store.page(limit: 50, token: token).nextToken
    }
    var cursor: ContactCursor?
    figures["nested_p95_ms"] = try percentile95 {
      let contacts = try store.contacts(limit: 100, after: cursor)
      let nested = try store.nested(contacts, withAttributes: true)
      cursor = nested.last.map { ContactCursor(after: $0.contact) }
    }
    let before = store.readCount
    _ = try store.nestedContacts(limit: 100)
    figures["nested_reads"] = Double(store.readCount - before)
    let eager = store.readCount
    _ = try store.nestedContacts(limit: 100, isEager: true)
    figures["eager_reads"] = Double(store.readCount - eager)
    return figures
  }

  private static func filter(_ text: String) throws -> SegmentFilter {
    let yaml = YAMLParser.parse(SourceFile(name: "benchmark", text: text))
    guard let value = yaml.value, let filter = SegmentFilter.parse(value).value else {
      throw GalleyError(.internalError, "The filter of the benchmark is wrong.")
    }
    return filter
  }

  private static func percentile95(_ work: () throws -> Void) throws -> Double {
    try work()
    var series: [Double] = []
    for _ in 0..<100 {
      let start = Measure.cpuTime()
      try work()
      series.append(Double(Measure.cpuTime() - start) / 1e6)
    }
    return series.sorted()[94]
  }
}
