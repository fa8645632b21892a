/// A stable, machine-readable name of a failure, with its exit code and what to do about it.
///
/// Every code is listed in this file; `docs/ERROR_CODES.md` is generated from `all`.
public struct ErrorCode: Sendable, Hashable {
  /// The UPPER_SNAKE name.
  public let name: String
  /// How a command that fails with it exits.
  public let exitCode: ExitCode
  /// What to do, in the imperative.
  public let hint: String

  init(_ name: String, _ exitCode: ExitCode, _ hint: String) {
    self.name = name
    self.exitCode = exitCode
    self.hint = hint
  }

  /// Two codes are the same when their names are.
  public static func == (lhs: ErrorCode, rhs: ErrorCode) -> Bool { lhs.name == rhs.name }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ErrorCode {
  /// A value has the wrong form, such as an e-mail address without a domain.
  public static let invalidFormat = ErrorCode(
    "INVALID_FORMAT", .invalidInput, "Correct the value at the place named and run again.")
  /// A field that must be there is missing or empty.
  public static let missingField = ErrorCode(
    "MISSING_FIELD", .invalidInput, "Add the field and run again.")
  /// A value has another type than the field.
  public static let typeMismatch = ErrorCode(
    "TYPE_MISMATCH", .invalidInput, "Give the value the type that the message names.")
  /// A value is outside its range.
  public static let outOfRange = ErrorCode(
    "OUT_OF_RANGE", .invalidInput, "Bring the value into the range that the message names.")
  /// Two records share what must be unique.
  public static let uniqueViolation = ErrorCode(
    "UNIQUE_VIOLATION", .invalidInput, "Keep one of the two records, or give them different keys.")
  /// A record refers to one that does not exist.
  public static let constraintViolation = ErrorCode(
    "CONSTRAINT_VIOLATION", .invalidInput,
    "Add the record that is referred to, or remove the reference.")
  /// A field or column that the data model does not have.
  public static let unknownField = ErrorCode(
    "UNKNOWN_FIELD", .invalidInput, "Correct the name, or remove the field.")
  /// A file that cannot be read as what it should be.
  public static let malformedFile = ErrorCode(
    "MALFORMED_FILE", .invalidInput, "Correct the file at the place named.")
  /// A limit on size, depth or count was passed.
  public static let limitExceeded = ErrorCode(
    "LIMIT_EXCEEDED", .invalidInput,
    "Make the input smaller, or raise the limit if it is a setting.")
  /// Rows were rejected on import; the others went in.
  public static let rowsRejected = ErrorCode(
    "ROWS_REJECTED", .invalidInput,
    "Correct the rows named above, or accept the loss with --allow-rejects.")
  /// A setting in galley.yml is wrong.
  public static let invalidConfiguration = ErrorCode(
    "INVALID_CONFIGURATION", .invalidInput, "Correct galley.yml; `galley doctor` checks it.")
  /// A campaign definition is wrong.
  public static let invalidCampaign = ErrorCode(
    "INVALID_CAMPAIGN", .invalidInput, "Correct campaign.yml at the place named.")
  /// A template does not compile or cannot be filled.
  public static let templateError = ErrorCode(
    "TEMPLATE_ERROR", .invalidInput, "Correct the template at the place named.")
  /// An answer or a copy file does not satisfy its schema.
  public static let schemaViolation = ErrorCode(
    "SCHEMA_VIOLATION", .invalidInput, "Correct the document so that it satisfies the schema.")
  /// No workspace was found.
  public static let workspaceNotFound = ErrorCode(
    "WORKSPACE_NOT_FOUND", .notFound,
    "Run inside a folder that has galley.yml, name one with --workspace, or make one with "
      + "`galley init DIR`.")
  /// A file was not found.
  public static let fileNotFound = ErrorCode(
    "FILE_NOT_FOUND", .notFound, "Check the path.")
  /// A campaign was not found.
  public static let campaignNotFound = ErrorCode(
    "CAMPAIGN_NOT_FOUND", .notFound, "Name a folder of Templates/campaigns.")
  /// A template was not found.
  public static let templateNotFound = ErrorCode(
    "TEMPLATE_NOT_FOUND", .notFound, "Check the path in campaign.yml, or add the file.")
  /// A contact was not found.
  public static let contactNotFound = ErrorCode(
    "CONTACT_NOT_FOUND", .notFound, "Check the address or the id, or import the contact.")
  /// A record was not found.
  public static let entityNotFound = ErrorCode(
    "ENTITY_NOT_FOUND", .notFound, "Check the id, or import the record.")
  /// A product was not found.
  public static let productNotFound = ErrorCode(
    "PRODUCT_NOT_FOUND", .notFound, "Check the id, or import the product.")
  /// The resources that come with galley were not found.
  public static let resourcesNotFound = ErrorCode(
    "RESOURCES_NOT_FOUND", .notFound,
    "Set GALLEY_RESOURCES to the folder, or keep ../share/galley beside the binary.")
  /// The person named may not be mailed.
  public static let consentRequired = ErrorCode(
    "CONSENT_REQUIRED", .notPermitted, "Record the person's consent first, or leave them out.")
  /// No API key, or one that is refused.
  public static let notAuthenticated = ErrorCode(
    "NOT_AUTHENTICATED", .notPermitted,
    "Put a valid key into the environment variable that galley.yml names (ai.key_variable).")
  /// The operation is not allowed.
  public static let notPermitted = ErrorCode(
    "NOT_PERMITTED", .notPermitted, "Ask whoever owns the account or the file.")
  /// A fixed plan does not fit the data, templates, copy or settings any more, or is too old.
  public static let stalePlan = ErrorCode(
    "STALE_PLAN", .notPermitted,
    "Look at `galley plan diff CAMPAIGN`, then fix a new plan with `galley build CAMPAIGN`.")
  /// Another galley works in this workspace.
  public static let workspaceBusy = ErrorCode(
    "WORKSPACE_BUSY", .failure, "Wait until the other galley is done, then run again.")
  /// The store could not be read or written.
  public static let storeFailed = ErrorCode(
    "STORE_FAILED", .failure,
    "Please try again; if it stays, delete .galley/store.sqlite: it is made again from Assets/crm.")
  /// The store was made by a newer galley.
  public static let storeTooNew = ErrorCode(
    "STORE_TOO_NEW", .failure, "Use the newer galley that made the store.")
  /// A write lost against a newer version of the record.
  public static let conflict = ErrorCode(
    "CONFLICT", .failure, "Read the record again, then repeat the change.")
  /// A file could not be written.
  public static let writeFailed = ErrorCode(
    "WRITE_FAILED", .failure, "Check free space and permissions, then run again.")
  /// A file could not be read.
  public static let readFailed = ErrorCode(
    "READ_FAILED", .failure, "Check that the file is readable, then run again.")
  /// The graph could not answer.
  public static let graphQueryFailed = ErrorCode(
    "GRAPH_QUERY_FAILED", .failure, "Run `galley import` again, then repeat.")
  /// An outside service did not answer in time.
  public static let serviceTimeout = ErrorCode(
    "SERVICE_TIMEOUT", .serviceFailed, "Run the command again; finished work is kept.")
  /// An outside service could not be reached.
  public static let serviceUnreachable = ErrorCode(
    "SERVICE_UNREACHABLE", .serviceFailed,
    "Check the network and the base URL, then run again; finished work is kept.")
  /// An outside service answered with an error.
  public static let serviceFailed = ErrorCode(
    "SERVICE_FAILED", .serviceFailed, "Run the command again later; finished work is kept.")
  /// An outside service refused our key.
  public static let keyRefused = ErrorCode(
    "KEY_REFUSED", .serviceFailed,
    "Check the key in the environment variable that galley.yml names (ai.key_variable).")
  /// An outside service limits the rate, or its quota is spent.
  public static let rateLimited = ErrorCode(
    "RATE_LIMITED", .serviceFailed, "Wait as long as the message says, then run again.")
  /// The AI answered with something that cannot be used.
  public static let invalidAnswer = ErrorCode(
    "INVALID_ANSWER", .serviceFailed,
    "Run the command again; the answer is kept under .galley/ai.")
  /// Copy is missing and may not be bought now.
  public static let copyMissing = ErrorCode(
    "COPY_MISSING", .invalidInput, "Run `galley write CAMPAIGN`, and commit the copy files.")
  /// The next call might cost more than the budget has left.
  public static let budgetExceeded = ErrorCode(
    "BUDGET_EXCEEDED", .budgetExceeded,
    "Wait for the next day, or raise the budget in galley.yml (ai.budgets).")
  /// No price is known for a model, so its cost cannot be bounded.
  public static let unknownPrice = ErrorCode(
    "UNKNOWN_PRICE", .invalidInput, "Add the model to ai.prices in galley.yml.")
  /// The command line is wrong.
  public static let usage = ErrorCode("USAGE", .usage, "See --help.")
  /// Ended by a signal.
  public static let interrupted = ErrorCode(
    "INTERRUPTED", .interrupted, "Run the same command again; finished work is kept.")
  /// A bug of ours.
  public static let internalError = ErrorCode(
    "INTERNAL_ERROR", .failure, "Please report it with the log.")

  /// Every code, in the order of the documentation.
  public static let all: [ErrorCode] = [
    invalidFormat, missingField, typeMismatch, outOfRange, uniqueViolation, constraintViolation,
    unknownField, malformedFile, limitExceeded, rowsRejected, invalidConfiguration,
    invalidCampaign, templateError, schemaViolation, copyMissing, unknownPrice,
    workspaceNotFound, fileNotFound, campaignNotFound, templateNotFound, contactNotFound,
    entityNotFound, productNotFound, resourcesNotFound,
    consentRequired, notAuthenticated, notPermitted, stalePlan,
    workspaceBusy, storeFailed, storeTooNew, conflict, writeFailed, readFailed, graphQueryFailed,
    serviceTimeout, serviceUnreachable, serviceFailed, keyRefused, rateLimited,
    invalidAnswer,
    budgetExceeded, usage, interrupted, internalError,
  ]
}
