/// What one filling needs beside its output; kept for the next one.
struct WorkingMemory {
  /// One round of a loop.
  struct Round {
    var loop: LoopStep?
    var index: Int
    var length: Int
    var columns = 0
    var key: String?
  }

  var slots: [TemplateValue?] = []
  /// The block of the list element in a variable, or -1.
  var elements: [Int] = []
  var counters: [Int?] = []
  var continuations: [Int] = []
  var cycles: [Int] = []
  var cycleGroups: [String: Int] = [:]
  var changes: [Int: [UInt8]] = [:]
  var rounds: [Round] = []
  var sections: [TemplateValue] = []
  var escaped: [UInt8] = []
  var remembered = RememberedOutput()

  mutating func prepare(for program: Program) {
    Self.reset(&slots, nil, program.slotCount)
    Self.reset(&elements, -1, program.slotCount)
    Self.reset(&counters, nil, program.counterCount)
    Self.reset(&continuations, 0, program.continuationCount)
    Self.reset(&cycles, 0, program.cycleCount)
    if !cycleGroups.isEmpty { cycleGroups.removeAll(keepingCapacity: true) }
    if !changes.isEmpty { changes.removeAll(keepingCapacity: true) }
    if !rounds.isEmpty { rounds.removeAll(keepingCapacity: true) }
    if !sections.isEmpty { sections.removeAll(keepingCapacity: true) }
  }

  private static func reset<Value>(_ values: inout [Value], _ value: Value, _ count: Int) {
    if values.count == count {
      for index in values.indices { values[index] = value }
    } else {
      values.removeAll(keepingCapacity: true)
      values.append(contentsOf: repeatElement(value, count: count))
    }
  }
}
