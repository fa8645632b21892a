extension RecommendationModel {
  /// Applies our rules to lists made elsewhere; a reason that is missing is written by us.
  ///
  /// A missing score falls with the rank: 1, 1/2, 1/3 and so on. Short lists are filled from the
  /// trend where the rules say so.
  ///
  /// - Parameters:
  ///   - imported: The lists.
  ///   - limit: How many products at most for each person.
  ///   - rules: The business rules; those of the options unless given.
  ///   - wording: The language of our reasons.
  /// - Returns: The lists of the people in `imported`, in byte order of their ids.
  public func lists(
    applyingRulesTo imported: ImportedLists, limit: Int = 6, rules: RecommendationRules? = nil,
    wording: ReasonWording = .english
  ) -> [RecommendationList] {
    let filter = rules.map { RuleFilter($0, catalogue: catalogue) } ?? self.filter
    return imported.userIDs.map { id in
      var builder = ListBuilder(
        self, filter, ListRequest(userID: id, limit: limit, type: nil, wording: wording),
        user: users[id])
      builder.take(imported.rows[id] ?? [])
      if filter.rules.fillsFromTrend { builder.fillFromTrend() }
      return builder.finish()
    }
  }
}
