public import Diagnostics
public import SourceText

/// A template that is compiled once and filled for every recipient.
public struct Template: Sendable {
  let program: Program

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
    let draft = compiler.compile(source)
    let diagnostics = compiler.diagnostics
    guard !diagnostics.hasErrors else { return Parsed(nil, diagnostics) }
    return Parsed(
      Template(program: Program(draft, options: options), fields: compiler.fieldUses), diagnostics)
  }

  /// Fills the template with a row of the shape it was compiled with, and appends the result.
  ///
  /// When it throws, the output is as it was before.
  public func render(
    _ row: borrowing TemplateRow, into output: TemplateOutput
  ) throws(TemplateRenderError) {
    guard row.shape === program.options.shape else {
      throw TemplateRenderError(
        code: "invalid-argument", message: "the row has another shape than the template")
    }
    try row.withView { (view) throws(TemplateRenderError) in
      try Renderer.run(program, object: nil, row: view, into: output)
    }
  }

  /// Fills the template with an object and appends the result.
  ///
  /// When it throws, the output is as it was before.
  public func render(
    _ context: TemplateObject, into output: TemplateOutput
  ) throws(TemplateRenderError) {
    guard let shape = program.options.shape else {
      return try Self.noRow.withView { (view) throws(TemplateRenderError) in
        try Renderer.run(program, object: context, row: view, into: output)
      }
    }
    var row = TemplateRow(shape)
    row.fill(from: context)
    try render(row, into: output)
  }

  // Lent where names are looked up in an object.
  private static let noRow = TemplateRow(RowShape(.any))

  /// Fills the template and appends the result to a buffer, which the caller may reuse.
  ///
  /// When it throws, the buffer is as it was before.
  public func render(
    _ context: TemplateObject, into buffer: inout [UInt8]
  ) throws(TemplateRenderError) {
    // Most of what a template makes are its literals.
    let output = TemplateOutput(capacity: program.literals.count * 5 / 4 + 512)
    try render(context, into: output)
    unsafe output.withBytes { unsafe buffer.append(contentsOf: $0) }
  }

  /// Fills the template.
  public func render(_ context: TemplateObject) throws(TemplateRenderError) -> [UInt8] {
    var buffer: [UInt8] = []
    try render(context, into: &buffer)
    return buffer
  }
}
