/// Looks for text that tries to give orders to a model.
///
/// A flag stops nothing: data is fenced, and answers are checked whatever they hold. It tells the
/// marketer, and the log, where to look.
public enum InjectionScan {
  /// The names of the patterns found, sorted.
  public static func flags(in texts: [String]) -> [String] {
    var found: Set<String> = []
    for text in texts {
      let folded = " " + words(text) + " "
      for (name, phrases) in patterns where phrases.contains(where: { folded.contains($0) }) {
        found.insert(name)
      }
      if text.contains("<|") || text.contains("[INST]") || text.contains("<<SYS>>") {
        found.insert("chat-markup")
      }
      if text.unicodeScalars.contains(where: { (0xE0000...0xE007F).contains($0.value) }) {
        found.insert("hidden-text")
      }
    }
    return found.sorted()
  }

  // Letters and digits in lower case with one space between words, so that punctuation, line
  // breaks and zero-width characters hide nothing.
  private static func words(_ text: String) -> String {
    var result = ""
    var isGap = false
    for scalar in text.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if isGap, !result.isEmpty { result += " " }
        result.unicodeScalars.append(scalar)
        isGap = false
      } else if !(0x200B...0x200F).contains(scalar.value), scalar.value != 0xFEFF,
        scalar.value != 0xAD, scalar.value != 0x2060
      {
        isGap = true
      }
    }
    return result
  }

  private static let patterns: [(String, [String])] = [
    (
      "ignore-instructions",
      [
        " ignore all previous", " ignore previous", " ignore the above",
        " ignore your instructions",
        " ignore all instructions", " ignore any instructions", " disregard the above",
        " disregard all", " disregard previous", " disregard your", " forget everything",
        " forget your instructions", " forget all previous", " ignoriere alle", " ignoriere die",
        " vergiss alle", " ignorez les instructions", " ignora las instrucciones",
        " ignora le istruzioni",
      ]
    ),
    (
      "new-role",
      [
        " you are now ", " act as an ", " act as a ", " pretend to be ", " from now on you ",
        " new instructions ", " du bist jetzt ", " you must now ",
      ]
    ),
    (
      "reveal-prompt",
      [
        " system prompt", " your instructions ", " reveal your ", " print your prompt",
        " repeat the words above", " developer message", " api key",
      ]
    ),
    ("developer-mode", [" developer mode", " jailbreak", " dan mode", " do anything now"]),
  ]
}
