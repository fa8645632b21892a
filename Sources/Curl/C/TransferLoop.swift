internal import CCurl
internal import Diagnostics
internal import Foundation
internal import Synchronization

/// The one thread that drives every transfer of the process, over one shared connection pool.
///
/// A thread of its own rather than tasks, because libcurl's multi interface waits for sockets by
/// blocking, which the cooperative pool must never do.
@safe final class TransferLoop: Sendable {
  static let shared = TransferLoop()

  private struct Inbox: Sendable {
    var added: [Transfer] = []
    var isRunning = false
  }

  private let inbox = Mutex(Inbox())
  // Only `curl_multi_wakeup` is called from other threads, which libcurl allows; everything else
  // happens on the thread of `run`. The pointer lives as long as the process.
  private nonisolated(unsafe) let multi: UnsafeMutableRawPointer?

  private init() {
    curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    let multi = unsafe curl_multi_init()
    if let multi = unsafe multi {
      unsafe galley_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 64)
    }
    unsafe self.multi = multi
  }

  /// Starts a transfer.
  func add(_ transfer: Transfer) {
    guard let multi = unsafe multi else {
      transfer.finish(.connection, detail: "libcurl did not start", sent: false)
      return
    }
    let isFirst = inbox.withLock { inbox in
      inbox.added.append(transfer)
      defer { inbox.isRunning = true }
      return !inbox.isRunning
    }
    if isFirst {
      Thread.detachNewThread { [self] in run() }
    } else {
      unsafe curl_multi_wakeup(multi)
    }
  }

  /// Ends a transfer whose caller gave up.
  func cancel(_ transfer: Transfer) {
    transfer.markCancelled()
    if let multi = unsafe multi { unsafe curl_multi_wakeup(multi) }
  }

  private func run() {
    guard let multi = unsafe multi else { return }
    // A peer that closes while OpenSSL writes would otherwise end the whole process.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    var active = ActiveTransfers()
    while true {
      for transfer in inbox.withLock({ inbox in
        defer { inbox.added = [] }
        return inbox.added
      }) {
        unsafe begin(transfer, multi, &active)
      }
      unsafe active.removeCancelled(multi)
      var running: CInt = 0
      unsafe curl_multi_perform(multi, &running)
      var result = CURLE_OK
      while let pointer = unsafe galley_curl_next_done(multi, &result) {
        unsafe active.finish(pointer, multi, result)
      }
      unsafe curl_multi_poll(multi, nil, 0, running > 0 ? 1000 : 60_000, nil)
    }
  }

  private func begin(
    _ transfer: Transfer, _ multi: UnsafeMutableRawPointer, _ active: inout ActiveTransfers
  ) {
    guard !transfer.isCancelled else {
      transfer.finish(.cancelled, detail: "", sent: false)
      return
    }
    guard let handle = EasyHandle.make(transfer) else {
      transfer.finish(.badRequest, detail: "libcurl refused an option", sent: false)
      return
    }
    guard unsafe curl_multi_add_handle(multi, handle.pointer) == CURLM_OK else {
      handle.free()
      transfer.finish(.connection, detail: "libcurl took no more transfers", sent: false)
      return
    }
    active.add(handle, transfer)
  }
}
