/// Looks for text that tries to give orders to a model.
///
/// A flag stops nothing: data is fenced, and answers are checked whatever they hold. It tells the
/// marketer, and the log, where to look.
public enum InjectionScan {
  /// The names of the patterns found, sorted.
  public static func flags(in texts: [String]) -> [String] {
    var found: Set<String> = []
    for text in texts {
      let folded = words(text)
      for index in folded.indices where folded[index] == 0x20 && index + 1 < folded.count {
        for phrase in phrases[folded[index + 1]] ?? []
        where folded[index...].starts(with: phrase.bytes) {
          found.insert(phrase.name)
        }
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

  private struct Phrase: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  // By the letter after the space that every phrase starts with.
  private static let phrases: [UInt8: [Phrase]] = {
    var result: [UInt8: [Phrase]] = [:]
    for (name, texts) in patterns {
      for text in texts {
        let bytes = Array(text.utf8)
        result[bytes[1], default: []].append(Phrase(name: name, bytes: bytes))
      }
    }
    return result
  }()

  // Letters and digits in lower case with one space between words and around them all, so that
  // punctuation, line breaks and zero-width characters hide nothing.
  private static func words(_ text: String) -> [UInt8] {
    var result: [UInt8] = [0x20]
    result.reserveCapacity(text.utf8.count + 2)
    var isGap = false
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        let isLetter = (byte | 0x20) &- 0x61 < 26
        guard isLetter || byte &- 0x30 < 10 else {
          isGap = true
          continue
        }
        if isGap, result.count > 1 { result.append(0x20) }
        isGap = false
        result.append(isLetter ? byte | 0x20 : byte)
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if isGap, result.count > 1 { result.append(0x20) }
        isGap = false
        result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      } else if !(0x200B...0x200F).contains(scalar.value), scalar.value != 0xFEFF,
        scalar.value != 0xAD, scalar.value != 0x2060
      {
        isGap = true
      }
    }
    result.append(0x20)
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
