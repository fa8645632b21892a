internal import Glibc

/// Exponential forgetting with a half-life.
enum Decay {
  /// 1 for now, one half after a half-life; 1 for ever when there is no half-life.
  static func weight(ageInSeconds: Int64, halfLifeInDays: Double) -> Double {
    guard halfLifeInDays > 0 else { return 1 }
    return exp2(-Double(max(0, ageInSeconds)) / (halfLifeInDays * 86_400))
  }
}
