package io.griot.functions.supervision;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.AccountStore;
import io.griot.functions.customers.Standing;
import io.griot.functions.session.HostStore;
import io.griot.functions.session.SessionStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the sessions of one customer follow a subscription that has just changed, without waiting for
 * the supervisor's next round: who pays sends at once, and of who is cut off nothing more goes. The
 * same step as the supervisor's, which makes up for whatever is missed here. Thread-safe.
 */
public final class SubscribedSessions {
  private static final Logger log = LoggerFactory.getLogger(SubscribedSessions.class);

  private final AccountStore accounts;
  private final SessionStore sessions;
  private final UnpaidSessions unpaid;
  private final InstantSource clock;

  /**
   * @param sessions finds a customer's
   * @param changes stores what is wanted of them
   * @param hosts told of it
   */
  public SubscribedSessions(
      AccountStore accounts,
      SessionStore sessions,
      SupervisedSessionStore changes,
      HostStore hosts,
      InstantSource clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.unpaid = new UnpaidSessions(new SessionStops(new SessionWrites(changes, hosts)));
    this.clock = clock;
  }

  /** Never throws: the change itself is stored, and its caller is to hear so. */
  public void follow(CustomerId customer) {
    try {
      Instant now = clock.instant();
      Optional<Standing> standing =
          accounts.find(customer).map(Account::subscription).map(stored -> stored.at(now));
      standing.ifPresent(
          held -> sessions.of(customer).forEach(view -> unpaid.keep(view.session(), held, now)));
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("customerId", customer).log("sessions.not_followed");
    }
  }
}
