/// How messages are written.
public enum MessageFormat: String, Sendable, CaseIterable {
  /// One RFC 5322 file per message, in 256 folders.
  case eml
  /// An HTML and a text file per message.
  case html
  /// One JSON object per line.
  case jsonl
  /// One file of all messages, in the mboxrd form.
  case mbox

  /// Whether all messages lie in one file.
  var isOneFile: Bool { self == .jsonl || self == .mbox }
}
