/// One HTTP request, with every limit that bounds it.
public struct HTTPRequest: Sendable, Hashable {
  /// A header line.
  public struct Header: Sendable, Hashable {
    /// The field name.
    public var name: String
    /// The field value.
    public var value: String

    /// Pairs a name with a value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The method, such as `GET` or `POST`.
  public var method: String
  /// The absolute URL; only `http` and `https` are spoken.
  public var url: String
  /// The header fields in the order sent.
  public var headers: [Header]
  /// The body; sent when not empty or when the method is not `GET`.
  public var body: [UInt8]
  /// How long making the connection may take, TLS included.
  public var connectTimeout: Duration
  /// How long everything may take, from the first look-up to the last byte.
  public var timeout: Duration
  /// The most bytes the answer's body may have after decoding.
  public var maximumAnswerSize: Int

  /// Creates a request.
  public init(
    _ method: String = "GET", _ url: String, headers: [Header] = [], body: [UInt8] = [],
    connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(25),
    maximumAnswerSize: Int = 8 << 20
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.maximumAnswerSize = maximumAnswerSize
  }
}
