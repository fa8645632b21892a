public import Templating

extension CampaignContext {
  /// The fields that a campaign's templates may use; anything else is a compile-time error.
  public static func dataModel(hasEvent: Bool) -> DataModel {
    let text = DataModel.scalar(optional: false)
    let optionalText = DataModel.scalar(optional: true)
    let product: [String: DataModel] = [
      "id": text, "name": text, "category": text, "price": text, "description": text, "url": text,
      "image_url": optionalText, "features": .any, "reason": text, "score": text,
    ]
    var model: [String: DataModel] = [
      "contact": .object(
        [
          "id": text, "email": text, "first_name": optionalText, "last_name": optionalText,
          "phone_number": optionalText, "company": optionalText, "job_title": optionalText,
          "city": optionalText, "state": optionalText, "locale": optionalText,
          "hosted_event_count": text, "attended_event_count": text, "data": .any,
        ], optional: false),
      "place": .object(
        ["business_name": text, "region": optionalText, "address": .any, "types": .list(text)],
        optional: true),
      "corporation": .object(
        ["business_name": text, "type": optionalText, "categories": .list(text), "address": .any],
        optional: true),
      "interests": .list(.object(["category": text, "value": text], optional: false)),
      "recommendations": .list(.object(product, optional: false)),
      "business": .object(
        [
          "id": text, "name": text, "tagline": text, "description": text, "website": text,
          "postal_address": text, "currency": text, "profile": .any,
        ], optional: false),
      "site": .object(["title": text, "base_url": text], optional: false),
      "campaign": .object(["name": text, "slug": text, "url": text], optional: false),
      "utm": .object(["campaign": text, "source": text, "medium": text], optional: false),
      "requests": .list(
        .object(["title": optionalText, "detail": optionalText], optional: false)),
      "board": .object(["url": text], optional: false),
      "links": .object(["unsubscribe": text, "web_version": text], optional: false),
      "now": text, "locale": text, "segment": text, "variant": text,
    ]
    let event: [String: DataModel] = [
      "id": text, "slug": text, "title": text, "description": text, "start_at": optionalText,
      "end_at": optionalText, "venue": optionalText, "max_capacity": optionalText,
      "seats_left": optionalText, "url": text,
    ]
    model["event"] = .object(event, optional: !hasEvent)
    model["events"] = .list(.object(event, optional: false))
    var purchase = product
    purchase["amount"] = text
    purchase["date"] = text
    purchase["reason"] = nil
    purchase["score"] = nil
    model["purchases"] = .list(.object(purchase, optional: false))
    return .object(model, optional: false)
  }
}
