package io.griot.contract;

/**
 * The failures of requests, with HTTP status and the text of the API's {@code error} key. Clients
 * of the original API compare some of these texts, so they are part of the contract.
 *
 * <p>A code that {@linkplain #frees() frees} its idempotency key says that nothing happened and
 * that a retry may help: a repeated request with the same key is then tried again. Any other
 * outcome is returned again.
 */
public enum FailureCode {
  MALFORMED_JSON(400, "malformed_json"),
  NOT_A_CHANNEL(400, "The chat is not a channel"),
  SUBSCRIPTION_SUSPENDED(402, "subscription_suspended"),
  INVALID_API_KEY(403, "Invalid API key"),
  /** The key is valid, but its scope does not include the operation. */
  KEY_OUT_OF_SCOPE(403, "key_out_of_scope"),
  KEY_QUOTA_EXCEEDED(403, "key_quota_exceeded"),
  /** The signature of a payment provider's notification is wrong. */
  WRONG_SIGNATURE(403, "wrong_signature"),
  SESSION_QUOTA_EXCEEDED(403, "session_quota_exceeded"),
  ROUTE_NOT_FOUND(404, "route_not_found"),
  /**
   * Also for a command whose session ended before it started; there may be a new session of that
   * name.
   */
  SESSION_NOT_FOUND(404, "session_not_found", true),
  SESSION_NOT_CONNECTED(404, "session_not_connected", true),
  COMMAND_NOT_FOUND(404, "command_not_found"),
  CUSTOMER_NOT_FOUND(404, "customer_not_found"),
  PAYMENT_NOT_FOUND(404, "payment_not_found"),
  PAYMENT_PROVIDER_NOT_FOUND(404, "payment_provider_not_found"),
  KEY_NOT_FOUND(404, "key_not_found"),
  HOST_NOT_FOUND(404, "host_not_found"),
  WEBHOOK_NOT_FOUND(404, "webhook_not_found"),
  CHAT_NOT_FOUND(404, "Chat not Found"),
  MESSAGE_NOT_FOUND(404, "Message not Found"),
  CHANNEL_NOT_FOUND(404, "Channel not Found"),
  INVITE_CODE_NOT_FOUND(404, "Invite code not Found"),
  CONTACT_NOT_FOUND(404, "Contact not Found"),
  LABEL_NOT_FOUND(404, "Label not Found"),
  MEDIA_NOT_FOUND(404, "Message media not found"),
  METHOD_NOT_ALLOWED(405, "method_not_allowed"),
  CONFLICT(409, "conflict"),
  CUSTOMER_EXISTS(409, "customer_exists"),
  BODY_TOO_LARGE(413, "body_too_large: at most 6 MB; larger files go by POST /media"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type"),
  INVALID_FIELD(422, "invalid_field"),
  /** The download of a file that the request links to took too long. */
  MEDIA_TOO_SLOW(422, "media_too_slow", true),
  NOT_A_GROUP(422, "The chat is not a group"),
  INVALID_SESSION_NAME(422, "Session should be alphanumerical or -"),
  SESSION_EXISTS(422, "session_exists"),
  IDEMPOTENCY_KEY_REUSED(422, "idempotency_key_reused"),
  /** WhatsApp itself refused, or the account has no right to do it. A retry changes nothing. */
  REFUSED_BY_WHATSAPP(422, "refused_by_whatsapp"),
  /** WhatsApp lets the account write only to people who were in contact with it recently. */
  RESTRICTED_NEW_CHATS(422, "restricted_new_chats", true),
  /** The account has used up WhatsApp's quota of new chats in this cycle. */
  NEW_CHAT_QUOTA_USED_UP(422, "new_chat_quota_used_up", true),
  /** The account itself has blocked the recipient. */
  CONTACT_BLOCKED(422, "contact_blocked", true),
  /** The account is not in the group, or only admins may write there. */
  NOT_ALLOWED_IN_GROUP(422, "not_allowed_in_group", true),
  /** WhatsApp's page or server finds the message itself malformed. */
  MESSAGE_MALFORMED(422, "message_malformed"),
  TOO_MANY_REQUESTS(429, "too_many_requests", true),
  /** The customer's own limit of requests per minute, for a key or a session, is exceeded. */
  RATE_LIMIT_EXCEEDED(429, "rate_limit_exceeded", true),
  /** The session or the customer has as many waiting commands as allowed. */
  TOO_MANY_COMMANDS_WAITING(429, "too_many_commands_waiting", true),
  UPLOAD_QUOTA_EXCEEDED(429, "upload_quota_exceeded"),
  /** The page threw an unexpected error. The command had no effect that Griot knows of. */
  PAGE_FAILED(500, "whatsapp_page_failed"),
  /** The command may have taken effect, and cannot be repeated safely. */
  OUTCOME_UNKNOWN(500, "outcome_unknown"),
  INTERNAL(500, "internal_error"),
  UNAVAILABLE_IN_THIS_VERSION(503, "unavailable_in_this_whatsapp_version", true),
  /** The session is linked, but was not connected for {@link SessionLimits#DOWN_AT_MOST}. */
  SESSION_DOWN(503, "session_down", true),
  /** The payment provider does not answer, or opens no payment page. */
  PAYMENT_PROVIDER_FAILED(503, "payment_provider_failed", true),
  OVERLOADED(503, "try_again", true),
  /** The command did not start before its {@link Command#startBy}, and never will. */
  EXPIRED(504, "expired", true);

  private final int httpStatus;
  private final String text;
  private final boolean frees;

  FailureCode(int httpStatus, String text) {
    this(httpStatus, text, false);
  }

  FailureCode(int httpStatus, String text, boolean frees) {
    this.httpStatus = httpStatus;
    this.text = text;
    this.frees = frees;
  }

  /** Whether the failure says that nothing happened and that a retry may help. */
  public boolean frees() {
    return frees;
  }

  /** The HTTP status of the API's answer. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The API's {@code error} text when the failure carries no detail of its own. */
  public String text() {
    return text;
  }
}
