package io.griot.functions.access;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.SubscriptionJson;
import io.griot.functions.http.ApiFailure;
import java.util.Optional;

/**
 * A customer.
 *
 * @param standing of their subscription when the request came
 * @param plan the id of theirs
 */
public record Caller(
    CustomerId customer,
    Environment environment,
    SendingPlan sending,
    KeyRights rights,
    Standing standing,
    String plan)
    implements Identity {
  private static final String UNPAID =
      ": the subscription is not paid; GET /account says what is due, POST /account/checkout opens"
          + " a page to pay on. It works again at once when it is paid";
  private static final String CUT_OFF = ": the operator of this service did it; ask them";

  /**
   * Goes on only when the subscription serves keys of this kind.
   *
   * @throws ApiFailure {@code SUBSCRIPTION_SUSPENDED}, which says what to do
   */
  public void requireService() {
    if (!standing.serves(environment)) {
      boolean byOperator = standing.cause().filter(Standing.Cause.OPERATOR::equals).isPresent();
      throw new ApiFailure(
          FailureCode.SUBSCRIPTION_SUSPENDED,
          FailureCode.SUBSCRIPTION_SUSPENDED.text() + (byOperator ? CUT_OFF : UNPAID));
    }
  }

  /** The text of the header {@code Griot-Subscription}; empty while there is nothing to say. */
  public Optional<String> warning() {
    return standing.state() == Standing.State.GRACE
        ? standing.until().map(until -> "grace; until=" + SubscriptionJson.text(until))
        : Optional.empty();
  }
}
