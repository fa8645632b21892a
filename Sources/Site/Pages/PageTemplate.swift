internal import Campaigns
internal import Diagnostics
internal import Markup
internal import Messages
internal import SourceText
internal import Templating

/// A page layout of Templates/site, compiled once and filled per page.
struct PageTemplate {
  private let template: Template

  /// Compiles a layout.
  ///
  /// Throws `TEMPLATE_NOT_FOUND` or `TEMPLATE_ERROR`.
  init(_ path: String, files: WorkspaceFiles, settings: Settings) throws(GalleyError) {
    guard files.exists(path) else {
      throw GalleyError(
        .templateNotFound, "There is no file \(path).", details: ["file": path],
        hint: "Add the layout; `galley init` makes a complete set.")
    }
    var options = CompileOptions()
    options.kind = .html
    options.partials = { name in
      (try? files.source("Templates/partials/\(name).liquid")).map { Pieces($0) }
    }
    options.filters = PageFilters.make(settings: settings)
    let compiled = Template.compile(Pieces(try files.source(path)), options: options)
    if let error = GalleyError.from(compiled.diagnostics, code: .templateError) { throw error }
    guard let template = compiled.value else {
      throw GalleyError(.templateError, "\(path) does not compile.")
    }
    self.template = template
  }

  /// Fills the layout.
  func render(_ object: TemplateObject) throws(GalleyError) -> [UInt8] {
    do throws(TemplateRenderError) {
      return try template.render(object)
    } catch {
      throw GalleyError(
        .templateError, error.message, at: error.location,
        hint: "Give the field a default, or complete the data.")
    }
  }
}

/// The filters that pages have beside the language's own.
enum PageFilters {
  static func make(settings: Settings) -> [String: TemplateFilter] {
    [
      "markdown": TemplateFilter { value, _, _ in .safeHTML(Markdown.html(value.printed)) },
      "money": TemplateFilter { value, arguments, _ in
        .string(
          MoneyFormat.format(
            value.printed, currency: arguments.first?.printed ?? settings.business.currency,
            locale: settings.defaultLocale))
      },
    ]
  }
}
