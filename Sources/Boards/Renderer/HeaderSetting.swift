internal import Raster

/// The headline block: a small line, the title, a line below. Set the same way when a board is
/// composed, to know its height, and when it is drawn.
struct HeaderSetting {
  var eyebrow: TextBlock?
  var title: TextBlock?
  var subtitle: TextBlock?
  var height = 0
  let gap: Int

  init(
    eyebrow: String, title: String, subtitle: String, lang: String?, theme: BoardTheme,
    width: Int, unit: TypeScale, fonts: FontLibrary
  ) {
    gap = unit(16)
    let alignment: TextStyle.Alignment = theme.alignment == .center ? .center : .start
    if !eyebrow.isEmpty {
      let style = TextStyle(
        family: theme.bodyFamily, size: unit(22), weight: 600, lineHeight: 130, tracking: 140,
        language: lang, alignment: alignment, maxLines: 1)
      self.eyebrow = fonts.layout(eyebrow.uppercased(), style: style, maxWidth: width)
    }
    if !title.isEmpty {
      let style = TextStyle(
        family: theme.headingFamily, size: unit(88), weight: theme.headingWeight,
        lineHeight: 108, tracking: theme.headingTracking, language: lang, alignment: alignment,
        maxLines: 2)
      self.title = fonts.fit(
        title, style: style, minSize: unit(44), maxWidth: width, maxHeight: unit(88) * 9 / 4)
    }
    if !subtitle.isEmpty {
      let style = TextStyle(
        family: theme.bodyFamily, size: unit(30), weight: 400, lineHeight: 140, language: lang,
        alignment: alignment, maxLines: 2)
      // Long lines tire the eye: about 60 letters are enough.
      self.subtitle = fonts.layout(
        subtitle, style: style, maxWidth: alignment == .center ? width : min(width, unit(1000)))
    }
    let blocks = [self.eyebrow, self.title, self.subtitle].compactMap(\.self)
    height = blocks.reduce(0) { $0 + $1.height } + max(0, blocks.count - 1) * gap
  }
}
