/// A regular expression of ECMA-262 that is matched in time linear in the text.
///
/// A Thompson automaton: all states run side by side, so no pattern can be made to backtrack.
struct LinearRegex: Sendable {
  enum Instruction: Sendable {
    case set(CharacterClass)
    case jump(Int)
    case split(Int, Int)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case look(Int, isAhead: Bool, isNegated: Bool)
    case match
  }

  private(set) var program: [Instruction] = []
  private var looks: [LinearRegex] = []
  private var isAnchored = false
  private static let maximumSize = 20_000

  /// Compiles a pattern.
  init(_ pattern: String) throws(RegexError) {
    try self.init(RegexParser.parse(pattern))
  }

  private init(_ node: RegexNode) throws(RegexError) {
    try emit(node)
    program.append(.match)
    if case .sequence(let parts) = node, case .start? = parts.first { isAnchored = true }
  }

  /// Whether the pattern matches anywhere in the text.
  func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    return run(scalars, from: 0, isSearching: !isAnchored, until: nil)
  }

  private mutating func emit(_ node: RegexNode) throws(RegexError) {
    guard program.count < Self.maximumSize else {
      throw RegexError(message: "the pattern is too large")
    }
    switch node {
    case .empty: break
    case .set(let set): program.append(.set(set))
    case .start: program.append(.start)
    case .end: program.append(.end)
    case .wordBoundary(let isNegated): program.append(.wordBoundary(isNegated: isNegated))
    case .sequence(let parts):
      for part in parts { try emit(part) }
    case .choice(let branches):
      var jumps: [Int] = []
      for (index, branch) in branches.enumerated() {
        guard index < branches.count - 1 else {
          try emit(branch)
          break
        }
        let split = program.count
        program.append(.match)
        try emit(branch)
        jumps.append(program.count)
        program.append(.match)
        program[split] = .split(split + 1, program.count)
      }
      for jump in jumps { program[jump] = .jump(program.count) }
    case .repeat(let node, let low, let high):
      for _ in 0..<low {
        let size = program.count
        try emit(node)
        // An empty node may be repeated a million times for nothing.
        guard program.count > size else { break }
      }
      if let high {
        var splits: [Int] = []
        for _ in low..<max(low, high) {
          splits.append(program.count)
          program.append(.match)
          try emit(node)
        }
        for split in splits { program[split] = .split(split + 1, program.count) }
      } else {
        let split = program.count
        program.append(.match)
        try emit(node)
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
      }
    case .look(let node, let isAhead, let isNegated):
      looks.append(try LinearRegex(node))
      program.append(.look(looks.count - 1, isAhead: isAhead, isNegated: isNegated))
    }
  }

  // With `until`, the match must end exactly there (what looking behind needs).
  private func run(
    _ text: [UInt32], from start: Int, isSearching: Bool, until: Int?
  ) -> Bool {
    var current: [Int] = []
    var next: [Int] = []
    var stamps = [Int](repeating: -1, count: program.count)
    var stack: [Int] = []
    let last = until ?? text.count
    var position = start
    while true {
      // States that survived stand in `current` already closed; a search starts anew at each place.
      if position == start || isSearching {
        close(0, position, text, into: &current, &stamps, &stack)
      }
      for state in current {
        if case .match = program[state], until == nil || position == last { return true }
      }
      guard position < last, !current.isEmpty || isSearching else { return false }
      for state in current {
        if case .set(let set) = program[state], set.contains(text[position]) {
          close(state + 1, position + 1, text, into: &next, &stamps, &stack)
        }
      }
      position += 1
      swap(&current, &next)
      next.removeAll(keepingCapacity: true)
    }
  }

  private func close(
    _ state: Int, _ position: Int, _ text: [UInt32], into list: inout [Int],
    _ stamps: inout [Int], _ stack: inout [Int]
  ) {
    stack.append(state)
    while let state = stack.popLast() {
      guard stamps[state] != position else { continue }
      stamps[state] = position
      switch program[state] {
      case .set, .match: list.append(state)
      case .jump(let target): stack.append(target)
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .start: if position == 0 { stack.append(state + 1) }
      case .end: if position == text.count { stack.append(state + 1) }
      case .wordBoundary(let isNegated):
        let before = position > 0 && CharacterClass.word.contains(text[position - 1])
        let after = position < text.count && CharacterClass.word.contains(text[position])
        if (before != after) != isNegated { stack.append(state + 1) }
      case .look(let index, let isAhead, let isNegated):
        let found =
          isAhead
          ? looks[index].run(text, from: position, isSearching: false, until: nil)
          : looks[index].run(text, from: 0, isSearching: true, until: position)
        if found != isNegated { stack.append(state + 1) }
      }
    }
  }
}
