public import Diagnostics
public import JSONText
internal import SourceText

/// One template file and how it is read, apart from any workspace.
public struct TemplateDocument: Sendable {
  /// The template.
  public let file: SourceFile
  /// How it is compiled.
  public var options: CompileOptions

  /// Pairs a file with options.
  public init(_ file: SourceFile, options: CompileOptions) {
    self.file = file
    self.options = options
  }

  /// A merge field with what the data model says about it.
  public struct Field: Sendable, Hashable {
    /// Where the template uses it.
    public var use: FieldUse
    /// `text`, `list`, `object`, `anything`, or `unknown` when the model does not have it.
    public var type: String
    /// Whether the model allows it to be absent.
    public var isOptional: Bool
  }

  /// The values of a data file; what is no object is what a template calls `.`.
  public static func context(_ json: JSONValue) -> TemplateObject {
    if case .object(let object) = TemplateValue(json) { return object }
    return [".": TemplateValue(json)]
  }

  /// Fills the template.
  ///
  /// Throws `TEMPLATE_ERROR` with the diagnostics when it does not compile or a value is missing.
  public func rendered(with context: TemplateObject) throws(GalleyError) -> Parsed<[UInt8]> {
    let compiled = Template.compile(Pieces(file), options: options)
    if let error = GalleyError.from(compiled.diagnostics, code: .templateError) { throw error }
    guard let template = compiled.value else { return Parsed([], compiled.diagnostics) }
    let warnings = compiled.diagnostics.filter { $0.severity > .note }
    do throws(TemplateRenderError) {
      return Parsed(try template.render(context), warnings)
    } catch {
      let hint: String? =
        error.code == "missing-value"
        ? "add the value, or give a default: {{ \(error.field ?? "field") | default: \"…\" }}" : nil
      var diagnostic = error.diagnostic
      diagnostic.hint = hint
      throw GalleyError(
        .templateError, error.message, at: error.location,
        details: ["field": error.field ?? "", "rule": error.code], hint: hint,
        diagnostics: [diagnostic])
    }
  }

  /// What is wrong with the template, and a note for each value that is printed without escaping.
  public func checked() -> [Diagnostic] {
    Template.compile(Pieces(file), options: options).diagnostics
  }

  /// Every merge field of the template and its partials, in the order of first use.
  ///
  /// Fields that the model does not have are listed too, so `options` may be strict or not.
  public func fields() throws(GalleyError) -> [Field] {
    var open = options
    open.isStrict = false
    open.model = .any
    let compiled = Template.compile(Pieces(file), options: open)
    if let error = GalleyError.from(compiled.diagnostics, code: .templateError) { throw error }
    return (compiled.value?.fields ?? []).map { use in
      let found = options.model.field(use.path)
      return Field(use: use, type: found.type, isOptional: found.isOptional)
    }
  }
}

extension DataModel {
  /// What stands at a path such as `products[].title`.
  func field(_ path: String) -> (type: String, isOptional: Bool) {
    var model = self
    for part in path.split(separator: ".") {
      var name = String(part)
      var lists = 0
      while name.hasSuffix("[]") {
        name.removeLast(2)
        lists += 1
      }
      guard case .found(let found) = model.member(name) else { return ("unknown", false) }
      model = found
      for _ in 0..<lists { model = model.element }
    }
    return switch model {
    case .any: ("anything", true)
    case .scalar(let isOptional): ("text", isOptional)
    case .list: ("list", false)
    case .object(_, let isOptional): ("object", isOptional)
    }
  }
}
