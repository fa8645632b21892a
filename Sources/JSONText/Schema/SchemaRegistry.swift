internal import Diagnostics

/// Every schema resource that is known while one schema is compiled, with its anchors.
struct SchemaRegistry {
  /// A schema and where it stands: a resource and a pointer inside it.
  struct Location {
    var resource: Int
    var pointer: String
    var value: JSONValue
  }

  struct Resource {
    var uri: String
    var root: JSONValue
    var vocabularies: SchemaVocabularies
    var anchors: [String: Location] = [:]
    var dynamicAnchors: [String: Location] = [:]
  }

  let remotes: SchemaRemotes
  private(set) var resources: [Resource] = []
  private var numbers: [String: Int] = [:]

  init(remotes: SchemaRemotes) { self.remotes = remotes }

  /// Adds a document and every resource inside it; gives the number of its root.
  mutating func add(_ document: JSONValue, uri: String) throws(GalleyError) -> Int {
    let vocabularies = try vocabularies(of: document)
    let root = resources.count
    resources.append(Resource(uri: uri, root: document, vocabularies: vocabularies))
    numbers[uri] = root
    index(document, resource: root, pointer: "", isRoot: true)
    return root
  }

  private func vocabularies(of document: JSONValue) throws(GalleyError) -> SchemaVocabularies {
    guard let dialect = document["$schema"]?.stringValue else { return .standard }
    let uri = URIReference(dialect).resource
    guard uri != MetaSchemas.dialect, let schema = remotes.document(uri),
      let vocabulary = schema["$vocabulary"]?.objectValue
    else { return .standard }
    return try SchemaVocabularies(vocabulary)
  }

  private mutating func index(
    _ value: JSONValue, resource: Int, pointer: String, isRoot: Bool = false
  ) {
    guard case .object(let object) = value else { return }
    var resource = resource
    var pointer = pointer
    if let id = object["$id"]?.stringValue {
      let uri = URIReference(id).resolved(against: URIReference(resources[resource].uri))
      let hasName = !(uri.fragment ?? "").isEmpty
      if isRoot {
        numbers[uri.resource] = resource
        resources[resource].uri = uri.resource
      } else if !hasName, uri.resource != resources[resource].uri {
        resources.append(
          Resource(
            uri: uri.resource, root: value, vocabularies: resources[resource].vocabularies))
        resource = resources.count - 1
        pointer = ""
        if numbers[uri.resource] == nil { numbers[uri.resource] = resource }
      }
    }
    let location = Location(resource: resource, pointer: pointer, value: value)
    if let anchor = object["$anchor"]?.stringValue {
      resources[resource].anchors[anchor] = location
    }
    if let anchor = object["$dynamicAnchor"]?.stringValue {
      resources[resource].anchors[anchor] = location
      resources[resource].dynamicAnchors[anchor] = location
    }
    for member in object {
      let path = pointer + "/" + JSONPointer.escaped(member.key)
      switch SchemaKeywords.shape(member.key) {
      case .schema: index(member.value, resource: resource, pointer: path)
      case .list:
        for (number, element) in (member.value.arrayValue ?? []).enumerated() {
          index(element, resource: resource, pointer: "\(path)/\(number)")
        }
      case .map:
        for inner in member.value.objectValue?.members ?? [] {
          index(
            inner.value, resource: resource, pointer: path + "/" + JSONPointer.escaped(inner.key))
        }
      case .other: break
      }
    }
  }

  /// Finds what a reference means, from a resource.
  mutating func resolve(
    _ reference: String, from resource: Int, at pointer: String
  ) throws(GalleyError) -> Location {
    let uri = URIReference(reference).resolved(against: URIReference(resources[resource].uri))
    var number = numbers[uri.resource]
    if number == nil, let document = remotes.document(uri.resource) {
      number = try add(document, uri: uri.resource)
    }
    let fragment = uri.decodedFragment
    if let number {
      if fragment.isEmpty {
        return Location(resource: number, pointer: "", value: resources[number].root)
      }
      if !fragment.hasPrefix("/") {
        if let location = resources[number].anchors[fragment] { return location }
      } else if let location = walk(fragment, from: number) {
        return location
      }
    }
    throw GalleyError(
      .schemaViolation, "the schema refers to `\(reference)`, which is not known",
      details: ["schema_pointer": pointer], hint: "Correct the reference, or add the schema.")
  }

  private func walk(_ pointer: String, from number: Int) -> Location? {
    var location = Location(resource: number, pointer: "", value: resources[number].root)
    for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let token = JSONPointer.unescaped(part)
      let next: JSONValue?
      switch location.value {
      case .object(let object): next = object[token]
      case .array(let elements):
        next = Int(token).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
      default: next = nil
      }
      guard let next else { return nil }
      location.value = next
      location.pointer += "/" + JSONPointer.escaped(token)
      if let id = next["$id"]?.stringValue {
        let base = URIReference(resources[location.resource].uri)
        if let inner = numbers[URIReference(id).resolved(against: base).resource] {
          location.resource = inner
          location.pointer = ""
        }
      }
    }
    return location
  }
}
