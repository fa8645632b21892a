public import Diagnostics
internal import Glibc

/// Keeps a second galley out of a workspace while one works in it.
///
/// An advisory lock on `.galley/lock`: the kernel lets go of it when the process ends, however it
/// ends, so that a crash never leaves a workspace locked.
public struct WorkspaceLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// Throws `WORKSPACE_BUSY` when another process has it, `WRITE_FAILED` when it cannot be made.
  public init(stateFolder: String) throws(GalleyError) {
    try Folders.make(stateFolder)
    let path = stateFolder + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw GalleyError(
        .writeFailed, "The lock .galley/lock cannot be opened.", underlying: Folders.lastError())
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw GalleyError(.workspaceBusy, "Another galley is working in this workspace.")
    }
  }

  deinit {
    close(descriptor)
  }
}
