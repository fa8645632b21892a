/// Which parts of a recipient's data the templates read: nothing else is loaded.
public struct ContextNeeds: Sendable, Hashable {
  private let paths: Set<String>?
  /// Fields as the templates name them: one of them may stand for everything below it.
  private let wholes: Set<String>

  /// Needs of the merge fields with these paths, such as `place.business_name` or
  /// `recommendations[].name`.
  public init(fields: some Sequence<String>) {
    var paths: Set<String> = []
    var wholes: Set<String> = []
    for field in fields {
      var path = ""
      for part in field.split(separator: ".") {
        let name = part.hasSuffix("[]") ? part.dropLast(2) : part
        path += path.isEmpty ? String(name) : "." + name
        paths.insert(path)
      }
      wholes.insert(path)
    }
    self.paths = paths
    self.wholes = wholes
  }

  private init() {
    paths = nil
    wholes = []
  }

  /// Everything, as the proof needs it.
  public static let everything = ContextNeeds()

  /// Whether a field, anything below it or the whole that it is part of is read.
  public func has(_ path: String) -> Bool {
    guard let paths else { return true }
    if paths.contains(path) { return true }
    var whole = path[...]
    while let dot = whole.lastIndex(of: ".") {
      whole = whole[..<dot]
      if wholes.contains(String(whole)) { return true }
    }
    return false
  }
}
