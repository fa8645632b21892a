internal import CCurl

/// The transfers on the loop's thread, with the handles that libcurl works on.
@safe struct ActiveTransfers {
  private struct Entry {
    let handle: HandleBox
    let transfer: Transfer
  }

  // A copyable owner, so that handles can live in a dictionary; used on one thread only.
  private final class HandleBox {
    private var handle: EasyHandle?
    init(_ handle: consuming EasyHandle) { self.handle = consume handle }

    func take() -> EasyHandle? {
      let taken = handle.take()
      return taken
    }
  }

  private var entries: [UInt: Entry] = [:]

  mutating func add(_ handle: consuming EasyHandle, _ transfer: Transfer) {
    let key = unsafe UInt(bitPattern: handle.pointer)
    entries[key] = Entry(handle: HandleBox(handle), transfer: transfer)
  }

  /// Tells the caller of a finished transfer and frees its handle.
  mutating func finish(
    _ pointer: UnsafeMutableRawPointer, _ multi: UnsafeMutableRawPointer, _ result: CURLcode
  ) {
    guard let entry = entries.removeValue(forKey: UInt(bitPattern: pointer)),
      let handle = entry.handle.take()
    else { return }
    unsafe curl_multi_remove_handle(multi, pointer)
    let transfer = entry.transfer
    if result == CURLE_OK {
      transfer.finish(
        status: handle.number(CURLINFO_RESPONSE_CODE), duration: handle.duration,
        usedOpenConnection: handle.number(CURLINFO_NUM_CONNECTS) == 0)
    } else {
      let failure = transfer.isTooLarge ? .answerTooLarge : Self.failure(result)
      transfer.finish(
        failure, detail: unsafe String(cString: curl_easy_strerror(result)),
        sent: result == CURLE_SEND_FAIL_REWIND || handle.number(CURLINFO_REQUEST_SIZE) > 0)
    }
    handle.free()
  }

  /// Ends the transfers whose callers gave up.
  mutating func removeCancelled(_ multi: UnsafeMutableRawPointer) {
    for (key, entry) in entries where entry.transfer.isCancelled {
      entries[key] = nil
      guard let handle = entry.handle.take() else { continue }
      let sent = handle.number(CURLINFO_REQUEST_SIZE) > 0
      unsafe curl_multi_remove_handle(multi, handle.pointer)
      handle.free()
      entry.transfer.finish(.cancelled, detail: "", sent: sent)
    }
  }

  private static func failure(_ code: CURLcode) -> TransportFailure {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: .timeout
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unknownHost
    case CURLE_COULDNT_CONNECT: .connection
    case CURLE_URL_MALFORMAT: .badRequest
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      .tls
    default: .cutOff
    }
  }
}
