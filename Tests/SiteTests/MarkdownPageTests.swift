import Campaigns
import Diagnostics
import TestSupport
import Testing

@testable import Site

struct MarkdownPageTests {
  private func read(_ text: String) throws -> MarkdownPage {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "page.md")
    return try MarkdownPage.read("page.md", files: WorkspaceFiles(root: folder.path)).value
  }

  @Test func frontMatterBecomesFieldsAndTheBodySafeHTML() throws {
    let page = try read("---\ntitle: About\ndraft: true\n---\n# Hi\n<script>x</script>\n")
    #expect(page.fields.first?.0 == "title")
    #expect(page.isDraft)
    #expect(page.html.contains("<h1>Hi</h1>"))
    #expect(!page.html.contains("<script>"))
  }

  @Test func brokenFrontMatterNamesItsLine() throws {
    let error = #expect(throws: GalleyError.self) { try read("---\ntitle: [a\n---\nx\n") }
    #expect(error?.code == .malformedFile)
    #expect((error?.location?.line ?? 0) >= 2)
  }
}
