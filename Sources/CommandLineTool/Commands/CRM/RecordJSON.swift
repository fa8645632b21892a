internal import CRMModel
internal import Diagnostics
internal import JSONText
internal import Records

/// Records in the form of `--json`: the fields of the data model in snake_case.
extension ContactProfile {
  var json: JSONValue {
    .object([
      "contact_uuid": .string(id), "email": .string(email), "first_name": .text(firstName),
      "last_name": .text(lastName), "place_uuid": .text(placeID),
      "phone_number": .text(phoneNumber), "company": .text(company), "job_title": .text(jobTitle),
      "city": .text(city), "state": .text(state), "locale": .text(locale),
      "consent": .string(consent.rawValue), "consent_source": .text(consentSource),
      "consent_at": .text(consentAt?.description),
      "hosted_event_count": .number(JSONNumber(hostedEventCount)),
      "attended_event_count": .number(JSONNumber(attendedEventCount)),
    ])
  }

  /// First and last name.
  var fullName: String { [firstName, lastName].compactMap { $0 }.joined(separator: " ") }
}

extension Place {
  var json: JSONValue {
    .object([
      "place_uuid": .string(id), "region": .text(region),
      "latitude": .decimal(latitude), "longitude": .decimal(longitude),
      "business_name": .string(businessName), "address": .object(address),
      "types": .array(types.map { .string($0) }), "corporation_uuid": .text(corporationID),
    ])
  }
}

extension CorporationProfile {
  var json: JSONValue {
    .object([
      "corporation_uuid": .string(id), "external_id": .text(externalID),
      "corporation_type": .text(corporationType), "business_name": .string(businessName),
      "categories": .array(categories.map { .string($0) }), "address": .object(address),
    ])
  }
}

extension Event {
  var json: JSONValue {
    .object([
      "event_id": .string(id), "slug": .string(slug), "title": .string(title),
      "description": .string(description), "start_at": .text(startAt?.description),
      "end_at": .text(endAt?.description), "venue": .text(venue),
      "max_capacity": maxCapacity.map { .number(JSONNumber($0)) } ?? .null,
      "owner": .text(owner), "host_ids": .array(hostIDs.map { .string($0) }),
      "attendee_ids": .array(attendeeIDs.map { .string($0) }),
    ])
  }
}

extension ActivityHistory {
  var json: JSONValue {
    .object([
      "type": .string(type.rawValue), "id": .string(id),
      "timestamp": .number(JSONNumber(timestamp)), "seq": .number(JSONNumber(sequence)),
      "action": .string(action.rawValue), "log": .string(log),
      "data_diff": .object(
        JSONObject(
          changes.map { ($0.field, .object(["old": $0.old, "new": $0.new])) })),
      "updated_by": .string(updatedBy),
    ])
  }

  /// Two lines or more for people: what happened, then field by field.
  var text: String {
    let time = Timestamp(secondsSince1970: timestamp)
    var lines = ["\(time)  \(type.rawValue) \(id)  \(action.rawValue) by \(updatedBy)"]
    lines += changes.map { change in
      "    \(change.field): \(Self.short(change.old)) -> \(Self.short(change.new))"
    }
    return lines.joined(separator: "\n")
  }

  private static func short(_ value: JSONValue) -> String {
    String(decoding: value.compactBytes().prefix(200), as: UTF8.self)
  }
}

extension AttributeValue {
  var json: JSONValue {
    .object([
      "data_type_attribute_name": .string(typedName), "value_version_uuid": .string(versionID),
      "data_identity": .string(identity), "value": value, "status": .string(status.rawValue),
      "created_at": .string(createdAt.description),
    ])
  }
}

extension UserInterest {
  var json: JSONValue {
    .object([
      "id": .string(id), "interest_category": .string(category), "interest_value": .string(value),
      "confidence_score": .decimal(confidenceScore), "source": .text(source),
    ])
  }
}

extension Purchase {
  var json: JSONValue {
    .object([
      "id": .string(id), "product_id": .string(productID), "amount": .decimal(amount),
      "category": .text(category), "timestamp": .string(timestamp.description),
      "metadata": .object(metadata),
    ])
  }
}

extension ContactRequest {
  var json: JSONValue {
    .object([
      "request_uuid": .string(id), "contact_uuid": .string(contactID),
      "place_uuid": .text(placeID), "request_title": .text(title), "request_detail": .text(detail),
    ])
  }
}

extension JSONValue {
  /// A text, or null.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// An exact number, or null.
  static func decimal(_ number: ExactDecimal?) -> JSONValue {
    number.map { .number(JSONNumber(validated: $0.description)) } ?? .null
  }

  /// A whole number.
  static func count(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }
}
