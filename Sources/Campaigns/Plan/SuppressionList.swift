internal import CRMModel
public import Diagnostics
internal import Messages

/// Addresses and domains that are never written to, whatever a campaign says.
///
/// A text file, one entry a line: `ana@mail.example`, or `mail.example` (also `@mail.example`) for a
/// domain with all below it; `#` starts a comment. Entries are kept as hashes, 16 bytes each: two
/// different ones of a million are taken for the same with a chance of about one in ten million,
/// and then somebody is left out, never written to.
public struct SuppressionList: Sendable {
  private var addresses = HashSet()
  private var domains = HashSet()
  /// How many entries it has.
  public private(set) var count = 0

  /// A list without entries.
  public init() {}

  /// Reads lists; fails closed: a file that is not there, cannot be read or has a line that is
  /// neither address nor domain stops the work.
  public static func read(
    _ paths: [String], from files: WorkspaceFiles
  ) throws(GalleyError) -> SuppressionList {
    var list = SuppressionList()
    for path in paths {
      let source = SourceFile(name: path, bytes: try files.read(path, limit: 512 << 20))
      try list.add(source)
    }
    return list
  }

  private mutating func add(_ source: SourceFile) throws(GalleyError) {
    var start = 0
    let bytes = source.bytes
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      let entry = line.prefix { $0 != "#" }.trimmed
      if !entry.isEmpty {
        guard add(entry) else {
          throw GalleyError(
            .malformedFile, "A line of the suppression list is neither an address nor a domain.",
            at: source.location(at: start))
        }
      }
      start = end + 1
    }
  }

  /// Adds an address or a domain; `false` when it is neither.
  public mutating func add(_ entry: String) -> Bool {
    let domain = entry.hasPrefix("@") ? String(entry.dropFirst()) : entry
    if let address = MailAddress.ascii(domain) {
      count += 1
      _ = addresses.insert(StableHash.of(MailAddress.normalized(address)))
      return !entry.hasPrefix("@")
    }
    guard let address = MailAddress.ascii("x@" + domain) else { return false }
    count += 1
    _ = domains.insert(StableHash.of(address.dropFirst(2).lowercased()))
    return true
  }

  /// Why an address (in its normalised form) is left out, or `nil`.
  public func reason(for address: String) -> String? {
    guard count > 0 else { return nil }
    if addresses.contains(StableHash.of(address)) { return "suppressed_address" }
    guard let at = address.lastIndex(of: "@") else { return nil }
    var domain = address[address.index(after: at)...]
    while domain.contains(".") {
      if domains.contains(StableHash.of(String(domain))) { return "suppressed_domain" }
      domain = domain[domain.index(after: domain.firstIndex(of: ".") ?? domain.startIndex)...]
    }
    return nil
  }
}
