internal import CRMModel
internal import Crypto
internal import Diagnostics
internal import GRDB

/// Replaces what identifies a person by something else that is always the same for the same value.
struct Pseudonyms {
  private let key: SymmetricKey

  private static let firstNames = [
    "Alex", "Bao", "Chidi", "Dana", "Elif", "Femi", "Gita", "Hana", "Ines", "Jun", "Kofi", "Lior",
    "Mika", "Noor", "Ola", "Pia",
  ]
  private static let lastNames = [
    "Abara", "Berg", "Castro", "Dogan", "Eze", "Fischer", "Gupta", "Haddad", "Ito", "Jansen",
    "Kaya", "Lund", "Moreau", "Novak", "Okoye", "Petrov",
  ]

  init(seed: String) { key = SymmetricKey(data: SHA256.hash(data: Array(seed.utf8))) }

  func replace(
    _ value: DatabaseValue, of field: Field, type: EntityType, id: String
  ) -> DatabaseValue {
    if let number = value.integer, field.kind == .time { return number.databaseValue }
    guard let text = value.text, !text.isEmpty else { return value }
    // A key may be an address; keys and what refers to them change together.
    if field.target == .contact || (type == .contact && field.name == "contact_uuid") {
      return contactID(text).databaseValue
    }
    if case .links = field.kind {
      let ids = RecordWriter.ids(text).map(contactID).sorted()
      return ("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]").databaseValue
    }
    guard field.isPersonal else { return value }
    switch field.kind {
    case .email: return "\(hex("email", text.lowercased(), 12))@example.invalid".databaseValue
    case .phone:
      return ("+999" + String(number("phone", text) % 1_000_000_000)).databaseValue
    default:
      let names = field.name == "last_name" ? Self.lastNames : Self.firstNames
      if field.name == "first_name" || field.name == "last_name" {
        return names[Int(number(field.name, text) % UInt64(names.count))].databaseValue
      }
      return "text \(hex(field.name, text, 8))".databaseValue
    }
  }

  private func contactID(_ id: String) -> String { "person-" + hex("contact", id, 16) }

  private func digest(_ kind: String, _ text: String) -> [UInt8] {
    Array(
      HMAC<SHA256>.authenticationCode(for: Array("\(kind)\u{0}\(text)".utf8), using: key))
  }

  private func number(_ kind: String, _ text: String) -> UInt64 {
    digest(kind, text).prefix(7).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func hex(_ kind: String, _ text: String, _ digits: Int) -> String {
    Hexadecimal.text(of: digest(kind, text).prefix(digits / 2))
  }
}
