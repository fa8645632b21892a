/// The attributes of an element after defaults, `mj-attributes` and classes.
struct MJMLAttributes {
  enum Side { case top, right, bottom, left }

  /// What elements of one kind and class share, by the number of the attribute.
  final class Base {
    let values: [MJMLValue?]
    init(_ values: [MJMLValue?]) { self.values = values }
  }

  private let base: Base
  private var own: [(name: MJMLAttributeName, value: MJMLValue)]

  init(_ base: Base, _ own: [(name: MJMLAttributeName, value: MJMLValue)]) {
    self.base = base
    self.own = own
  }

  /// The value, empty ones too.
  func raw(_ name: MJMLAttributeName) -> MJMLValue? {
    for index in own.indices where own[index].name == name { return own[index].value }
    return base.values[Int(name.rawValue)]
  }

  /// The value, or `nil` when there is none or it is empty.
  subscript(_ name: MJMLAttributeName) -> MJMLValue? {
    guard let value = raw(name), !value.isEmpty else { return nil }
    return value
  }

  /// The text of a value, or `nil` when there is none or it is empty.
  func text(_ name: MJMLAttributeName) -> String? { self[name]?.text }

  mutating func set(_ name: MJMLAttributeName, _ value: MJMLValue) {
    own.removeAll { $0.name == name }
    own.append((name, value))
  }

  /// One side of a shorthand such as `padding`, in pixels; `names` are the shorthand and its sides.
  func side(_ side: Side, of names: [MJMLAttributeName] = MJMLAttributeName.paddings) -> Int {
    if let own = text(Self.name(of: side, in: names)) { return MJMLUnits.integer(own) }
    guard let all = text(names[0]) else { return 0 }
    let sides = MJMLUnits.sides(all)
    return switch side {
    case .top: sides.top
    case .right: sides.right
    case .bottom: sides.bottom
    case .left: sides.left
    }
  }

  private static func name(of side: Side, in names: [MJMLAttributeName]) -> MJMLAttributeName {
    switch side {
    case .top: names[1]
    case .right: names[2]
    case .bottom: names[3]
    case .left: names[4]
    }
  }

  /// The width of one side of a border, in pixels.
  func border(_ side: Side, of names: [MJMLAttributeName] = MJMLAttributeName.borders) -> Int {
    guard let text = text(Self.name(of: side, in: names)) ?? text(names[0]) else { return 0 }
    for part in text.split(separator: " ") where part.utf8.first.map(MJMLUnits.isDigit) == true {
      return MJMLUnits.integer(part)
    }
    return 0
  }

  var horizontalPadding: Int { side(.left) + side(.right) }
  var horizontalBorder: Int { border(.left) + border(.right) }

  /// A group of declarations by their own names.
  func styles(_ names: [MJMLAttributeName]) -> MJMLStyle { names.map { ($0.text, self[$0]) } }

  /// Whether a value is this word.
  func has(_ name: MJMLAttributeName, _ word: String) -> Bool { raw(name)?.text == word }
}

/// Declarations in order; those without a value are not written.
typealias MJMLStyle = [(name: String, value: MJMLValue?)]
