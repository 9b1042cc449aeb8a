package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.functions.customers.Money;
import io.griot.functions.http.ApiFailure;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A payment provider. Thread-safe; calls block. */
public interface PaymentProvider {
  /** The name in paths and in the ledger: 1 to 20 of {@code a-z}. */
  String name();

  /**
   * The reference of the payment in a notification. Nothing else in the notification is trusted;
   * {@link #confirm} asks the provider.
   *
   * @param header returns a header by its name
   * @throws ApiFailure {@code WRONG_SIGNATURE} when the signature is wrong, or there is no payment
   *     in it
   */
  String reference(Function<String, Optional<String>> header, ObjectNode fields);

  /**
   * Asks the provider for the state of a payment.
   *
   * @throws ProviderUnreachableException when there is no answer that can be read
   */
  Confirmation confirm(String reference);

  /**
   * Opens a payment page.
   *
   * @throws ProviderUnreachableException when the provider opens none
   */
  Page open(PageOrder order);

  /** The provider's answer about a payment. */
  sealed interface Confirmation {
    record Paid(Money amount) implements Confirmation {}

    /**
     * The payment may still be made, or the provider does not know it, or answers with a state that
     * is not in its documentation; the meaning of such a state is not guessed.
     *
     * @param state the provider's own word; empty when there is none that can be shown
     */
    record Pending(Optional<String> state) implements Confirmation {
      private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_ -]{0,39}");

      /** Makes a result from any text in the answer; a text that is no plain word is dropped. */
      public static Pending said(String state) {
        return new Pending(Optional.of(state).filter(WORD.asMatchPredicate()));
      }
    }

    /** The payment will not be made. */
    record Failed() implements Confirmation {}
  }

  /**
   * An order for a payment page.
   *
   * @param reference our own reference: letters and digits, used once
   * @param description the text that the payer reads: letters, digits and spaces
   * @param notifyAt the address for the provider's notification
   * @param returnTo the address to which the payer returns
   */
  record PageOrder(
      String reference, Money amount, String description, URI notifyAt, URI returnTo) {}

  /**
   * A payment page.
   *
   * @param reference the provider's reference of the payment
   * @param expiresAt empty when the provider does not say
   */
  record Page(URI url, String reference, Optional<Instant> expiresAt) {}
}
