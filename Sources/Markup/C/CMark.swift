internal import CCMarkGFM

/// A parsed Markdown document of cmark-gfm; frees its nodes when it goes away.
@safe struct CMark: ~Copyable {
  private let root: OpaquePointer
  private let extensions: UnsafeMutablePointer<cmark_llist>?
  private let parser: OpaquePointer
  private let options: Int32

  private static let isRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  init?(_ text: [UInt8], options: Int32, extensions names: [String]) {
    guard Self.isRegistered, let parser = unsafe cmark_parser_new(options) else { return nil }
    for name in names {
      if let found = unsafe cmark_find_syntax_extension(name) {
        _ = unsafe cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    unsafe text.withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
        if let base = characters.baseAddress {
          unsafe cmark_parser_feed(parser, base, characters.count)
        }
      }
    }
    guard let root = unsafe cmark_parser_finish(parser) else {
      unsafe cmark_parser_free(parser)
      return nil
    }
    unsafe self.parser = unsafe parser
    unsafe self.root = unsafe root
    unsafe self.extensions = unsafe cmark_parser_get_syntax_extensions(parser)
    self.options = options
  }

  deinit {
    unsafe cmark_node_free(root)
    unsafe cmark_parser_free(parser)
  }

  /// Turns the HTML blocks that are exactly one of these lines into text that stands unescaped.
  ///
  /// Safe mode leaves such custom blocks alone, so a template tag can stand between blocks.
  func keepBlocks(where isKept: ([UInt8]) -> String?) {
    guard let iterator = unsafe cmark_iter_new(root) else { return }
    var found: [(node: OpaquePointer, text: String)] = unsafe []
    while true {
      let event = unsafe cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = unsafe cmark_iter_get_node(iterator),
        unsafe cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK,
        let literal = unsafe cmark_node_get_literal(node)
      else { continue }
      let bytes = unsafe Array(String(cString: literal).utf8)
      if let text = isKept(bytes) { unsafe found.append((node, text)) }
    }
    unsafe cmark_iter_free(iterator)
    while let entry = unsafe found.popLast() {
      guard let block = unsafe cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { continue }
      _ = unsafe cmark_node_set_on_enter(block, entry.text)
      if unsafe cmark_node_replace(entry.node, block) != 0 {
        unsafe cmark_node_free(entry.node)
      } else {
        unsafe cmark_node_free(block)
      }
    }
  }

  /// The HTML that cmark-gfm writes.
  func html() -> [UInt8] {
    guard let text = unsafe cmark_render_html(root, options, extensions) else { return [] }
    defer { unsafe cmark_get_default_mem_allocator().pointee.free(text) }
    return unsafe Array(String(cString: text).utf8)
  }
}
