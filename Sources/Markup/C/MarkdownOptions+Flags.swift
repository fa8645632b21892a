internal import CCMarkGFM

extension MarkdownOptions {
  /// The options as cmark-gfm's bits.
  var flags: Int32 {
    var flags = Int32(CMARK_OPT_DEFAULT)
    if !isSafe { flags |= Int32(CMARK_OPT_UNSAFE) }
    if smart { flags |= Int32(CMARK_OPT_SMART) }
    if hardBreaks { flags |= Int32(CMARK_OPT_HARDBREAKS) }
    return flags
  }
}
