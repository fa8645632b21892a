internal import Glibc

extension RecommendationModel {
  /// Weighs what a person bought by how long before the last purchase it was.
  ///
  /// Counting from the last purchase rather than from now ranks the same, and the weights of
  /// someone who has been away for years do not vanish.
  func fillProfile(of user: Int, _ scratch: inout RankingScratch) {
    scratch.profile.reset()
    let pairs = matrix.pairs(of: user)
    let latest = matrix.lastSeconds[pairs].max() ?? 0
    for pair in pairs {
      let weight = Decay.weight(
        ageInSeconds: latest - matrix.lastSeconds[pair],
        halfLifeInDays: options.profileHalfLifeInDays)
      scratch.profile.add(Float(weight), to: Int(matrix.items[pair]))
    }
  }

  /// Scores every product of a part for a person whose profile is filled.
  func fill(_ part: ScorePart, user: Int, _ scratch: inout RankingScratch) -> Float {
    var buffer = scratch.take(part)
    switch part {
    case .linear: scoreLinear(user, scratch.profile, &buffer)
    case .neighbours: scoreNeighbours(user, scratch.profile, &buffer)
    case .content: scoreContent(user, scratch.profile, &buffer)
    case .interest: scoreInterests(user, &buffer)
    case .trend: scoreTrend(user, scratch.profile, &buffer)
    case .complements: scoreComplements(user, scratch.profile, &buffer)
    case .walk: scoreWalk(user, &scratch, &buffer)
    case .restock: scoreRestock(user, &buffer)
    }
    let best = buffer.best
    scratch.put(buffer, for: part)
    return best
  }

  private func scoreLinear(_ user: Int, _ profile: ScoreBuffer, _ buffer: inout ScoreBuffer) {
    buffer.add(linear.rows(linear.targetWeights), of: profile)
    buffer.scale(by: trend.factors)
  }

  private func scoreNeighbours(_ user: Int, _ profile: ScoreBuffer, _ buffer: inout ScoreBuffer) {
    buffer.add(linear.rows(linear.targetCosines), of: profile)
  }

  /// The items whose texts stand for a person: the 50 that weigh most.
  func contentSources(_ profile: ScoreBuffer) -> [(item: Int, weight: Float)] {
    var best = BestItems(limit: 50)
    for item in profile.touched { best.offer(item: item, score: profile[Int(item)]) }
    return best.sortedByScore().map { (Int($0.item), $0.score) }
  }

  private func scoreContent(_ user: Int, _ profile: ScoreBuffer, _ buffer: inout ScoreBuffer) {
    var query: [Int32: Float] = [:]
    for (item, weight) in contentSources(profile) {
      for position in terms.range(of: item) {
        query[terms.terms[position], default: 0] += weight * terms.values[position]
      }
    }
    addPostings(query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, &buffer)
  }

  private func scoreInterests(_ user: Int, _ buffer: inout ScoreBuffer) {
    for interest in interests.byUser[user] where interest.strength > 0 {
      addPostings(
        interestQuery(interest).map { ($0.term, $0.value * interest.strength) }, &buffer)
      for (category, weight) in namedCategories(interest) {
        for item in catalogue.itemsByCategory[category] {
          buffer.add(weight * interest.strength, to: Int(item))
        }
      }
    }
  }

  /// The words of an interest; its value says more than the category it is filed under.
  func interestQuery(_ interest: InterestTable.Interest) -> [(term: Int32, value: Float)] {
    terms.query(interest.value) + terms.query(interest.category).map { ($0.term, $0.value * 0.3) }
  }

  /// The product categories that an interest names outright, with what belonging to one adds.
  func namedCategories(
    _ interest: InterestTable.Interest
  ) -> [(category: Int, weight: Float)] {
    var named: [(category: Int, weight: Float)] = []
    if let category = catalogue.categories[interest.value.lowercased()] {
      named.append((category, 0.5))
    }
    if let category = catalogue.categories[interest.category.lowercased()] {
      named.append((category, 0.2))
    }
    return named
  }

  /// Terms that most products share say nothing and would cost the most.
  private func addPostings(_ query: [(term: Int32, value: Float)], _ buffer: inout ScoreBuffer) {
    let limit = max(200, catalogue.count / 10)
    for (term, value) in query {
      let range = terms.termStart[Int(term)]..<terms.termStart[Int(term) + 1]
      guard range.count <= limit else { continue }
      for position in range {
        buffer.add(value * terms.postingValues[position], to: Int(terms.postings[position]))
      }
    }
  }

  /// The share of each category in what a person bought; interests where nothing was bought.
  func categoryShares(_ user: Int, _ profile: ScoreBuffer) -> [(category: Int, share: Float)] {
    var sums: [Int: Float] = [:]
    for item in profile.touched {
      sums[catalogue.products[Int(item)].category, default: 0] += profile[Int(item)]
    }
    if sums.isEmpty {
      for interest in interests.byUser[user] {
        for (category, _) in namedCategories(interest) {
          sums[category, default: 0] += interest.strength
        }
      }
    }
    let sorted = sums.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
    let total = sorted.reduce(0) { $0 + $1.value }
    return total > 0 ? sorted.map { ($0.key, $0.value / total) } : []
  }

  private func scoreTrend(_ user: Int, _ profile: ScoreBuffer, _ buffer: inout ScoreBuffer) {
    for (category, share) in categoryShares(user, profile) {
      for item in trend.byCategory[category].prefix(200) {
        buffer.add(share * trend.values[Int(item)], to: Int(item))
      }
    }
  }

  private func scoreComplements(_ user: Int, _ profile: ScoreBuffer, _ buffer: inout ScoreBuffer) {
    for item in profile.touched {
      let weight = profile[Int(item)]
      for position in complements.range(of: Int(item)) {
        buffer.add(
          weight * log1p(complements.lifts[position]), to: Int(complements.items[position]))
      }
    }
  }

  private func scoreRestock(_ user: Int, _ buffer: inout ScoreBuffer) {
    for pair in matrix.pairs(of: user) where matrix.purchaseCounts[pair] > 1 {
      buffer.add(matrix.frequencies[pair], to: Int(matrix.items[pair]))
    }
  }
}
