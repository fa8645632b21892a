internal import Glibc

extension RecommendationModel {
  /// What speaks for a product.
  struct Causes {
    /// Strongest first, at most ten; shares are parts of the whole score.
    var list: [RecommendationCause] = []
    /// The kind that weighs most in all causes together.
    var lead: RecommendationCause.Kind?
  }

  /// One term of the score: a product, an interest of the person or a category, by index.
  private struct Term {
    let kind: RecommendationCause.Kind
    let index: Int
    var share: Double
  }

  /// Everything that speaks for a product.
  func causes(item: Int, user: Int, shares: [PartShare], _ scratch: RankingScratch) -> Causes {
    var found: [Term] = []
    for share in shares where share.share > 0 {
      var terms = self.terms(share.part, item: item, user: user, scratch)
      let total = terms.reduce(0.0) { $0 + $1.share }
      guard total > 0 else { continue }
      for index in terms.indices { terms[index].share *= share.share / total }
      if found.isEmpty {
        found = terms
        continue
      }
      for term in terms {
        // Only two parts can name one cause twice.
        if let known = found.firstIndex(where: { $0.kind == term.kind && $0.index == term.index }) {
          found[known].share += term.share
        } else {
          found.append(term)
        }
      }
    }
    found.sort {
      if $0.share != $1.share { return $0.share > $1.share }
      return $0.kind == $1.kind
        ? $0.index < $1.index
        : $0.kind.rawValue.utf8.lexicographicallyPrecedes($1.kind.rawValue.utf8)
    }
    return Causes(
      list: found.prefix(10).map { cause($0, user: user) }, lead: Self.lead(found))
  }

  /// The kind that weighs most; the first of equals in the fixed order of the kinds.
  private static func lead(_ terms: [Term]) -> RecommendationCause.Kind? {
    guard let first = terms.first?.kind, terms.contains(where: { $0.kind != first }) else {
      return terms.first?.kind
    }
    var lead: (kind: RecommendationCause.Kind, weight: Double)?
    for kind in RecommendationCause.Kind.allCases {
      let weight = terms.reduce(0.0) { $1.kind == kind ? $0 + $1.share : $0 }
      if weight > (lead?.weight ?? 0) { lead = (kind, weight) }
    }
    return lead?.kind
  }

  private func cause(_ term: Term, user: Int) -> RecommendationCause {
    switch term.kind {
    case .interest:
      let interest = interests.byUser[user][term.index]
      return RecommendationCause(
        kind: .interest, subject: interest.key,
        name: interest.value.isEmpty ? interest.category : interest.value, share: term.share)
    case .popularInCategory, .popularNearby:
      let category = catalogue.categories.ids[term.index]
      return RecommendationCause(
        kind: term.kind, subject: category, name: category, share: term.share)
    case .bought, .boughtTogether, .boughtAgain, .alike:
      let entry = catalogue.products[term.index]
      return RecommendationCause(
        kind: term.kind, subject: entry.id, name: entry.name, share: term.share)
    }
  }

  private func terms(
    _ part: ScorePart, item: Int, user: Int, _ scratch: RankingScratch
  ) -> [Term] {
    func term(_ kind: RecommendationCause.Kind, _ index: Int, _ weight: Float) -> Term {
      Term(kind: kind, index: index, share: Double(weight))
    }
    let profile = scratch.profile
    switch part {
    case .linear:
      // Negative weights lower the score; they are no reason to show it.
      return neighbours.range(of: item).compactMap { position in
        let source = Int(neighbours.items[position])
        let weight = profile[source] * linear.weights[position]
        return weight > 0 ? term(.bought, source, weight) : nil
      }
    case .neighbours:
      return neighbours.range(of: item).compactMap { position in
        let source = Int(neighbours.items[position])
        let weight = profile[source]
        return weight > 0
          ? term(.bought, source, weight * neighbours.cosine(item, position, matrix)) : nil
      }
    case .content:
      return contentSources(profile).compactMap { source, weight in
        let likeness = weight * self.likeness(source, item)
        return likeness > 0 ? term(.alike, source, likeness) : nil
      }
    case .complements:
      return profile.touched.compactMap { source in
        let position = complements.range(of: Int(source)).first {
          Int(complements.items[$0]) == item
        }
        guard let position else { return nil }
        return term(
          .boughtTogether, Int(source), profile[Int(source)] * log1p(complements.lifts[position]))
      }
    case .walk:
      return walkSources(item: item, user: user, profile).map {
        term($0.isTogether ? .boughtTogether : .bought, $0.source, $0.weight)
      }
    case .interest:
      return interests.byUser[user].indices.compactMap { index in
        let weight = likeness(interests.byUser[user][index], item)
        return weight > 0 ? term(.interest, index, weight) : nil
      }
    case .trend:
      return [term(.popularInCategory, catalogue.products[item].category, 1)]
    case .restock:
      return [term(.boughtAgain, item, 1)]
    }
  }

  /// The purchases from which short walks lead to a product: over a shared buyer or a complement.
  ///
  /// Longer walks and those over interests, categories and other people name nothing that a person
  /// would recognise; where only they lead there, the product is said to be popular.
  private func walkSources(
    item: Int, user: Int, _ profile: ScoreBuffer
  ) -> [(source: Int, weight: Float, isTogether: Bool)] {
    let overBuyers: [(source: Int, weight: Float, isTogether: Bool)] =
      neighbours.range(of: item).compactMap { position in
        let source = Int(neighbours.items[position])
        let weight = profile[source] * Float(neighbours.shared[position])
        return weight > 0
          ? (source, weight / Float(max(1, matrix.buyerCount(of: source))), false) : nil
      }
    let overBaskets: [(source: Int, weight: Float, isTogether: Bool)] =
      complements.range(of: item).compactMap { position in
        let source = Int(complements.items[position])
        let degree = Float(complements.range(of: source).count)
        return profile[source] > 0 && degree > 0
          ? (source, profile[source] / degree, true) : nil
      }
    return overBuyers + overBaskets
  }

  /// The cosine of two products' texts.
  private func likeness(_ first: Int, _ second: Int) -> Float {
    var left = terms.range(of: first)
    var right = terms.range(of: second)
    var sum: Float = 0
    while let one = left.first, let other = right.first {
      if terms.terms[one] == terms.terms[other] {
        sum += terms.values[one] * terms.values[other]
        left.removeFirst()
        right.removeFirst()
      } else if terms.terms[one] < terms.terms[other] {
        left.removeFirst()
      } else {
        right.removeFirst()
      }
    }
    return sum
  }

  private func likeness(_ interest: InterestTable.Interest, _ item: Int) -> Float {
    let query = interestQuery(interest)
    var sum: Float = 0
    for position in terms.range(of: item) {
      for match in query where match.term == terms.terms[position] {
        sum += match.value * terms.values[position]
      }
    }
    for (category, weight) in namedCategories(interest)
    where category == catalogue.products[item].category {
      sum += weight
    }
    return sum * interest.strength
  }
}
