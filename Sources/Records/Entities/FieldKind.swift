internal import CRMModel

/// What a field holds, which decides how a cell is read and checked.
enum FieldKind: Sendable, Hashable {
  /// One line of text.
  case text
  /// Text that may span lines.
  case longText
  /// An opaque id of 1 to 128 characters.
  case identifier
  /// The id of another record, which must exist.
  case reference(EntityType)
  /// An e-mail address.
  case email
  /// A telephone number; E.164 where possible.
  case phone
  /// A name that is safe in a path.
  case slug
  /// A category, case-folded.
  case category
  /// An exact decimal number within whole bounds.
  case decimal(minimum: Int64, maximum: Int64)
  /// A whole number within bounds.
  case integer(minimum: Int, maximum: Int)
  /// A moment, kept as milliseconds since 1970.
  case time
  /// A list of texts, kept as JSON; `;` separates them in CSV.
  case list
  /// A map, kept as JSON; `field.<name>` columns build it in CSV.
  case map
  /// One of a few words.
  case choice([String])
  /// A list of contacts, kept as rows of a link table.
  case links(table: String)
  /// Computed from other rows: read over in files.
  case computed
}
