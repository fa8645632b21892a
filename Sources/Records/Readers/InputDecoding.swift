internal import Diagnostics

/// Makes UTF-8 of what a file holds.
enum InputDecoding {
  static func decode(_ source: any ByteSource, name: String) throws(GalleyError) -> any ByteSource {
    source
  }
}
