/// The tree of a parsed regular expression.
indirect enum RegexNode: Sendable {
  case empty
  case set(CharacterClass)
  case sequence([RegexNode])
  case choice([RegexNode])
  case `repeat`(RegexNode, Int, Int?)
  case start
  case end
  case wordBoundary(isNegated: Bool)
  case look(RegexNode, isAhead: Bool, isNegated: Bool)
}

/// Why a regular expression cannot be used.
struct RegexError: Error {
  var message: String
}
