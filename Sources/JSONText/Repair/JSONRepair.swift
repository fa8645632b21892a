/// Repairs the mistakes that language models and people make in JSON.
///
/// Three rules hold. Valid JSON is never changed. Every byte of every source text lands in the
/// value or is reported as lost. A truncated text is never made into a valid one, since what was
/// cut off would be passed over in silence.
public enum JSONRepair {
  /// Repairs a text.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - isTruncated: Whether the sender said that it was cut off (`finish_reason: length`).
  /// - Returns: The value with the list of fixes and losses, or the reason why there is none.
  public static func repair(_ bytes: [UInt8], isTruncated: Bool = false) -> RepairResult {
    guard !isTruncated else { return RepairResult(failure: .truncated) }
    if let value = try? JSONParser.parse(bytes) { return RepairResult(value: value) }
    guard bytes.count <= 4 << 20 else { return RepairResult(failure: .tooLarge) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return RepairResult(failure: .unclear)
    }
    var reader = RepairReader(Array(text.unicodeScalars))
    do throws(RepairReader.Problem) {
      let value = try reader.document()
      return RepairResult(value: value, fixes: reader.fixes, lost: reader.lost)
    } catch {
      return RepairResult(fixes: reader.fixes, lost: reader.lost, failure: error.failure)
    }
  }
}
