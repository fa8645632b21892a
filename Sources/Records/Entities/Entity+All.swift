internal import CRMModel

extension Entity {
  /// The description of an entity, or `nil` for attributes, which are versioned and have their own
  /// path.
  static func of(_ type: EntityType) -> Entity? { all[type] }

  private static let all: [EntityType: Entity] = Dictionary(
    uniqueKeysWithValues: [
      corporations, places, contacts, products, events, requests, purchases, interests,
    ].map { ($0.type, $0) })

  static let corporations = Entity(
    .corporation, table: "corporation_profiles", naturalKey: "external_id", attributes: true,
    [
      Field("corporation_uuid", .identifier, aliases: ["id", "uuid", "corporation_id"]),
      Field("external_id", .identifier),
      Field("corporation_type", .text, aliases: ["type"]),
      Field("business_name", .text, required: true, aliases: ["name", "company", "company_name"]),
      Field("categories", .list, aliases: ["category"]),
      Field("address", .map),
    ])

  static let places = Entity(
    .place, table: "places",
    [
      Field("place_uuid", .identifier, aliases: ["id", "uuid", "place_id"]),
      Field("region", .text),
      Field("latitude", .decimal(minimum: -90, maximum: 90), aliases: ["lat"]),
      Field("longitude", .decimal(minimum: -180, maximum: 180), aliases: ["lng", "lon", "long"]),
      Field("business_name", .text, required: true, aliases: ["name", "place_name"]),
      Field("address", .map),
      Field("types", .list, aliases: ["type"]),
      Field(
        "corporation_uuid", .reference(.corporation), aliases: ["corporation_id", "corporation"]),
    ])

  static let contacts = Entity(
    .contact, table: "contact_profiles", naturalKey: "email", unique: true, attributes: true,
    [
      Field(
        "contact_uuid", .identifier, aliases: ["id", "uuid", "contact_id", "user_id", "user_uuid"]),
      Field(
        "email", .email, required: true, personal: true, aliases: ["email_address", "e_mail"]),
      Field("first_name", .text, personal: true, aliases: ["given_name", "firstname"]),
      Field("last_name", .text, personal: true, aliases: ["family_name", "surname", "lastname"]),
      Field("place_uuid", .reference(.place), aliases: ["place_id", "place"]),
      Field(
        "phone_number", .phone, personal: true,
        aliases: ["phone", "telephone", "mobile", "phone_no"]),
      Field("company", .text, aliases: ["company_name", "organization", "organisation"]),
      Field("job_title", .text, aliases: ["title", "position"]),
      Field("city", .text, aliases: ["town"]),
      Field("state", .text, aliases: ["province", "state_region"]),
      Field("locale", .text, aliases: ["language", "lang", "preferred_language"]),
      Field("consent", .choice(Consent.allCases.map(\.rawValue))),
      Field("consent_source", .text),
      Field("consent_at", .time),
      Field("hosted_event_count", .computed),
      Field("attended_event_count", .computed),
    ])

  static let products = Entity(
    .product, table: "products", overflowMap: "metadata",
    [
      Field("id", .identifier, required: true, aliases: ["product_id", "sku", "uuid"]),
      Field("name", .text, required: true, aliases: ["title", "product_name"]),
      Field("category", .category, aliases: ["product_category", "categories"]),
      Field("price", .decimal(minimum: 0, maximum: 1_000_000_000), aliases: ["unit_price"]),
      Field("description", .longText),
      Field("image_url", .text, aliases: ["image", "image_path"]),
      Field("metadata", .map),
    ])

  static let events = Entity(
    .event, table: "events", naturalKey: "slug", unique: true,
    [
      Field("event_id", .identifier, aliases: ["id", "uuid", "event_uuid"]),
      Field("slug", .slug, required: true),
      Field("title", .text, required: true, aliases: ["name"]),
      Field("description", .longText),
      Field("start_at", .time, aliases: ["start", "starts_at", "start_date"]),
      Field("end_at", .time, aliases: ["end", "ends_at", "end_date"]),
      Field("venue", .text, aliases: ["location"]),
      Field("max_capacity", .integer(minimum: 0, maximum: 10_000_000), aliases: ["capacity"]),
      Field("owner", .reference(.contact), aliases: ["owner_id"]),
      Field("host_ids", .links(table: "event_hosts"), aliases: ["hosts"]),
      Field("attendee_ids", .links(table: "event_attendances"), aliases: ["attendees"]),
    ])

  static let requests = Entity(
    .request, table: "contact_requests",
    [
      Field("request_uuid", .identifier, aliases: ["id", "uuid", "request_id"]),
      Field(
        "contact_uuid", .reference(.contact), required: true,
        aliases: ["contact_id", "user_id", "contact"]),
      Field("place_uuid", .reference(.place), aliases: ["place_id", "place"]),
      Field("request_title", .text, personal: true, aliases: ["title"]),
      Field("request_detail", .longText, personal: true, aliases: ["detail", "details"]),
    ])

  static let purchases = Entity(
    .purchase, table: "purchases", overflowMap: "metadata",
    [
      Field("id", .identifier, aliases: ["purchase_id", "uuid"]),
      Field(
        "user_id", .reference(.contact), required: true,
        aliases: ["contact_uuid", "contact_id", "customer_id", "user", "email"]),
      Field(
        "product_id", .reference(.product), required: true, aliases: ["product", "sku"]),
      Field("amount", .decimal(minimum: 0, maximum: 1_000_000_000), aliases: ["price", "total"]),
      Field("category", .category),
      Field(
        "timestamp", .time, required: true,
        aliases: ["purchased_at", "date", "created_at", "ordered_at"]),
      Field("metadata", .map),
    ])

  static let interests = Entity(
    .interest, table: "user_interests",
    [
      Field("id", .identifier, aliases: ["interest_id", "uuid"]),
      Field(
        "user_id", .reference(.contact), required: true,
        aliases: ["contact_uuid", "contact_id", "user"]),
      Field("interest_category", .category, required: true, aliases: ["category"]),
      Field("interest_value", .text, required: true, aliases: ["value"]),
      Field(
        "confidence_score", .decimal(minimum: 0, maximum: 1), aliases: ["confidence", "score"]),
      Field("source", .text),
    ])

  /// Rows of attribute files; they have no table of records.
  static let attributes = Entity(
    .attribute, table: "attribute_values", attributes: false,
    [
      Field(
        "data_type_attribute_name", .text, required: true, aliases: ["attribute", "name"]),
      Field(
        "data_identity", .identifier, required: true,
        aliases: ["contact_uuid", "contact_id", "user_id", "identity", "id", "email"]),
    ])
}
