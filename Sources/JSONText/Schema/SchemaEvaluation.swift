/// Which members and elements of one value some keyword has looked at, for `unevaluated...`.
struct SchemaEvaluation {
  var allMembers = false
  var members: Set<Int> = []
  var allElements = false
  var prefix = 0
  var elements: Set<Int> = []

  mutating func merge(_ other: SchemaEvaluation) {
    allMembers = allMembers || other.allMembers
    members.formUnion(other.members)
    allElements = allElements || other.allElements
    prefix = max(prefix, other.prefix)
    elements.formUnion(other.elements)
  }
}
