internal import Diagnostics

/// Which groups of keywords have a meaning in a schema.
struct SchemaVocabularies: Sendable {
  var applicator = true
  var unevaluated = true
  var validation = true
  var formatAssertion = false

  static let standard = SchemaVocabularies()

  private init() {}

  /// Reads `$vocabulary` of a meta-schema; one we do not know may not be required.
  init(_ vocabulary: JSONObject) throws(GalleyError) {
    let base = "https://json-schema.org/draft/2020-12/vocab/"
    func has(_ name: String) -> Bool { vocabulary[base + name] != nil }
    applicator = has("applicator")
    unevaluated = has("unevaluated")
    validation = has("validation")
    formatAssertion = has("format-assertion")
    let known = [
      "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation",
      "format-assertion", "content",
    ].map { base + $0 }
    for member in vocabulary where member.value.boolValue == true && !known.contains(member.key) {
      throw GalleyError(
        .schemaViolation, "the schema needs the vocabulary `\(member.key)`, which is not known")
    }
  }
}
