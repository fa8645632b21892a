internal import CRMModel

extension VendorExport {
  /// HubSpot: Contacts > Export, all properties or those of the view.
  static let hubSpotContacts = VendorExport(
    name: "HubSpot contacts", entity: .contact,
    signature: [
      ["record_id", "contact_id"], ["email"],
      [
        "contact_owner", "lead_status", "marketing_contact_status", "lifecycle_stage",
        "create_date", "last_activity_date",
      ],
    ]
  ) { row, _ in
    row.set("contact_uuid", "record_id", "contact_id")
    row.setPerson()
    row.set("job_title", "job_title")
    row.set("company", "company_name", "associated_company", "company")
    row.set("city", "city")
    row.set("state", "state_region", "state")
    row.set("locale", "preferred_language", "language")
    row.set("data.lifecycle_stage", "lifecycle_stage")
    row.set("data.lead_status", "lead_status")
    if row.isTrue("unsubscribed_from_all_email") {
      row.set("consent", to: "withdrawn", from: "unsubscribed_from_all_email")
      row.set("consent_source", to: "hubspot", from: "unsubscribed_from_all_email")
    }
  }

  /// Salesforce: a contact report, or the Data Loader with its API names.
  static let salesforceContacts = VendorExport(
    name: "Salesforce contacts", entity: .contact,
    signature: [
      ["email"],
      [
        "mailing_city", "mailingcity", "mailing_street", "mailingstreet", "email_opt_out",
        "hasoptedoutofemail", "has_opted_out_of_email",
      ],
    ]
  ) { row, _ in
    row.set("contact_uuid", "contact_id", "id")
    row.setPerson()
    row.set("job_title", "title")
    row.set("company", "account_name", "company")
    row.set("city", "mailing_city", "mailingcity")
    row.set("state", "mailing_state_province", "mailing_state", "mailingstate")
    row.set("data.lead_source", "lead_source", "leadsource")
    if row.isTrue("email_opt_out", "hasoptedoutofemail", "has_opted_out_of_email") {
      row.set("consent", to: "withdrawn", from: "email_opt_out")
      row.set("consent_source", to: "salesforce", from: "email_opt_out")
    }
  }

  /// Mailchimp: Audience > Export. The archive has one file each of subscribed, unsubscribed and
  /// cleaned members, told apart by their columns; the tags become an attribute.
  static let mailchimpAudience = VendorExport(
    name: "Mailchimp audience", entity: .contact,
    signature: [["email_address"], ["member_rating", "leid", "euid"]]
  ) { row, _ in
    row.setPerson()
    row.set("company", "company")
    row.set("state", "region")
    row.set("locale", "language")
    row.set("data.member_rating", "member_rating")
    row.set("data.tags", "tags")
    row.set("consent_source", to: "mailchimp", from: "email_address")
    if !row["unsub_time", "clean_time"].isEmpty {
      row.set("consent", to: "withdrawn", from: "email_address")
      row.set("consent_at", "unsub_time", "clean_time")
    } else {
      row.set("consent", to: "granted", from: "email_address")
      row.set("consent_at", "optin_time", "confirm_time")
    }
  }

  /// Shopify: Customers > Export.
  static let shopifyCustomers = VendorExport(
    name: "Shopify customers", entity: .contact,
    signature: [["email"], ["accepts_email_marketing", "accepts_marketing"], ["total_spent"]]
  ) { row, _ in
    row.set("contact_uuid", to: row["customer_id"].withoutApostrophe, from: "customer_id")
    row.setPerson()
    row.set("company", "default_address_company", "company")
    row.set("city", "default_address_city", "city")
    row.set("state", "default_address_province_code", "province_code", "province")
    row.set("data.tags", "tags")
    let agrees = row.isTrue("accepts_email_marketing", "accepts_marketing")
    row.set("consent", to: agrees ? "granted" : "unknown", from: "accepts_email_marketing")
    row.set("consent_source", to: agrees ? "shopify" : "", from: "accepts_email_marketing")
    // A customer without an address cannot be mailed: no contact of ours.
    if row["email"].isEmpty { row.drop() }
  }
}

extension VendorRow {
  /// The columns that name a person and how to reach them.
  fileprivate mutating func setPerson() {
    set("email", "email", "email_address")
    set("first_name", "first_name", "firstname")
    set("last_name", "last_name", "lastname")
    set(
      "phone_number",
      to: self["phone_number", "phone", "mobile", "mobilephone", "mobile_phone"]
        .withoutApostrophe, from: "phone_number")
  }
}

extension String {
  /// Without the apostrophe that some exports put before numbers, so that spreadsheets keep them.
  var withoutApostrophe: String { hasPrefix("'") ? String(dropFirst()) : self }
}
