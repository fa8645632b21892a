internal import Glibc

extension RecommendationModel {
  /// Everything that speaks for a product, strongest first; shares are parts of the whole score.
  func causes(
    item: Int, user: Int, shares: [PartShare], _ scratch: RankingScratch
  ) -> [RecommendationCause] {
    var found: [RecommendationCause] = []
    for share in shares where share.share > 0 {
      let terms = contributions(share.part, item: item, user: user, scratch)
      let total = terms.reduce(0.0) { $0 + $1.weight }
      guard total > 0 else { continue }
      for term in terms {
        let cause = RecommendationCause(
          kind: term.kind, subject: term.subject, name: term.name,
          share: share.share * term.weight / total)
        // Only two parts can name one cause twice.
        if shares.count > 1,
          let known = found.firstIndex(where: {
            $0.kind == cause.kind && $0.subject == cause.subject
          })
        {
          found[known].share += cause.share
        } else {
          found.append(cause)
        }
      }
    }
    return found.sorted {
      $0.share == $1.share ? $0.subject < $1.subject : $0.share > $1.share
    }
  }

  private struct Contribution {
    let kind: RecommendationCause.Kind
    let subject: String
    let name: String
    let weight: Double
  }

  private func contributions(
    _ part: ScorePart, item: Int, user: Int, _ scratch: RankingScratch
  ) -> [Contribution] {
    func product(_ kind: RecommendationCause.Kind, _ source: Int, _ weight: Float) -> Contribution {
      let entry = catalogue.products[source]
      return Contribution(
        kind: kind, subject: entry.id, name: entry.name, weight: Double(weight))
    }
    let profile = scratch.profile
    switch part {
    case .linear:
      // Negative weights lower the score; they are no reason to show it.
      return neighbours.range(of: item).compactMap { position in
        let source = Int(neighbours.items[position])
        let weight = profile[source] * linear.weights[position]
        return weight > 0 ? product(.bought, source, weight) : nil
      }
    case .neighbours:
      return neighbours.range(of: item).compactMap { position in
        let source = Int(neighbours.items[position])
        let weight = profile[source] * neighbours.cosine(item, position, matrix)
        return weight > 0 ? product(.bought, source, weight) : nil
      }
    case .content:
      return contentSources(profile).compactMap { source, weight in
        let likeness = weight * self.likeness(source, item)
        return likeness > 0 ? product(.alike, source, likeness) : nil
      }
    case .complements:
      return profile.touched.compactMap { source in
        let pair = complements.pairs[Int(source)].first { Int($0.item) == item }
        guard let pair else { return nil }
        return product(
          .boughtTogether, Int(source), profile[Int(source)] * log1p(pair.lift))
      }
    case .interest:
      return interests.byUser[user].compactMap { interest in
        let weight = likeness(interest, item)
        guard weight > 0 else { return nil }
        let name = interest.value.isEmpty ? interest.category : interest.value
        return Contribution(
          kind: .interest, subject: interest.category + ":" + interest.value, name: name,
          weight: Double(weight))
      }
    case .trend:
      let category = catalogue.categoryName(of: item)
      return [
        Contribution(kind: .popularInCategory, subject: category, name: category, weight: 1)
      ]
    case .restock:
      return [product(.boughtAgain, item, 1)]
    }
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
