/// How messages are written.
public enum MessageFormat: String, Sendable, CaseIterable {
  /// One RFC 5322 file per message.
  case eml
  /// An HTML and a text file per message.
  case html
  /// One JSON object per line.
  case jsonl
  /// One file of all messages, in the mboxrd form.
  case mbox
}
