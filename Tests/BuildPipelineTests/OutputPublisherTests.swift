import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import BuildPipeline

struct OutputPublisherTests {
  private func publish(
    _ folder: TemporaryFolder, _ files: [String: String], sections: Set<String>
  ) throws -> OutputPublisher.Counts {
    var publisher = try OutputPublisher(
      outputFolder: folder.path + "/Output", stateFolder: folder.path + "/.galley")
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      try publisher.add(name, Array(text.utf8))
    }
    return try publisher.publish(sections: sections)
  }

  @Test func writesOnlyWhatChangedAndRemovesWhatIsGone() throws {
    let folder = try TemporaryFolder()
    let all: Set<String> = ["a", "b"]
    #expect(
      try publish(folder, ["a/1": "x", "a/d/2": "y", "b/3": "z"], sections: all)
        == .init(written: 3, unchanged: 0, removed: 0))
    #expect(
      try publish(folder, ["a/1": "x", "b/3": "other"], sections: all)
        == .init(written: 1, unchanged: 1, removed: 1))
    #expect(try folder.read("Output/b/3") == "other")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/Output/a/d"))
  }

  @Test func otherSectionsAndOtherPeoplesFilesStay() throws {
    let folder = try TemporaryFolder()
    _ = try publish(folder, ["a/1": "x", "b/2": "y"], sections: ["a", "b"])
    try folder.write("mine", to: "Output/a/mine.txt")
    _ = try publish(folder, ["a/3": "x"], sections: ["a"])
    #expect(try folder.read("Output/b/2") == "y")
    #expect(try folder.read("Output/a/mine.txt") == "mine")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/Output/a/1"))
  }

  @Test func nothingIsTouchedBeforePublishing() throws {
    let folder = try TemporaryFolder()
    _ = try publish(folder, ["a/1": "old"], sections: ["a"])
    do {
      var publisher = try OutputPublisher(
        outputFolder: folder.path + "/Output", stateFolder: folder.path + "/.galley")
      try publisher.add("a/1", Array("new".utf8))
      #expect(try folder.read("Output/a/1") == "old")
    }
    #expect(try folder.read("Output/a/1") == "old")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.galley/staging"))
  }

  @Test func twoFilesOfOneNameAreABug() throws {
    let folder = try TemporaryFolder()
    var publisher = try OutputPublisher(
      outputFolder: folder.path + "/Output", stateFolder: folder.path + "/.galley")
    try publisher.add("a", [])
    let error = #expect(throws: GalleyError.self) { try publisher.add("a", []) }
    #expect(error?.code == .internalError)
  }

  @Test func aManifestCannotReachOutsideOutput() throws {
    let folder = try TemporaryFolder()
    try folder.write("keep", to: "a/secret")
    try folder.write(#"["a/../../a/secret", "/etc/hostname"]"#, to: ".galley/output-manifest.json")
    _ = try publish(folder, ["a/1": "x"], sections: ["a", "", "etc"])
    #expect(try folder.read("a/secret") == "keep")
  }

  @Test func onlyOneWorksInAWorkspace() throws {
    let folder = try TemporaryFolder()
    let lock = try WorkspaceLock(stateFolder: folder.path)
    let error = #expect(throws: GalleyError.self) {
      _ = try WorkspaceLock(stateFolder: folder.path)
    }
    #expect(error?.code == .workspaceBusy)
    withExtendedLifetime(lock) {}
  }

  @Test func keysAreRememberedPerCommand() throws {
    let folder = try TemporaryFolder()
    let keys = IdempotencyKeys(stateFolder: folder.path)
    #expect(!keys.holds("../x", for: "import"))
    try keys.add("../x", for: "import")
    #expect(keys.holds("../x", for: "import"))
    #expect(!keys.holds("../x", for: "write"))
  }
}
