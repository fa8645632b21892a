/// Which parts of a recipient's data the templates read: nothing else is loaded.
public struct ContextNeeds: Sendable, Hashable {
  private let paths: Set<String>?

  /// Needs of the merge fields with these paths, such as `place.business_name` or
  /// `recommendations[].name`.
  public init(fields: some Sequence<String>) {
    var paths: Set<String> = []
    for field in fields {
      var path = ""
      for part in field.split(separator: ".") {
        let name = part.hasSuffix("[]") ? part.dropLast(2) : part
        path += path.isEmpty ? String(name) : "." + name
        paths.insert(path)
      }
    }
    self.paths = paths
  }

  private init() { paths = nil }

  /// Everything, as the proof needs it.
  public static let everything = ContextNeeds()

  /// Whether a field or anything below it is read.
  public func has(_ path: String) -> Bool { paths?.contains(path) ?? true }
}
