/// Walks with restarts over the edges of the knowledge graph (personalised PageRank).
///
/// Walkers start at the person, follow PURCHASED, INTERESTED_IN, SIMILAR_TO, BELONGS_TO and
/// COMPLEMENTS edges both ways, and stop after every step with a fixed probability; a product is
/// near when many stop there. The shares are found by pushing (Andersen, Chung, Lang, "Local Graph
/// Partitioning using PageRank Vectors", 2006): the work is bounded by the tolerance, whatever the
/// size of the graph, and nothing is left to chance, so the same graph gives the same shares.
struct GraphWalk {
  /// The probability to stop after a step.
  static let stop: Float = 0.3
  /// Walkers fewer than this for each edge of their node stay where they are.
  static let tolerance: Float = 3e-6
  /// SIMILAR_TO edges of the person; those of others are the two PURCHASED steps they stand for.
  static let similarUsers = 20

  /// How walkers at a user, with all three kinds of edges, divide.
  private static let fromUser: (purchased: Float, interested: Float, similar: Float) =
    (0.7, 0.15, 0.15)
  /// How walkers at a product, with all three kinds of edges, divide.
  private static let fromProduct: (buyers: Float, complements: Float, category: Float) =
    (0.65, 0.25, 0.1)

  let model: RecommendationModel

  private var matrix: InteractionMatrix { model.matrix }
  private var itemCount: Int { model.catalogue.count }
  private var userCount: Int { model.users.count }
  private var firstCategory: Int { itemCount + userCount }
  private var firstInterest: Int { firstCategory + model.catalogue.categories.count }

  /// The nodes: products, then users, categories and interests.
  var nodeCount: Int { firstInterest + model.links.interests.count }

  /// Scores the products near a person whose profile is given.
  func run(
    user: Int, profile: ScoreBuffer, _ scratch: inout WalkScratch, _ buffer: inout ScoreBuffer
  ) {
    scratch.settled.reset()
    scratch.waiting.reset()
    scratch.queue.removeAll(keepingCapacity: true)
    leave(user, profile, &scratch)
    var next = 0
    while next < scratch.queue.count {
      let node = Int(scratch.queue[next])
      next += 1
      scratch.isQueued[node] = false
      let mass = scratch.waiting[node]
      scratch.waiting.add(-mass, to: node)
      scratch.settled.add(mass * Self.stop, to: node)
      push(node, mass * (1 - Self.stop), &scratch)
    }
    for item in scratch.waiting.touched where item < itemCount {
      let share = scratch.settled[Int(item)] + Self.stop * scratch.waiting[Int(item)]
      // Near everybody is no sign of being near this person.
      let buyers = Float(matrix.buyerCount(of: Int(item)))
      buffer.add(share / max(1, buyers).squareRoot(), to: Int(item))
    }
  }

  /// The first step: recent purchases, strong interests and close users are likelier.
  private func leave(_ user: Int, _ profile: ScoreBuffer, _ scratch: inout WalkScratch) {
    let interests = model.links.interests(of: user)
    let similar = similarUsers(to: user, &scratch)
    let purchased = profile.touched.reduce(Float(0)) { $0 + profile[Int($1)] }
    let interested = interests.reduce(Float(0)) { $0 + $1.strength }
    let close = similar.reduce(Float(0)) { $0 + $1.score }
    var total: Float = 0
    if purchased > 0 { total += Self.fromUser.purchased }
    if interested > 0 { total += Self.fromUser.interested }
    if close > 0 { total += Self.fromUser.similar }
    guard total > 0 else { return }
    if purchased > 0 {
      let each = Self.fromUser.purchased / total / purchased
      for item in profile.touched { arrive(Int(item), each * profile[Int(item)], &scratch) }
    }
    if interested > 0 {
      let each = Self.fromUser.interested / total / interested
      for edge in interests {
        arrive(firstInterest + Int(edge.interest), each * edge.strength, &scratch)
      }
    }
    if close > 0 {
      let each = Self.fromUser.similar / total / close
      for edge in similar { arrive(itemCount + Int(edge.item), each * edge.score, &scratch) }
    }
  }

  private func arrive(_ node: Int, _ mass: Float, _ scratch: inout WalkScratch) {
    scratch.waiting.add(mass, to: node)
    guard !scratch.isQueued[node],
      scratch.waiting[node] > Self.tolerance * Float(edgeCount(of: node))
    else { return }
    scratch.isQueued[node] = true
    scratch.queue.append(Int32(truncatingIfNeeded: node))
  }

