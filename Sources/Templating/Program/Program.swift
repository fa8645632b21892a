internal import Diagnostics

/// A compiled template: one buffer of literal bytes and the steps that fill it.
struct Program: Sendable {
  var literals: [UInt8] = []
  var steps: [Step] = []
  var functions: [[Step]] = []
  var sites: [SourceLocation?] = []
  var slotCount = 0
  var counterCount = 0
  var continuationCount = 0
  var cycleCount = 0
  var isStrict = true
  var printsMustacheNumbers = false
}
