package io.griot.sandbox.world;

import java.util.Locale;

/** The world's no to a request that is well formed. The message is the reason's wire name. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** A refusal for this reason. */
  public Refusal(Reason reason) {
    super(reason.wire());
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why the world says no. */
  public enum Reason {
    /** No account has this number or LID. */
    NOT_ON_WHATSAPP,
    /** The number is taken. */
    ACCOUNT_EXISTS,
    /** There is no such group. */
    NO_SUCH_GROUP,
    /** The account is not in the group. */
    NOT_A_PARTICIPANT,
    /** Only admins may. */
    NOT_AN_ADMIN,
    /** There is no such channel. */
    NO_SUCH_CHANNEL,
    /** The invite link or invitation is not, or no longer, good. */
    INVITE_NOT_VALID,
    /** Somebody else changed it first. */
    CHANGED_MEANWHILE,
    /** There is no such chat. */
    NO_SUCH_CHAT,
    /** Only a business account has labels. */
    NOT_A_BUSINESS,
    /** There is no such label. */
    NO_SUCH_LABEL,
    /** The account has twenty labels already. */
    TOO_MANY_LABELS,
    /** Who is in a group cannot delete its chat. */
    STILL_A_PARTICIPANT,
    /** There is no such message in the account's chats. */
    NO_SUCH_MESSAGE,
    /** The message is no poll. */
    NOT_A_POLL,
    /** The poll has no such option, or takes only one. */
    NO_SUCH_OPTION,
    /** There is no such order, or the token is not its own. */
    NO_SUCH_ORDER,
    /** An id is 1 to 128 printable ASCII characters without blanks or slashes. */
    BAD_MESSAGE_ID,
    /** The text is too long (65 536 characters). */
    TOO_LONG,
    /** The account may not write to people who have not written to it lately. */
    REACHOUT_TIMELOCKED,
    /** The account has written to as many new people as it may. */
    NEW_CHATS_CAPPED,
    /** The account asks too much in a short time. */
    RATE_OVERLIMIT,
    /** The device is not, or no longer, linked. */
    DEVICE_REMOVED,
    /** The account has four linked devices already. */
    TOO_MANY_DEVICES,
    /** The text is no QR code of a page: four or five parts with commas between them. */
    NOT_A_PAIRING_CODE,
    /** The QR code or link code is not, or no longer, shown by a page. */
    PAIRING_CODE_NOT_VALID,
    /** The page was asked for the account's passkey; without it nothing is linked. */
    PASSKEY_REQUIRED,
    /** The page did not finish pairing in time. */
    PAGE_DID_NOT_ANSWER,
    /** The login's signature is not that of the device's key. */
    BAD_SIGNATURE;

    /** The name on the wire and in answers. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
