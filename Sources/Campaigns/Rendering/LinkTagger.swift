public import Diagnostics
internal import Messages
internal import SourceText

/// A link of a message, as the report's link map shows it.
public struct LinkUse: Sendable, Hashable {
  /// The value of `utm_content`, which tells it from the others.
  public var id: String
  /// `html` or `text`.
  public var part: String
  /// The link as the template has it.
  public var url: String
  /// Where it stands.
  public var location: SourceLocation?
}

/// Adds UTM parameters to the links of a template at compile time, and the `utm` filter where a
/// link is known only per recipient.
struct LinkTagger {
  let utm: UTMTagger
  let tagsLinks: Bool

  /// A template with its tagged links.
  struct Tagged {
    var pieces: Pieces
    var links: [LinkUse]
  }

  /// The template with every `href` of a link tagged.
  func tagHTML(_ template: Pieces) -> Tagged {
    let tags = TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    return tag(
      HTMLLinks.hrefs(in: template.bytes, avoiding: tags), of: template, tags: tags, isHTML: true)
  }

  /// The template with every link of a hand-written text part tagged.
  func tagText(_ template: Pieces) -> Tagged {
    let tags = TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    return tag(
      TextLinks.urls(in: template.bytes, tags: tags), of: template, tags: tags, isHTML: false)
  }

  private func tag(
    _ links: [Range<Int>], of template: Pieces, tags: [TagSpan], isHTML: Bool
  ) -> Tagged {
    var result = Tagged(pieces: Pieces(), links: [])
    var end = 0
    for range in links {
      let id = "\(isHTML ? "link" : "text")-\(result.links.count + 1)"
      let place = Place(range: range, isHTML: isHTML, content: tagsLinks ? id : nil)
      guard let edit = edit(place, of: template, tags: tags) else { continue }
      result.pieces.append(template, range: end..<edit.offset)
      result.pieces.append(Array(edit.text.utf8), causedBy: template, at: range.lowerBound)
      end = edit.offset
      result.links.append(
        LinkUse(
          id: id, part: isHTML ? "html" : "text",
          url: String(decoding: template.bytes[range], as: UTF8.self),
          location: template.location(at: range.lowerBound)))
    }
    result.pieces.append(template, range: end..<template.count)
    return result
  }

  private struct Place {
    var range: Range<Int>
    var isHTML: Bool
    var content: String?
  }

  private struct Edit {
    var offset: Int
    var text: String
  }

  private func edit(_ place: Place, of template: Pieces, tags: [TagSpan]) -> Edit? {
    let range = place.range
    let inner = tags.filter {
      $0.range.lowerBound >= range.lowerBound && $0.range.upperBound <= range.upperBound
    }
    let text = String(decoding: template.bytes[range], as: UTF8.self)
    guard let first = inner.first else {
      return utm.applies(to: text) ? insertion(text, place) : nil
    }
    if first.range == range {
      return first.kind == .output ? filterEdit(place, of: template) : nil
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
    return insertion(visible, place)
  }

  private func insertion(_ text: String, _ place: Place) -> Edit? {
    guard let insertion = utm.insertion(into: text, content: place.content) else { return nil }
    let added = place.isHTML ? insertion.text.replacing("&", with: "&amp;") : insertion.text
    return Edit(offset: place.range.lowerBound + insertion.offset, text: added)
  }

  // `{{ item.url }}` becomes `{{ item.url | utm: "link-3" }}`; the filter leaves other schemes
  // alone.
  private func filterEdit(_ place: Place, of template: Pieces) -> Edit? {
    let tag = template.bytes[place.range]
    guard !isExempt(tag), !String(decoding: tag, as: UTF8.self).contains("| utm") else {
      return nil
    }
    var close = place.range.upperBound - 2
    if template.bytes[close - 1] == UInt8(ascii: "-") { close -= 1 }
    let argument = place.content.map { ": '\($0)'" } ?? ""
    return Edit(offset: close, text: "| utm\(argument) ")
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
