internal import Templating

extension CampaignContext {
  /// The names that templates see at the top, each at its place in the root's shape.
  enum Root {
    static let business = 0
    static let site = 1
    static let campaign = 2
    static let event = 3
    static let events = 4
    static let utm = 5
    static let now = 6
    static let contact = 7
    static let place = 8
    static let corporation = 9
    static let interests = 10
    static let recommendations = 11
    static let requests = 12
    static let purchases = 13
    static let board = 14
    static let links = 15
    static let locale = 16
    static let segment = 17
    static let variant = 18
  }

  /// The shapes of what is made for each recipient, made once.
  enum Shapes {
    static let root = TemplateShape([
      "business", "site", "campaign", "event", "events", "utm", "now", "contact", "place",
      "corporation", "interests", "recommendations", "requests", "purchases", "board", "links",
      "locale", "segment", "variant",
    ])
    static let contact = TemplateShape([
      "id", "email", "first_name", "last_name", "phone_number", "company", "job_title", "city",
      "state", "locale", "hosted_event_count", "attended_event_count", "data",
    ])
    static let interest = TemplateShape(["category", "value"])
    static let request = TemplateShape(["title", "detail"])
    static let board = TemplateShape(["url"])
    static let links = TemplateShape(["unsubscribe", "web_version"])
    static let recommendation = TemplateShape(product + ["reason", "score"])
    static let purchase = TemplateShape(product + ["amount", "date"])
    private static let product = [
      "id", "name", "category", "price", "description", "url", "image_url", "features",
    ]
  }
}
