package io.griot.functions.billing;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.functions.customers.Plan;
import io.griot.functions.http.ApiFailure;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens payment pages, and stores the order of each. A payment is credited by the stored order,
 * never by what a payer or a notification says. Thread-safe.
 */
public final class Checkouts {
  private static final Logger log = LoggerFactory.getLogger(Checkouts.class);
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int RANDOM_LENGTH = 20;

  private final List<PaymentProvider> providers;
  private final PaymentStore payments;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param providers the configured providers; the first is the default
   * @param random must be unpredictable
   */
  public Checkouts(
      List<PaymentProvider> providers,
      PaymentStore payments,
      InstantSource clock,
      RandomGenerator random) {
    this.providers = List.copyOf(providers);
    this.payments = payments;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The provider with this name; without a name, the first.
   *
   * @throws ApiFailure {@code PAYMENT_PROVIDER_NOT_FOUND}
   */
  public PaymentProvider provider(Optional<String> name) {
    return providers.stream()
        .filter(one -> name.map(one.name()::equals).orElse(true))
        .findFirst()
        .orElseThrow(() -> new ApiFailure(FailureCode.PAYMENT_PROVIDER_NOT_FOUND));
  }

  /** The names of the providers, the default first. */
  public List<String> names() {
    return providers.stream().map(PaymentProvider::name).toList();
  }

  /**
   * Opens a payment page. If the process dies before the order is stored, nobody was told of the
   * page.
   *
   * @throws ApiFailure {@code PAYMENT_PROVIDER_FAILED}
   */
  public PaymentProvider.Page open(
      PaymentProvider provider,
      CustomerId customer,
      Plan plan,
      int periods,
      URI publicAddress,
      Optional<URI> returnTo) {
    URI notifyAt = URI.create(publicAddress + "/billing/payments/" + provider.name());
    Payment.Order order =
        new Payment.Order(customer, plan.id(), periods, plan.price().times(periods));
    PaymentProvider.Page page =
        open(
            provider,
            new PaymentProvider.PageOrder(
                reference(),
                order.amount(),
                "Griot " + plan.id().replace('-', ' ') + " " + periods,
                notifyAt,
                returnTo.orElse(URI.create(publicAddress + "/billing/returned"))));
    EntryId id =
        EntryId.of(provider.name(), page.reference())
            .orElseThrow(() -> new ApiFailure(FailureCode.PAYMENT_PROVIDER_FAILED));
    payments.open(id, order, clock.instant());
    return page;
  }

  private static PaymentProvider.Page open(
      PaymentProvider provider, PaymentProvider.PageOrder order) {
    try {
      return provider.open(order);
    } catch (ProviderUnreachableException e) {
      log.atWarn().setCause(e).addKeyValue("provider", provider.name()).log("checkout.failed");
      throw new ApiFailure(FailureCode.PAYMENT_PROVIDER_FAILED);
    }
  }

  private String reference() {
    StringBuilder text = new StringBuilder("griot");
    random
        .ints(RANDOM_LENGTH, 0, ALPHABET.length())
        .forEach(index -> text.append(ALPHABET.charAt(index)));
    return text.toString();
  }
}
