internal import CRMModel
public import JSONText
public import Recommendations

extension RecommendationList {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "user_id": .string(userID),
      "cold": .bool(isCold),
      "imported": .bool(isImported),
      "removed": removals.json,
      "items": .array(
        items.enumerated().map { position, item in
          .object([
            "rank": .number(JSONNumber(position + 1)),
            "product_id": .string(item.recommendation.productID),
            "score": Self.share(item.recommendation.score),
            "reason": .string(item.recommendation.reason),
            "category": .string(item.recommendation.category),
            "fill": .bool(item.isFill),
            "parts": .object(
              JSONObject(item.parts.map { ($0.part.rawValue, Self.share($0.share)) })),
            "causes": .array(item.causes.map(\.json)),
          ])
        }),
    ])
  }

  /// A share with six digits behind the point: more would only show rounding.
  static func share(_ value: Double) -> JSONValue {
    JSONNumber((value * 1_000_000).rounded() / 1_000_000).map { .number($0) } ?? .null
  }
}

extension RecommendationCause {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "kind": .string(kind.rawValue), "subject": .string(subject), "name": .string(name),
      "share": RecommendationList.share(share),
    ])
  }
}

extension Explanation {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "user_id": .string(userID),
      "product_id": .string(productID),
      "score": RecommendationList.share(score),
      "rank": rank.map { .number(JSONNumber($0)) } ?? .null,
      "reason": .string(reason),
      "removed_by": removedBy.map { .string($0.rawValue) } ?? .null,
      "parts": .array(
        parts.map { part in
          .object([
            "part": .string(part.part.rawValue), "value": RecommendationList.share(part.value),
            "share": RecommendationList.share(part.share),
          ])
        }),
      "causes": .array(causes.map(\.json)),
    ])
  }
}

extension EvaluationResult {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "method": .string(method), "k": .number(JSONNumber(k)), "users": .number(JSONNumber(users)),
      "recall": RecommendationList.share(recall), "ndcg": RecommendationList.share(ndcg),
      "coverage": RecommendationList.share(coverage),
      "novelty": RecommendationList.share(novelty),
    ])
  }
}

extension GraphEdge {
  /// The form of `--json`.
  public var json: JSONValue {
    var object: JSONObject = [
      "kind": .string(kind.rawValue), "source": .string(source.key),
      "target": .string(target.key), "weight": RecommendationList.share(weight),
    ]
    for fact in facts { object[fact.name] = .string(fact.value) }
    return .object(object)
  }
}

extension SimilarUser {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "user_id": .string(userID), "similarity": RecommendationList.share(similarity),
      "common_products": .number(JSONNumber(commonProducts)),
      "common_interests": .array(commonInterests.map { .string($0) }),
    ])
  }
}

extension UserProfileGraph {
  /// The form of `--json`.
  public var json: JSONValue {
    .object([
      "user_id": .string(userID),
      "facts": .object(JSONObject(facts.map { ($0.name, .string($0.value)) })),
      "purchase_count": .number(JSONNumber(purchaseCount)),
      "preferences": .array(
        preferences.map {
          .object([
            "category": .string($0.category), "share": RecommendationList.share($0.share),
          ])
        }),
      "edges": .array(edges.map(\.json)),
      "similar_users": .array(similarUsers.map(\.json)),
    ])
  }
}
