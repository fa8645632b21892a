internal import Crypto

/// Numbers that are the same for the same texts in every run and on every machine.
public enum StableHash {
  /// The first 64 bits of the SHA-256 of the parts, separated by NUL.
  public static func of(_ parts: String...) -> UInt64 {
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(0) }
      bytes += part.utf8
    }
    return SHA256.hash(data: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Which of `count` shards a contact belongs to, from 0.
  public static func shard(of contactID: String, count: Int) -> Int {
    Int(of("shard", contactID) % UInt64(max(1, count)))
  }
}

/// A set of hashes in an open table: 16 bytes for each address of an audience, and no objects.
struct HashSet {
  private var slots: [UInt64]
  private var count = 0

  init() { slots = Array(repeating: 0, count: 1024) }

  /// Adds a hash; `false` when it was there already.
  mutating func insert(_ hash: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    // Zero marks an empty slot.
    return place(hash == 0 ? 1 : hash)
  }

  func contains(_ hash: UInt64) -> Bool {
    let hash = hash == 0 ? 1 : hash
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[index] != 0 {
      if slots[index] == hash { return true }
      index = (index + 1) & (slots.count - 1)
    }
    return false
  }

  private mutating func place(_ hash: UInt64) -> Bool {
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[index] != 0 {
      if slots[index] == hash { return false }
      index = (index + 1) & (slots.count - 1)
    }
    slots[index] = hash
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    count = 0
    for hash in old where hash != 0 { _ = place(hash) }
  }
}