  private func edgeCount(of node: Int) -> Int {
    if node < itemCount {
      return matrix.buyerCount(of: node) + model.complements.range(of: node).count + 1
    }
    if node < firstCategory {
      let user = node - itemCount
      return matrix.pairs(of: user).count + model.links.interests(of: user).count
    }
    if node < firstInterest { return model.catalogue.itemsByCategory[node - firstCategory].count }
    return model.links.usersByInterest[node - firstInterest].count
  }

  private func push(_ node: Int, _ mass: Float, _ scratch: inout WalkScratch) {
    if node < itemCount {
      pushProduct(node, mass, &scratch)
    } else if node < firstCategory {
      pushUser(node - itemCount, mass, &scratch)
    } else if node < firstInterest {
      let items = model.catalogue.itemsByCategory[node - firstCategory]
      for item in items { arrive(Int(item), mass / Float(items.count), &scratch) }
    } else {
      let users = model.links.usersByInterest[node - firstInterest]
      for user in users { arrive(itemCount + Int(user), mass / Float(users.count), &scratch) }
    }
  }

  private func pushProduct(_ item: Int, _ mass: Float, _ scratch: inout WalkScratch) {
    let buyers = matrix.buyerRange(of: item)
    let pairs = model.complements.range(of: item)
    var total = Self.fromProduct.category
    if !buyers.isEmpty { total += Self.fromProduct.buyers }
    if !pairs.isEmpty { total += Self.fromProduct.complements }
    if !buyers.isEmpty {
      let each = mass * Self.fromProduct.buyers / total / Float(buyers.count)
      for position in buyers {
        arrive(itemCount + Int(matrix.buyers[position]), each, &scratch)
      }
    }
    if !pairs.isEmpty {
      let each = mass * Self.fromProduct.complements / total / Float(pairs.count)
      for position in pairs { arrive(Int(model.complements.items[position]), each, &scratch) }
    }
    arrive(
      firstCategory + model.catalogue.products[item].category,
      mass * Self.fromProduct.category / total, &scratch)
  }

  private func pushUser(_ user: Int, _ mass: Float, _ scratch: inout WalkScratch) {
    let pairs = matrix.pairs(of: user)
    let interests = model.links.interests(of: user)
    var total: Float = 0
    if !pairs.isEmpty { total += Self.fromUser.purchased }
    if !interests.isEmpty { total += Self.fromUser.interested }
    guard total > 0 else { return }
    if !pairs.isEmpty {
      let each = mass * Self.fromUser.purchased / total / Float(pairs.count)
      for pair in pairs { arrive(Int(matrix.items[pair]), each, &scratch) }
    }
    if !interests.isEmpty {
      let each = mass * Self.fromUser.interested / total / Float(interests.count)
      for edge in interests { arrive(firstInterest + Int(edge.interest), each, &scratch) }
    }
  }

  /// The users most alike by the cosine of products and interests: the SIMILAR_TO edges.
  private func similarUsers(to user: Int, _ scratch: inout WalkScratch) -> [BestItems.Entry] {
    scratch.shared.reset()
    for item in matrix.items[matrix.pairs(of: user)] {
      for other in matrix.buyers[matrix.buyerRange(of: Int(item))] {
        scratch.shared.add(1, to: Int(other))
      }
    }
    for edge in model.links.interests(of: user) {
      for other in model.links.usersByInterest[Int(edge.interest)] {
        scratch.shared.add(1, to: Int(other))
      }
    }
    var best = BestItems(limit: Self.similarUsers)
    for other in scratch.shared.touched where Int(other) != user {
      let size = matrix.pairs(of: Int(other)).count + model.links.interests(of: Int(other)).count
      best.offer(
        item: other, score: scratch.shared[Int(other)] / Float(max(1, size)).squareRoot())
    }
    return best.sortedByScore()
  }
}

extension RecommendationModel {
  /// Scores what is near a person in the graph, and sells.
  func scoreWalk(_ user: Int, _ scratch: inout RankingScratch, _ buffer: inout ScoreBuffer) {
    let walk = GraphWalk(model: self)
    var memory =
      scratch.walk ?? WalkScratch(nodeCount: walk.nodeCount, userCount: users.count)
    scratch.walk = nil
    walk.run(user: user, profile: scratch.profile, &memory, &buffer)
    buffer.scale(by: trend.factors)
    scratch.walk = memory
  }
}
