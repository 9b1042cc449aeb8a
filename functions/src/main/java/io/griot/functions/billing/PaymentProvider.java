package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.functions.customers.Money;
import io.griot.functions.http.ApiFailure;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Somebody who takes money for the operator. Thread-safe; calls block. */
public interface PaymentProvider {
  /** Its name in paths and in the ledger: 1 to 20 of {@code a-z}. */
  String name();

  /**
   * The reference of the payment that a notification tells of. What else it says is not believed:
   * {@link #confirm} asks.
   *
   * @param header gives a header by its name
   * @throws ApiFailure {@code WRONG_SIGNATURE} when the provider did not sign it, or it names no
   *     payment
   */
  String reference(Function<String, Optional<String>> header, ObjectNode fields);

  /**
   * Asks the provider what became of a payment.
   *
   * @throws ProviderUnreachableException when it gives no answer that can be read
   */
  Confirmation confirm(String reference);

  /**
   * Opens a page to pay on.
   *
   * @throws ProviderUnreachableException when it opens none
   */
  Page open(PageOrder order);

  /** The provider's word on a payment. */
  sealed interface Confirmation {
    record Paid(Money amount) implements Confirmation {}

    /**
     * It may still be paid, or the provider does not know it, or names a state that its documents
     * do not have: what that means is not guessed.
     *
     * @param state the provider's own word; empty when it has none that can be shown
     */
    record Pending(Optional<String> state) implements Confirmation {
      private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_ -]{0,39}");

      /** Of whatever stands in the answer. */
      public static Pending said(String state) {
        return new Pending(Optional.of(state).filter(WORD.asMatchPredicate()));
      }
    }

    /** It will not be paid. */
    record Failed() implements Confirmation {}
  }

  /**
   * An order for a page to pay on.
   *
   * @param reference ours: letters and digits, used once
   * @param description what the payer reads: letters, digits and spaces
   * @param notifyAt where the provider tells of the payment
   * @param returnTo where the payer goes afterwards
   */
  record PageOrder(
      String reference, Money amount, String description, URI notifyAt, URI returnTo) {}

  /**
   * A page that was opened.
   *
   * @param reference what the provider calls the payment
   * @param expiresAt empty when the provider does not say
   */
  record Page(URI url, String reference, Optional<Instant> expiresAt) {}
}
