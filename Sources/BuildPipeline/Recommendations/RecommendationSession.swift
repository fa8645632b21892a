internal import CRMModel
public import Campaigns
public import Diagnostics
internal import Foundation
public import Recommendations
internal import Records

/// The model of a workspace, ready for questions: what `galley recommend` and `galley graph` ask.
///
/// It reads the store as the last import left it, and imports only where there is no store yet.
public struct RecommendationSession: Sendable {
  /// What a session looks at.
  public struct Options: Sendable {
    /// The moment to look from; later purchases are not known.
    public var asOf: Timestamp
    /// How many threads work; it changes nothing but the time.
    public var threads: Int?

    /// Looks from a moment.
    public init(asOf: Timestamp, threads: Int? = nil) {
      self.asOf = asOf
      self.threads = threads
    }
  }

  let workspace: Workspace
  let store: Store
  let training: ModelTraining
  let threads: Int
  let wordings: ReasonWordings
  private let locales: [String: String]

  /// Opens the store and trains the model, or takes it over from the last run.
  public init(
    _ workspace: Workspace, _ options: Options, progress: Progress
  ) throws(GalleyError) {
    self.workspace = workspace
    threads = options.threads ?? ModelTraining.defaultThreads
    let isNew = !FileManager.default.fileExists(atPath: workspace.stateFolder + "/store.sqlite")
    if isNew {
      let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
      defer { withExtendedLifetime(lock) {} }
      store = try ImportStage.openStore(workspace, now: options.asOf)
      _ = try ImportStage.run(workspace, store: store, progress: progress)
    } else {
      store = try ImportStage.openStore(workspace, now: options.asOf)
    }
    training = try ModelTraining.run(
      workspace, store: store, asOf: options.asOf, threads: threads, progress: progress)
    wordings = workspace.settings.recommendations.wordings
    var locales: [String: String] = [:]
    for contact in training.contacts {
      if let locale = contact.locale { locales[contact.id] = locale }
    }
    self.locales = locales
  }

  /// The trained model.
  public var model: RecommendationModel { training.model }

  /// The graph of the model.
  public var graph: KnowledgeGraph {
    KnowledgeGraph(training.model, contacts: training.contacts)
  }

  /// The wording of a person's reasons.
  func wording(for userID: String) -> ReasonWording { wordings[locales[userID]] }

  /// The id of a contact named by id or address.
  ///
  /// - Throws: `CONTACT_NOT_FOUND`, without repeating an address.
  public func contactID(_ name: String) throws(GalleyError) -> String {
    if try store.contact(id: name) != nil { return name }
    if name.utf8.contains(UInt8(ascii: "@")), let contact = try store.contact(email: name) {
      return contact.id
    }
    guard !name.utf8.contains(UInt8(ascii: "@")) else {
      throw GalleyError(.contactNotFound, "There is no contact with the address given.")
    }
    throw GalleyError(
      .contactNotFound, "There is no contact “\(name)”.", details: ["contact": name])
  }

  /// Why a product is, or is not, recommended to a contact named by id or address.
  ///
  /// - Throws: `CONTACT_NOT_FOUND` or `PRODUCT_NOT_FOUND`.
  public func explain(
    user: String, product: String, type: RecommendationType? = nil
  ) throws(GalleyError) -> Explanation {
    let id = try contactID(user)
    return try model.explain(
      userID: id, productID: product, type: type, wording: wording(for: id))
  }
}
