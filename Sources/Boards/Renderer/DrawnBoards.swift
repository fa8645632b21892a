internal import Diagnostics
internal import Synchronization

/// Keeps the boards that were drawn last for others that differ in their headline only.
final class DrawnBoards: Sendable {
  /// What has to be equal: everything that is drawn but the headline's texts.
  struct Key: Hashable {
    private let board: VisionBoard
    private let scale: Int

    init(_ board: VisionBoard, scale: Int) {
      var board = board.drawnPart
      board.eyebrow = ""
      board.title = ""
      board.subtitle = ""
      self.board = board
      self.scale = scale
    }
  }

  private struct State {
    var boards: [(key: Key, board: DrawnBoard)] = []
    var seen: [Key] = []
  }

  private let state = Mutex(State())

  // Two of 1200 x 1500 are 14 MB and their files.
  private static let mostPixels = 4_000_000
  private static let mostSeen = 8

  func find(_ key: Key) -> DrawnBoard? {
    state.withLock { state in state.boards.first { $0.key == key }?.board }
  }

  /// Whether a board like this was asked for before: most boards are drawn once, and to keep them
  /// costs time and memory.
  func shouldKeep(_ key: Key, pixels: Int) -> Bool {
    guard pixels <= Self.mostPixels else { return false }
    return state.withLock { state in
      if state.seen.contains(key) { return true }
      if state.seen.count >= Self.mostSeen { state.seen.removeFirst() }
      state.seen.append(key)
      return false
    }
  }

  func keep(_ board: DrawnBoard, for key: Key) -> DrawnBoard {
    state.withLock { state in
      if let other = state.boards.first(where: { $0.key == key }) { return other.board }
      state.boards.append((key, board))
      while state.boards.count > 1,
        state.boards.reduce(0, { $0 + $1.board.pixels }) > Self.mostPixels
      {
        state.boards.removeFirst()
      }
      return board
    }
  }
}

extension VisionBoard {
  /// The board without what is not drawn: whom it is for, its id, its times.
  var drawnPart: VisionBoard {
    var board = self
    board.userID = ""
    board.boardID = ""
    board.imageURL = nil
    board.generatedAt = Timestamp(secondsSince1970: 0)
    board.inputHash = ""
    for index in board.sections.indices { board.sections[index].content.alt = "" }
    return board
  }
}
