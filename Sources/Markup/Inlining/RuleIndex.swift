internal import SourceText

/// The selectors of all rules by what their last compound asks for, so that an element is compared
/// only with those that may mean it.
struct RuleIndex {
  final class Entry {
    let selector: CSSSelector
    let rule: Int
    let specificity: Int
    /// Whether an element that it is a candidate for matches: one tag or class, no more.
    let isSimple: Bool

    init(_ selector: CSSSelector, _ rule: Int) {
      self.selector = selector
      self.rule = rule
      specificity = selector.specificity
      isSimple = selector.compounds.count == 1 && selector.compounds[0].isSimple
    }
  }

  private(set) var entries: [Entry] = []
  private var byTag = [[Int32]](repeating: [], count: 256)
  private var byClass: [[Int32]]
  private var byIdentifier: [[Int32]]
  private var others: [Int32] = []

  init(_ rules: [InlineRule], _ matcher: CSSMatcher) {
    byClass = Array(repeating: [], count: matcher.wordCount)
    byIdentifier = byClass
    for (number, rule) in rules.enumerated() {
      for selector in rule.selectors {
        matcher.resolve(selector)
        guard let last = selector.compounds.last else { continue }
        let entry = Int32(entries.count)
        entries.append(Entry(selector, number))
        if let word = last.identifierWords.first {
          if word >= 0 { byIdentifier[word].append(entry) }
        } else if let word = last.classWords.first {
          if word >= 0 { byClass[word].append(entry) }
        } else if last.tag != nil, last.tagName != .other {
          byTag[Int(last.tagName.rawValue)].append(entry)
        } else {
          others.append(entry)
        }
      }
    }
  }

  /// One of the entries that may mean an element.
  struct Candidate {
    var entry: Int32
    /// Whether it means the element for sure if it is simple.
    var isCertain: Bool
  }

  /// Appends the entries that may mean an element.
  func candidates(_ element: Int, _ matcher: CSSMatcher, into list: inout [Candidate]) {
    for entry in byTag[Int(matcher.tree.elements[element].tag.rawValue)] {
      list.append(Candidate(entry: entry, isCertain: true))
    }
    for word in matcher.classWords(element) {
      for entry in byClass[Int(word.word)] {
        list.append(Candidate(entry: entry, isCertain: word.isCertain))
      }
    }
    let identifier = matcher.identifierWord(element)
    if identifier >= 0 {
      for entry in byIdentifier[identifier] {
        list.append(Candidate(entry: entry, isCertain: true))
      }
    }
    for entry in others { list.append(Candidate(entry: entry, isCertain: true)) }
  }
}
