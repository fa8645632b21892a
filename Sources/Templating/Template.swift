public import Diagnostics
public import SourceText

/// A template that is compiled once and filled for every recipient.
public struct Template: Sendable {
  let program: Program
  let options: CompileOptions

  /// Every merge field that the template uses, in the order of their first use.
  public let fields: [FieldUse]

  /// Compiles a template with its partials and layout.
  ///
  /// The value is `nil` when a diagnostic is an error. Notes name each place that prints a value
  /// without escaping.
  public static func compile(
    _ source: Pieces, options: CompileOptions = CompileOptions()
  ) -> Parsed<Template?> {
    var compiler = TemplateCompiler(options: options)
    let program = compiler.compile(source)
    let diagnostics = compiler.diagnostics
    guard !diagnostics.hasErrors else { return Parsed(nil, diagnostics) }
    return Parsed(
      Template(program: program, options: options, fields: compiler.fieldUses), diagnostics)
  }

  /// Fills the template and appends the result to a buffer, which the caller may reuse.
  ///
  /// When it throws, the buffer is as it was before.
  public func render(
    _ context: TemplateObject, into buffer: inout [UInt8]
  ) throws(TemplateRenderError) {
    let start = buffer.count
    var renderer = Renderer(program: program, root: context, options: options)
    swap(&renderer.output, &buffer)
    renderer.outputLimit = start + options.limits.outputBytes
    do {
      _ = try renderer.run(program.steps)
      swap(&renderer.output, &buffer)
    } catch {
      renderer.restoreOutput()
      swap(&renderer.output, &buffer)
      buffer.removeSubrange(min(start, buffer.count)...)
      throw error
    }
  }

  /// Fills the template.
  public func render(_ context: TemplateObject) throws(TemplateRenderError) -> [UInt8] {
    var buffer: [UInt8] = []
    try render(context, into: &buffer)
    return buffer
  }
}
