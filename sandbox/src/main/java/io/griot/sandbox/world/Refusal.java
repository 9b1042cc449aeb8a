package io.griot.sandbox.world;

import java.util.Locale;

/** The world refuses a well-formed request. The message is the reason's wire name. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** A refusal for this reason. */
  public Refusal(Reason reason) {
    super(reason.wire());
    this.reason = reason;
  }

  /** The reason. */
  public Reason reason() {
    return reason;
  }

  /** The reasons for a refusal. */
  public enum Reason {
    /** No account has this number or LID. */
    NOT_ON_WHATSAPP,
    /** The number is used by another account. */
    ACCOUNT_EXISTS,
    /** There is no such group. */
    NO_SUCH_GROUP,
    /** The account is not in the group. */
    NOT_A_PARTICIPANT,
    /** Only admins may do this. */
    NOT_AN_ADMIN,
    /** There is no such channel. */
    NO_SUCH_CHANNEL,
    /** The invite link or invitation is unknown or expired. */
    INVITE_NOT_VALID,
    /** Another change came first. */
    CHANGED_MEANWHILE,
    /** There is no such chat. */
    NO_SUCH_CHAT,
    /** Only a business account has labels. */
    NOT_A_BUSINESS,
    /** There is no such label. */
    NO_SUCH_LABEL,
    /** The account has twenty labels already. */
    TOO_MANY_LABELS,
    /** A participant cannot delete the group's chat. */
    STILL_A_PARTICIPANT,
    /** There is no such message in the account's chats. */
    NO_SUCH_MESSAGE,
    /** The message is not a poll. */
    NOT_A_POLL,
    /** The poll has no such option, or allows only one. */
    NO_SUCH_OPTION,
    /** There is no such order, or the token is wrong. */
    NO_SUCH_ORDER,
    /** A message id must be 1 to 128 printable ASCII characters without blanks or slashes. */
    BAD_MESSAGE_ID,
    /** The text is too long (65 536 characters). */
    TOO_LONG,
    /** The account may not write to people who have not written to it recently. */
    REACHOUT_TIMELOCKED,
    /** The account's quota of new chats is used up. */
    NEW_CHATS_CAPPED,
    /** The account sends too many requests. */
    RATE_OVERLIMIT,
    /** The device is not linked, or not any more. */
    DEVICE_REMOVED,
    /** The account has four linked devices already. */
    TOO_MANY_DEVICES,
    /** The text is not the QR code of a page: four or five parts separated by commas. */
    NOT_A_PAIRING_CODE,
    /** No page shows the QR code or link code, or not any more. */
    PAIRING_CODE_NOT_VALID,
    /** The page was asked for the account's passkey, which is needed to link it. */
    PASSKEY_REQUIRED,
    /** The page did not finish pairing in time. */
    PAGE_DID_NOT_ANSWER,
    /** The login's signature was not made with the device's key. */
    BAD_SIGNATURE;

    /** The name on the wire and in answers. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
