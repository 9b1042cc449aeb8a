package io.griot.functions.billing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of a payment: the provider that took it, and the provider's reference for it. It is
 * the key of the ledger's entry.
 *
 * @param provider 1 to 20 of {@code a-z}
 * @param reference 1 to 120 of {@code A-Z a-z 0-9 . _ : -}; of a refund some more
 */
public record EntryId(String provider, String reference) {
  /** The provider of payments that the operator took by hand. */
  public static final String MANUAL = "manual";

  /**
   * The provider of refunds. Their reference is the payment's own, so each payment has at most one
   * refund.
   */
  public static final String REFUND = "refund";

  private static final Pattern PROVIDER = Pattern.compile("[a-z]{1,20}");
  private static final int LONGEST = 120;

  /** A refund's has its payment's provider before it. */
  private static final Pattern REFERENCE = Pattern.compile("[\\w.:-]{1,141}");

  public EntryId {
    if (!isId(provider, reference)) {
      throw new IllegalArgumentException("not a payment's id");
    }
  }

  /** Reads the form that {@link #toString} writes; empty when the text is no such id. */
  public static Optional<EntryId> read(String text) {
    String provider = text.replaceFirst("(?s)#.*", "");
    String reference = text.replaceFirst("(?s)[^#]*#?", "");
    return isId(provider, reference)
        ? Optional.of(new EntryId(provider, reference))
        : Optional.empty();
  }

  /** Makes an id; empty when provider or reference is not valid. */
  public static Optional<EntryId> of(String provider, String reference) {
    return reference.length() <= LONGEST && isId(provider, reference)
        ? Optional.of(new EntryId(provider, reference))
        : Optional.empty();
  }

  private static boolean isId(String provider, String reference) {
    return PROVIDER.matcher(provider).matches() && REFERENCE.matcher(reference).matches();
  }

  /** The id of this payment's refund. */
  public EntryId refund() {
    return new EntryId(REFUND, provider + "." + reference);
  }

  /** {@code provider#reference}. */
  @Override
  public String toString() {
    return provider + "#" + reference;
  }
}
