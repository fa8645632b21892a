internal import CCurl

/// One libcurl handle, set up for a transfer.
@safe struct EasyHandle: ~Copyable {
  /// libcurl's own pointer; it stays valid until `free`.
  let pointer: UnsafeMutableRawPointer
  private let headers: UnsafeMutablePointer<curl_slist>?

  /// Sets up a handle; `nil` when memory runs out or libcurl refuses an option.
  static func make(_ transfer: Transfer) -> EasyHandle? {
    guard let pointer = unsafe curl_easy_init() else { return nil }
    let request = transfer.request
    var headers: UnsafeMutablePointer<curl_slist>?
    // Without this libcurl waits a second for `100 Continue` before it sends a larger body.
    for line in ["Expect:"] + request.headers.map({ "\($0.name): \($0.value)" }) {
      guard let longer = unsafe curl_slist_append(headers, line) else {
        unsafe curl_slist_free_all(headers)
        unsafe curl_easy_cleanup(pointer)
        return nil
      }
      unsafe headers = longer
    }
    let handle = unsafe EasyHandle(pointer: pointer, headers: headers)
    guard handle.setOptions(transfer) else {
      handle.free()
      return nil
    }
    return handle
  }

  private init(pointer: UnsafeMutableRawPointer, headers: UnsafeMutablePointer<curl_slist>?) {
    unsafe self.pointer = pointer
    unsafe self.headers = headers
  }

  private func setOptions(_ transfer: Transfer) -> Bool {
    let request = transfer.request
    var isRight = true
    func set(_ option: CURLoption, _ value: Int) {
      if unsafe galley_curl_set_long(pointer, option, value) != CURLE_OK { isRight = false }
    }
    func set(_ option: CURLoption, _ value: String) {
      let code = unsafe value.withCString { unsafe galley_curl_set_pointer(pointer, option, $0) }
      if code != CURLE_OK { isRight = false }
    }
    set(CURLOPT_URL, request.url)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
    set(CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
    // A proxy of the environment is never asked for this machine: it would look at itself.
    if URLParts.isLoopback(transfer.host) { set(CURLOPT_NOPROXY, "*") }
    if request.method == "GET", request.body.isEmpty {
      set(CURLOPT_HTTPGET, 1)
    } else {
      set(CURLOPT_POST, 1)
      // The body is read by a function that cannot go back. With a buffer libcurl would send the
      // request again by itself when an open connection breaks before the answer, and a request
      // that costs money must never be sent twice behind our back.
      let codes = unsafe [
        galley_curl_set_size(
          pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)),
        galley_curl_set_data_function(pointer, CURLOPT_READFUNCTION, giveBody),
        galley_curl_set_pointer(
          pointer, CURLOPT_READDATA, Unmanaged.passUnretained(transfer).toOpaque()),
      ]
      if !codes.allSatisfy({ $0 == CURLE_OK }) { isRight = false }
      if request.method != "POST" { set(CURLOPT_CUSTOMREQUEST, request.method) }
    }
    if unsafe galley_curl_set_pointer(pointer, CURLOPT_HTTPHEADER, headers) != CURLE_OK {
      isRight = false
    }
    let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
    let codes = unsafe [
      galley_curl_set_data_function(pointer, CURLOPT_WRITEFUNCTION, takeBody),
      galley_curl_set_pointer(pointer, CURLOPT_WRITEDATA, context),
      galley_curl_set_data_function(pointer, CURLOPT_HEADERFUNCTION, takeHeader),
      galley_curl_set_pointer(pointer, CURLOPT_HEADERDATA, context),
    ]
    return isRight && codes.allSatisfy { $0 == CURLE_OK }
  }

  /// A number that libcurl knows after the transfer, such as the status.
  func number(_ info: CURLINFO) -> Int {
    var value = 0
    _ = unsafe galley_curl_get_long(pointer, info, &value)
    return value
  }

  /// How long the transfer took.
  var duration: Duration {
    var microseconds: curl_off_t = 0
    _ = unsafe galley_curl_get_size(pointer, CURLINFO_TOTAL_TIME_T, &microseconds)
    return .microseconds(Int64(microseconds))
  }

  /// Gives the memory back; the handle must have left its multi handle.
  consuming func free() {
    unsafe curl_easy_cleanup(pointer)
    unsafe curl_slist_free_all(headers)
  }

  // Zero would mean "no limit", so the least is one millisecond.
  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    let bounded = min(max(seconds, 0), 1_000_000)
    return max(1, Int(bounded) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}

// libcurl's callbacks. It reads any other number than the one given as a refusal, and ends the
// transfer.
private func takeBody(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  unsafe withTransfer(data, size * count, context) { transfer, bytes in
    unsafe transfer.append(UnsafeRawBufferPointer(bytes)) ? bytes.count : bytes.count + 1
  }
}

private func takeHeader(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  unsafe withTransfer(data, size * count, context) { transfer, bytes in
    unsafe transfer.appendHeader(UnsafeRawBufferPointer(bytes)) ? bytes.count : bytes.count + 1
  }
}

private func giveBody(
  _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  unsafe withTransfer(data, size * count, context) { transfer, room in
    unsafe transfer.fill(room)
  }
}

/// Calls `body` with the transfer that `context` is and the bytes that libcurl lends.
private func withTransfer(
  _ data: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
  _ body: (Transfer, UnsafeMutableRawBufferPointer) -> Int
) -> Int {
  guard let data = unsafe data, let context = unsafe context else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return unsafe body(transfer, UnsafeMutableRawBufferPointer(start: data, count: count))
}
