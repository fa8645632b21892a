/// The attributes of an element after defaults, `mj-attributes` and classes.
struct MJMLAttributes {
  enum Side: String { case top, right, bottom, left }

  private var values: [String: String]

  init(_ values: [String: String]) { self.values = values }

  /// The value, or `nil` when there is none or it is empty.
  subscript(_ name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }

  /// The value, empty ones too.
  func raw(_ name: String) -> String? { values[name] }

  /// One side of a shorthand such as `padding`, in pixels.
  func side(_ side: Side, of name: String) -> Int {
    if let own = self["\(name)-\(side.rawValue)"] { return MJMLUnits.integer(own) }
    guard let all = self[name] else { return 0 }
    let parts = all.split(separator: " ")
    let index: Int
    switch (parts.count, side) {
    case (1, _), (0, _): index = 0
    case (2, .top), (2, .bottom): index = 0
    case (2, _): index = 1
    case (3, .top): index = 0
    case (3, .bottom): index = 2
    case (3, _): index = 1
    case (_, .top): index = 0
    case (_, .right): index = 1
    case (_, .bottom): index = 2
    case (_, .left): index = 3
    }
    return index < parts.count ? MJMLUnits.integer(parts[index]) : 0
  }

  /// The width of one side of a border, in pixels.
  func border(_ side: Side, _ name: String = "border") -> Int {
    guard let text = self["\(name)-\(side.rawValue)"] ?? self[name] else { return 0 }
    for part in text.split(separator: " ") where part.first?.isNumber == true {
      return MJMLUnits.integer(part)
    }
    return 0
  }

  var horizontalPadding: Int { side(.left, of: "padding") + side(.right, of: "padding") }
  var horizontalBorder: Int { border(.left) + border(.right) }

  /// A group of declarations by their own names.
  func styles(_ names: [String]) -> MJMLStyle { names.map { ($0, self[$0]) } }

  static let paddings = [
    "padding", "padding-top", "padding-right", "padding-bottom", "padding-left",
  ]
  static let borders = ["border", "border-top", "border-right", "border-bottom", "border-left"]

  /// Inner variants of a group, such as `inner-border` written as `border`.
  func styles(_ names: [String], from prefix: String) -> MJMLStyle {
    names.map { ($0, self[prefix + $0]) }
  }
}

/// Declarations in order; those without a value are not written.
typealias MJMLStyle = [(name: String, value: String?)]
