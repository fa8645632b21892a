internal import Boards
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText

/// Where `galley board render` puts its files.
struct BoardFiles {
  let out: String?
  /// The campaign, in front of the names of its segments.
  let prefix: String?

  /// Writes a picture and its JSON; gives the picture's path.
  func write(_ item: BoardRequest.Item, isAlone: Bool) throws(GalleyError) -> String {
    let name =
      [prefix, item.name].compactMap(\.self).joined(separator: "-")
      .replacing("/", with: "-") + ".png"
    var path = name
    if let out {
      path = isAlone && out.lowercased().hasSuffix(".png") ? out : out + "/" + name
    }
    try Self.write(item.png, to: path)
    try Self.write(
      item.board.json.prettyBytes(),
      to: path.lowercased().hasSuffix(".png") ? String(path.dropLast(4)) + ".json" : path + ".json")
    return path
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(GalleyError) {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw GalleyError(
        .writeFailed, "\(path) cannot be written.",
        underlying: (error as NSError).localizedDescription)
    }
  }
}

/// Boards as tables and JSON.
enum BoardText {
  static func json(_ item: BoardRequest.Item, path: String) -> JSONValue {
    .object([
      "name": .string(item.name), "file": .string(path),
      "bytes": .number(JSONNumber(item.png.count)), "alt": .string(item.board.alt),
      "input_hash": .string(item.board.inputHash),
      "contrasts": .array(
        item.contrasts.map {
          .object([
            "section": .number(JSONNumber($0.section + 1)),
            "ratio_percent": .number(JSONNumber($0.ratio)),
            "scrim": .number(JSONNumber($0.scrim)),
          ])
        }),
    ])
  }

  static func layoutJSON(_ item: BoardRequest.Item) -> JSONValue {
    let json = item.board.json
    return .object([
      "name": .string(item.name), "layout": json["layout"] ?? .null,
      "sections": .array(
        (json["sections"]?.arrayValue ?? []).map { section in
          .object([
            "type": section["type"] ?? .null, "title": section["content"]?["title"] ?? .null,
            "style": section["content"]?["style"] ?? .null,
            "position": section["position"] ?? .null,
          ])
        }),
    ])
  }

  static func layout(_ item: BoardRequest.Item) -> String {
    let layout = item.board.layout
    var rows = [["section", "x", "y", "width", "height"]]
    for (index, section) in item.board.sections.enumerated() {
      let place = section.position
      rows.append([
        "\(index + 1) \(section.type.rawValue), \(section.content.style.rawValue)", "\(place.x)",
        "\(place.y)", "\(place.width)", "\(place.height)",
      ])
    }
    return "\(item.name): \(layout.kind.rawValue), \(layout.width) x \(layout.height)\n"
      + TextTable.text(rows)
  }
}
