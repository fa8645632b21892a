internal import Diagnostics
internal import Messages
internal import SourceText

/// Moves the pictures of a mail into the message: `{{ site.base_url }}/images/hero.png` becomes
/// `cid:…`, and the file comes along.
///
/// Only pictures that are the same for everybody can: a picture whose address holds another merge
/// field stays where it is.
struct ImageEmbedder {
  let baseURL: String
  let files: WorkspaceFiles
  /// The most that the pictures of one message may have together.
  private static let maximumBytes = 8 << 20

  struct Embedded {
    var pieces: Pieces
    var images: [EmailMessage.File]
  }

  func embed(_ template: Pieces) throws(GalleyError) -> Embedded {
    let tags = TemplateTagScanner.spans(in: template.bytes, syntax: .liquid)
    let opaque = OpaqueSpans(
      tags.map { OpaqueSpans.Span(range: $0.range, isControl: $0.kind == .tag) })
    let page = HTMLTokenizer.tokenize(template.bytes, opaque: opaque)
    var result = Embedded(pieces: Pieces(), images: [])
    var end = 0
    var total = 0
    for token in page.tokens where token.kind == .startTag && token.name == "img" {
      guard let range = page.attribute("src", of: token)?.valueRange, !range.isEmpty,
        let path = path(of: range, in: template, tags), let type = Self.mediaType(of: path),
        files.exists(path)
      else { continue }
      let id =
        PercentEncoding.query(String(path.dropFirst("Assets/images/".count)))
        .replacing("%", with: "-") + "@galley"
      if !result.images.contains(where: { $0.contentID == id }) {
        let bytes = try files.read(path, limit: Self.maximumBytes)
        total += bytes.count
        guard total <= Self.maximumBytes else {
          throw GalleyError(
            .limitExceeded, "The pictures of a message have more than 8 MB together.",
            at: template.location(at: range.lowerBound), hint: "Use `images: hosted`.")
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        result.images.append(.init(name: name, mediaType: type, contentID: id, bytes: bytes))
      }
      result.pieces.append(template, range: end..<range.lowerBound)
      result.pieces.append(Array("cid:\(id)".utf8), causedBy: template, at: range.lowerBound)
      end = range.upperBound
    }
    result.pieces.append(template, range: end..<template.count)
    return result
  }

  // The workspace path of a picture's address, or `nil` when it is not one of ours or not fixed.
  private func path(of range: Range<Int>, in template: Pieces, _ tags: [TagSpan]) -> String? {
    var text = ""
    var offset = range.lowerBound
    for span in tags
    where span.range.lowerBound >= range.lowerBound && span.range.upperBound <= range.upperBound {
      text += String(decoding: template.bytes[offset..<span.range.lowerBound], as: UTF8.self)
      let tag = String(decoding: template.bytes[span.range], as: UTF8.self)
      guard tag.dropFirst(2).dropLast(2).trimmed == "site.base_url" else { return nil }
      text += baseURL
      offset = span.range.upperBound
    }
    text += String(decoding: template.bytes[offset..<range.upperBound], as: UTF8.self)
    let prefix = baseURL + "/images/"
    guard text.hasPrefix(prefix), !text.contains("..") else { return nil }
    return "Assets/images/" + PercentEncoding.decoded(String(text.dropFirst(prefix.count)))
  }

  static func mediaType(of path: String) -> String? {
    switch path.split(separator: ".").last?.lowercased() {
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "svg": "image/svg+xml"
    case "pdf": "application/pdf"
    case "ics": "text/calendar"
    case "txt": "text/plain"
    case "csv": "text/csv"
    default: nil
    }
  }
}
