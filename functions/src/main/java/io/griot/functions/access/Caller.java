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
 * A customer who calls.
 *
 * @param standing the state of the subscription at the time of the request
 * @param plan the id of the customer's plan
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
   * Checks that the subscription covers keys of this kind.
   *
   * @throws ApiFailure {@code SUBSCRIPTION_SUSPENDED}, with the remedy
   */
  public void requireService() {
    if (!standing.serves(environment)) {
      boolean byOperator = standing.cause().filter(Standing.Cause.OPERATOR::equals).isPresent();
      throw new ApiFailure(
          FailureCode.SUBSCRIPTION_SUSPENDED,
          FailureCode.SUBSCRIPTION_SUSPENDED.text() + (byOperator ? CUT_OFF : UNPAID));
    }
  }

  /** The value of the header {@code Griot-Subscription}; empty when there is nothing to report. */
  public Optional<String> warning() {
    return standing.state() == Standing.State.GRACE
        ? standing.until().map(until -> "grace; until=" + SubscriptionJson.text(until))
        : Optional.empty();
  }
}
