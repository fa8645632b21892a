internal import Diagnostics
internal import SourceText

/// The contrast of text with the nearest background that its ancestors set.
extension LintSession {
  private struct Look {
    var color = CSSColor(red: 0, green: 0, blue: 0)
    var background = CSSColor(red: 255, green: 255, blue: 255)
    // A picture, or a value that is only known when it is filled.
    var isUnknown = false
    var size = 16.0
    var isBold = false
    var isHidden = false
  }

  mutating func checkContrast() {
    var looks: [Look] = []
    looks.reserveCapacity(tree.elements.count)
    for index in tree.elements.indices {
      let element = tree.elements[index]
      var look = element.parent >= 0 ? looks[element.parent] : Look()
      apply(index, &look)
      looks.append(look)
      guard element.hasText, !look.isUnknown, !look.isHidden, element.name != "title",
        !HTMLElementTable.isRawText(element.tag), hasVisibleText(index)
      else { continue }
      let isLarge = look.size >= 24 || (look.isBold && look.size >= 18.66)
      let ratio = look.color.contrast(with: look.background)
      guard ratio < (isLarge ? 3 : 4.5) else { continue }
      let rounded = (ratio * 10).rounded() / 10
      report(
        .contrast, range(index),
        "\(look.color) on \(look.background) has a contrast of \(rounded) to 1",
        hint: "text needs 4.5 to 1, large text 3 to 1")
    }
  }

  private func hasVisibleText(_ element: Int) -> Bool {
    let tokens = tree.source.tokens
    var index = tree.elements[element].startToken + 1
    let end = min(tree.elements[element].endToken, tokens.count)
    while index < end {
      if tree.holder[index] == element {
        if tokens[index].kind == .template, !tokens[index].isControl { return true }
        if tokens[index].kind == .text,
          !html.bytes[tokens[index].range].allSatisfy({ ASCII.isSpace($0) })
        {
          // A character reference alone is a spacer.
          let text = HTMLEntities.decode(html.bytes[tokens[index].range])
          return String(decoding: text, as: UTF8.self).contains { $0.isLetter || $0.isNumber }
        }
      }
      index += 1
    }
    return false
  }

  private func apply(_ element: Int, _ look: inout Look) {
    let name = tree.elements[element].name
    if name == "b" || name == "strong" || name == "th" { look.isBold = true }
    if let size = ["h1": 32.0, "h2": 24.0, "h3": 18.72][name] {
      look.size = size
      look.isBold = true
    }
    if name == "a" { look.color = CSSColor(red: 0, green: 0, blue: 238) }
    if let color = value("bgcolor", element) { setBackground(color, &look) }
    if tree.attribute("background", of: element) != nil { look.isUnknown = true }
    guard let range = tree.attribute("style", of: element)?.valueRange else { return }
    let parser = CSSParser(bytes: html.bytes, opaque: opaque, isAttribute: true)
    for case .declaration(let declaration) in parser.items(in: range) {
      let text = String(decoding: html.bytes[declaration.value], as: UTF8.self).lowercased()
      switch declaration.name(in: html.bytes) {
      case "color":
        if let color = CSSColor(text) {
          look.color = color
        } else if text != "inherit" {
          look.isUnknown = true
        }
      case "background-color", "background": setBackground(text, &look)
      case "background-image": look.isUnknown = true
      case "font-size":
        if text.hasSuffix("px"), let size = Double(text.dropLast(2)) { look.size = size }
      case "font-weight": look.isBold = text == "bold" || (Int(text) ?? 400) >= 600
      case "display": look.isHidden = look.isHidden || text == "none"
      case "opacity", "mso-hide": look.isHidden = look.isHidden || text == "0" || text == "all"
      default: break
      }
    }
  }

  private func setBackground(_ text: String, _ look: inout Look) {
    if text.contains("url(") || text.contains("gradient") || text.contains("{") {
      look.isUnknown = true
      return
    }
    if let color = CSSColor(text) {
      look.background = color
      look.isUnknown = false
    }
  }
}
