public import Campaigns
public import Diagnostics
internal import Foundation
internal import JSONText

/// `galley merge` as a request: the shards of a campaign become what one run would have made.
public struct MergeRequest {
  private let campaign: String
  private let folders: [String]
  private let output: String?
  private let workspace: Workspace

  /// Creates a request. Without folders, the shards are those of `Output/<campaign>/shards`; without
  /// an output the messages go to `Output/<campaign>`.
  public init(campaign: String, folders: [String], output: String?, workspace: Workspace) {
    self.campaign = campaign
    self.folders = folders
    self.output = output
    self.workspace = workspace
  }

  /// What a merge came to.
  public struct Summary: Sendable {
    /// How many shards there were.
    public var shards: Int
    /// How many messages.
    public var messages: Int
    /// Where they are.
    public var output: String
  }

  /// Merges.
  ///
  /// Throws `FILE_NOT_FOUND` for a shard that is not there, `CONFLICT` for shards of different
  /// plans, and `STALE_PLAN` when the workspace has another plan fixed.
  public func run() throws(GalleyError) -> Summary {
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let shards = try read()
    let first = shards[0].manifest
    guard
      let plan = try PlanFolder(stateFolder: workspace.stateFolder, campaign: campaign).load(),
      plan.digest.text == first.plan, plan.recipients.digest == first.recipients,
      plan.plannedAt.description == first.plannedAt
    else {
      throw GalleyError(
        .stalePlan, "The shards were made from another plan than the one fixed here.",
        details: ["campaign": campaign],
        hint: "Merge where the plan was fixed, or bring the folder .galley/plans along.")
    }
    let name = "messages" + (first.format.isOneFile ? ".\(first.format.rawValue)" : "")
    let target = output ?? "\(workspace.outputFolder)/\(campaign)/\(name)"
    if first.format.isOneFile {
      try mergeFiles(shards, plan, name: name, into: target)
    } else {
      try mergeFolders(shards, into: target)
    }
    return Summary(
      shards: shards.count, messages: shards.reduce(0) { $0 + $1.manifest.messages },
      output: target)
  }

  private typealias Shard = (folder: String, manifest: ShardManifest)

  private func read() throws(GalleyError) -> [Shard] {
    let root = "\(workspace.outputFolder)/\(campaign)/shards"
    var paths = folders
    if paths.isEmpty {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
      paths = names.sorted().map { root + "/" + $0 }
    }
    var shards: [Shard] = []
    for path in paths { shards.append((path, try ShardManifest(folder: path))) }
    shards.sort { $0.manifest.number < $1.manifest.number }
    guard let first = shards.first?.manifest else {
      throw GalleyError(
        .fileNotFound, "There are no shards of \(campaign).",
        hint: "Make them with `galley render \(campaign) --shard 1/4` and so on.")
    }
    let numbers = shards.map(\.manifest.number)
    guard numbers == Array(1...first.count) else {
      let missing = (1...first.count).filter { !numbers.contains($0) }
      throw GalleyError(
        missing.isEmpty ? .conflict : .fileNotFound,
        missing.isEmpty
          ? "A shard is there twice."
          : "The shards \(missing.map(String.init).joined(separator: ", ")) of \(first.count) are "
            + "missing.", details: ["campaign": campaign])
    }
    for shard in shards {
      let manifest = shard.manifest
      guard manifest.campaign == campaign, manifest.format == first.format,
        manifest.count == first.count, manifest.plan == first.plan,
        manifest.plannedAt == first.plannedAt, manifest.recipients == first.recipients
      else {
        throw GalleyError(
          .conflict, "Shard \(manifest.number) was made from another plan or in another format.",
          details: ["campaign": campaign])
      }
    }
    let total = shards.reduce(0) { $0 + $1.manifest.messages }
    guard total == first.planned else {
      throw GalleyError(
        .conflict, "The shards have \(total) messages, the plan \(first.planned).",
        details: ["campaign": campaign])
    }
    return shards
  }

  // Every recipient's message is the next of its shard, so the plan's order is that of one run.
  private func mergeFiles(
    _ shards: [Shard], _ plan: CampaignPlan, name: String, into target: String
  ) throws(GalleyError) {
    var readers: [MessageReader] = []
    for shard in shards {
      readers.append(
        try MessageReader(path: "\(shard.folder)/\(name)", format: shard.manifest.format))
    }
    let partial = MessageSink.partialPath(target)
    try Folders.make((target as NSString).deletingLastPathComponent)
    let descriptor = try Folders.open(partial, keeping: 0)
    defer { close(descriptor) }
    var buffer: [UInt8] = []
    for recipient in plan.recipients {
      try Interruption.check()
      let index = StableHash.shard(of: recipient.contactID, count: shards.count)
      guard let message = readers[index].next() else {
        throw GalleyError(.malformedFile, "Shard \(index + 1) ends too early.")
      }
      buffer += message
      if buffer.count > 1 << 20 {
        try Folders.write(buffer, to: descriptor, named: partial)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try Folders.write(buffer, to: descriptor, named: partial)
    guard readers.allSatisfy({ $0.next() == nil }) else {
      throw GalleyError(.malformedFile, "A shard has more messages than the plan.")
    }
    guard fsync(descriptor) == 0 else { throw Folders.failure(partial) }
    try Folders.rename(partial, to: target)
  }

  // Files are linked, so that merging can be repeated and costs no space.
  private func mergeFolders(_ shards: [Shard], into target: String) throws(GalleyError) {
    let partial = MessageSink.partialPath(target)
    try? FileManager.default.removeItem(atPath: partial)
    for shard in shards {
      try Folders.link(filesOf: shard.folder + "/messages", into: partial)
    }
    try Folders.replaceFolder(target, by: partial)
  }
}

/// Reads one message after the other from a file of many.
final class MessageReader {
  private let handle: FileHandle
  private let format: MessageFormat
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(path: String, format: MessageFormat) throws(GalleyError) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw GalleyError(.fileNotFound, "There is no file \(path).")
    }
    self.handle = handle
    self.format = format
  }

  deinit {
    try? handle.close()
  }

  /// The bytes of the next message with its separator, or `nil` at the end.
  func next() -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = messageEnd(from: searched) {
        defer { position = end }
        return buffer[position..<end]
      }
      if isAtEnd {
        guard position < buffer.count else { return nil }
        defer { position = buffer.count }
        return buffer[position...]
      }
      // A separator may be cut in two.
      searched = max(position, buffer.count - 6) - position
      buffer.removeSubrange(..<position)
      position = 0
      let data = (try? handle.read(upToCount: 1 << 20)) ?? nil
      if let data, !data.isEmpty { buffer += data } else { isAtEnd = true }
    }
  }

  // Behind a line of JSON; before the next "From " line of a mailbox.
  private func messageEnd(from start: Int) -> Int? {
    var index = start
    while let lineEnd = buffer[index...].firstIndex(of: 10) {
      if format == .jsonl { return lineEnd + 1 }
      guard lineEnd + 5 < buffer.count else { return nil }
      if buffer[(lineEnd + 1)...].starts(with: "From ".utf8) { return lineEnd + 1 }
      index = lineEnd + 1
    }
    return nil
  }
}
