public import Diagnostics

extension AIConfiguration {
  /// Makes the provider that the configuration names.
  ///
  /// - Throws: `NOT_AUTHENTICATED` when the service needs a key and the environment has none.
  public func makeProvider(
    environment: [String: String]
  ) throws(GalleyError) -> any AIProvider {
    switch provider {
    case .offline:
      return OfflineProvider()
    case .openai:
      return OpenAIProvider(
        baseURL: baseURL, key: try .read(variable: keyVariable, from: environment),
        timeout: timeout)
    case .anthropic:
      return AnthropicProvider(
        baseURL: baseURL, key: try .read(variable: keyVariable, from: environment),
        timeout: timeout)
    }
  }
}
