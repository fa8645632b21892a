internal import Messages
internal import SourceText

/// Adds UTM parameters to the links of a template at compile time, and the `utm` filter where a
/// link is known only per recipient.
struct LinkTagger {
  let utm: UTMTagger

  /// The template with every `href` of a link tagged.
  func tagHTML(_ template: Pieces) -> Pieces {
    let tags = TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    return tag(
      HTMLLinks.hrefs(in: template.bytes, avoiding: tags), of: template, tags: tags, isHTML: true)
  }

  /// The template with every link of a hand-written text part tagged.
  func tagText(_ template: Pieces) -> Pieces {
    let tags = TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    return tag(
      TextLinks.urls(in: template.bytes, tags: tags), of: template, tags: tags, isHTML: false)
  }

  private func tag(
    _ links: [Range<Int>], of template: Pieces, tags: [TagSpan], isHTML: Bool
  ) -> Pieces {
    var result = Pieces()
    var end = 0
    for range in links {
      for edit in edits(in: range, of: template, tags: tags, isHTML: isHTML) ?? [] {
        result.append(template, range: end..<edit.offset)
        result.append(Array(edit.text.utf8), causedBy: template, at: range.lowerBound)
        end = edit.offset
      }
    }
    result.append(template, range: end..<template.count)
    return result
  }

  private struct Edit {
    var offset: Int
    var text: String
  }

  private func edits(
    in range: Range<Int>, of template: Pieces, tags: [TagSpan], isHTML: Bool
  ) -> [Edit]? {
    let inner = tags.filter {
      $0.range.lowerBound >= range.lowerBound && $0.range.upperBound <= range.upperBound
    }
    let text = String(decoding: template.bytes[range], as: UTF8.self)
    guard let first = inner.first else { return staticEdit(text, in: range, isHTML: isHTML) }
    if first.range == range {
      return first.kind == .output ? filterEdit(first.range, of: template) : nil
    }
    // `https://shop.example/p/{{ id }}` or `{{ site.base_url }}/tents`: what follows the first tag
    // or the scheme decides where the parameters go.
    guard !inner.contains(where: { $0.kind != .output }),
      utm.applies(to: text) || first.range.lowerBound == range.lowerBound,
      !isExempt(template.bytes[first.range])
    else { return nil }
    var visible = ""
    var offset = range.lowerBound
    for span in inner {
      visible += String(decoding: template.bytes[offset..<span.range.lowerBound], as: UTF8.self)
      // A tag stands for something without ?, & or #.
      visible += String(repeating: "x", count: span.range.count)
      offset = span.range.upperBound
    }
    visible += String(decoding: template.bytes[offset..<range.upperBound], as: UTF8.self)
    guard let insertion = utm.insertion(into: visible) else { return nil }
    let added = isHTML ? insertion.text.replacing("&", with: "&amp;") : insertion.text
    return [Edit(offset: range.lowerBound + insertion.offset, text: added)]
  }

  private func staticEdit(_ text: String, in range: Range<Int>, isHTML: Bool) -> [Edit]? {
    guard utm.applies(to: text), let insertion = utm.insertion(into: text) else { return nil }
    let added = isHTML ? insertion.text.replacing("&", with: "&amp;") : insertion.text
    return [Edit(offset: range.lowerBound + insertion.offset, text: added)]
  }

  // `{{ item.url }}` becomes `{{ item.url | utm }}`; the filter leaves other schemes alone.
  private func filterEdit(_ range: Range<Int>, of template: Pieces) -> [Edit]? {
    let tag = template.bytes[range]
    guard !isExempt(tag), !String(decoding: tag, as: UTF8.self).contains("| utm") else {
      return nil
    }
    var close = range.upperBound - 2
    if template.bytes[close - 1] == UInt8(ascii: "-") { close -= 1 }
    return [Edit(offset: close, text: "| utm ")]
  }

  private func isExempt(_ tag: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: tag, as: UTF8.self)
    return text.contains("links.unsubscribe")
  }
}

/// Finds the values of `href` attributes of links.
enum HTMLLinks {
  static func hrefs(in bytes: [UInt8], avoiding tags: [TagSpan]) -> [Range<Int>] {
    let opaque = OpaqueSpans(
      tags.map { OpaqueSpans.Span(range: $0.range, isControl: $0.kind == .tag) })
    let page = HTMLTokenizer.tokenize(bytes, opaque: opaque)
    var result: [Range<Int>] = []
    for token in page.tokens
    where token.kind == .startTag && ["a", "area", "v:roundrect"].contains(token.name) {
      let href = page.attribute("href", of: token)
      if let range = href?.valueRange, !range.isEmpty { result.append(range) }
    }
    return result
  }
}

/// Finds links in plain text: `https://…` up to a blank, and tags that print a link.
enum TextLinks {
  static func urls(in bytes: [UInt8], tags: [TagSpan]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = 0
    var next = 0
    while index < bytes.count {
      while next < tags.count, tags[next].range.upperBound <= index { next += 1 }
      if next < tags.count, tags[next].range.lowerBound == index {
        let span = tags[next]
        if span.kind == .output, printsLink(bytes[span.range]) {
          let end = linkEnd(bytes, from: span.range.upperBound, tags: tags)
          result.append(index..<end)
          index = end
        } else {
          index = span.range.upperBound
        }
      } else if bytes[index...].starts(with: "https://".utf8)
        || bytes[index...].starts(with: "http://".utf8)
      {
        let end = linkEnd(bytes, from: index, tags: tags)
        result.append(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    return result
  }

  // `{{ item.url }}`, `{{ site.base_url }}`, `{{ links.web_version }}`: no other filters.
  private static func printsLink(_ tag: ArraySlice<UInt8>) -> Bool {
    let path = String(decoding: tag.dropFirst(2).dropLast(2), as: UTF8.self)
      .split { $0 == " " || $0 == "-" }.joined()
    return path.hasSuffix(".url") || path == "site.base_url" || path == "business.website"
      || path == "links.web_version"
  }

  private static func linkEnd(_ bytes: [UInt8], from start: Int, tags: [TagSpan]) -> Int {
    var index = start
    while index < bytes.count {
      if let span = tags.first(where: { $0.range.contains(index) }) {
        guard span.kind == .output else { break }
        index = span.range.upperBound
      } else if bytes[index] <= 32 || "<>\"()".utf8.contains(bytes[index]) {
        break
      } else {
        index += 1
      }
    }
    while index > start, ".,;:!?".utf8.contains(bytes[index - 1]) { index -= 1 }
    return index
  }
}
