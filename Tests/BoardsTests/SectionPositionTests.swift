import Testing

@testable import Boards

@Suite struct SectionPositionTests {
  @Test func `A position keeps its numbers`() {
    #expect(SectionPosition(x: 1, y: 2, width: 3, height: 4).width == 3)
  }
}
