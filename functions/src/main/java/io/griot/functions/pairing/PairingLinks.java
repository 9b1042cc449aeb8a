package io.griot.functions.pairing;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.LimitItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.fairuse.Bucket;
import io.griot.functions.fairuse.RateLimits;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pairing links, and computes the state that their visitors see. Thread-safe.
 *
 * <p>A session has one link. A newer link replaces it, and linking a phone by any code uses it up;
 * opening it does not, since messengers open links to show a preview. Requests are limited for each
 * link, and for each address that sends unknown tokens.
 */
public final class PairingLinks {
  private static final Logger log = LoggerFactory.getLogger(PairingLinks.class);

  /** The limit of requests: a page asks once a second, and two people may have it open. */
  static final int REQUESTS_A_MINUTE = 240;

  /** The limit of pairing codes: WhatsApp itself refuses many of them. */
  static final int CODES_A_MINUTE = 5;

  private static final int STRANGE_TOKENS_A_MINUTE = 60;

  /** The number of earlier links that are kept, to tell visitors that they were replaced. */
  private static final int MAX_EARLIER = 5;

  private static final int TRIES = 4;

  private final PairingLinkStore links;
  private final SessionStore sessions;
  private final Evidence evidence;
  private final RateLimits rates;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random must be unpredictable
   */
  public PairingLinks(
      PairingLinkStore links,
      SessionStore sessions,
      Evidence evidence,
      RateLimits rates,
      InstantSource clock,
      RandomGenerator random) {
    this.links = links;
    this.sessions = sessions;
    this.evidence = evidence;
    this.rates = rates;
    this.clock = clock;
    this.random = random;
  }

  /** A link that was made. */
  public record Made(PairingToken token, Instant expiresAt) {}

  /**
   * The result of looking up a token.
   *
   * @param link empty for an unknown token
   * @param view the session, when it exists and the link is valid for it
   */
  public record Opened(PairingStep step, Optional<PairingLink> link, Optional<SessionView> view) {
    private static final Opened UNKNOWN = of(PairingStep.UNKNOWN);

    private static Opened of(PairingStep step) {
      return new Opened(step, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Makes a session's link. The session need not exist yet.
   *
   * @throws ApiFailure {@code SESSION_EXISTS} when a phone is linked to it, or it is of the other
   *     environment; {@code OVERLOADED} when other writes won every attempt
   */
  public Made make(CustomerId customer, SessionName name, Environment environment, Duration valid) {
    SessionId session = SessionId.of(customer, name);
    sessions.find(session).ifPresent(view -> requireUnlinked(view, environment));
    PairingToken token = PairingToken.make(session, random);
    Instant expiresAt = clock.instant().plus(valid);
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<PairingLink> seen = links.find(session);
      PairingLink next =
          new PairingLink(
              customer,
              name,
              environment,
              token.hash(),
              seen.map(PairingLinks::withEarlier).orElse(Set.of()),
              expiresAt,
              Optional.empty());
      // The AWS client repeats a write whose answer was lost; its condition then fails on its
      // own write.
      boolean isStored = seen.filter(link -> link.tokenHash().equals(token.hash())).isPresent();
      if (isStored || links.replace(seen, next)) {
        log.atInfo().addKeyValue("sessionId", session).log("pairing_link.made");
        return new Made(token, expiresAt);
      }
    }
    throw new ApiFailure(FailureCode.OVERLOADED);
  }

  private static void requireUnlinked(SessionView view, Environment environment) {
    if (view.session().linked() || view.session().environment() != environment) {
      throw new ApiFailure(
          FailureCode.SESSION_EXISTS,
          view.session().environment() == environment
              ? "Session is linked already: " + view.session().name()
              : "Session already exists for: " + view.session().name());
    }
  }

  private static Set<String> withEarlier(PairingLink link) {
    Set<String> all = new LinkedHashSet<>();
    all.add(link.tokenHash());
    link.earlier().stream().limit(MAX_EARLIER - 1).forEach(all::add);
    return all;
  }

  /**
   * Looks up a token; the link stays as it is.
   *
   * @param from the visitor's address
   * @throws ApiFailure {@code RATE_LIMIT_EXCEEDED}
   */
  public Opened open(Optional<String> text, String from) {
    Optional<PairingToken> token = text.flatMap(PairingToken::of);
    if (token.isEmpty()) {
      return Opened.UNKNOWN;
    }
    Optional<PairingLink> link = links.find(token.get().session());
    String hash = token.get().hash();
    boolean isNewest = link.filter(one -> one.tokenHash().equals(hash)).isPresent();
    if (!isNewest) {
      if (link.filter(one -> one.earlier().contains(hash)).isPresent()) {
        return Opened.of(PairingStep.REPLACED);
      }
      count(LimitItem.ofStrangers(from), STRANGE_TOKENS_A_MINUTE);
      return Opened.UNKNOWN;
    }
    count(LimitItem.ofPairing(token.get().session()), REQUESTS_A_MINUTE);
    return opened(link.orElseThrow());
  }

  private Opened opened(PairingLink link) {
    Optional<SessionView> view =
        sessions
            .find(link.session())
            .filter(seen -> seen.session().environment() == link.environment());
    PairingStep step = PairingStep.of(link, view, evidence, clock.instant());
    return step.isOpen() ? new Opened(step, Optional.of(link), view) : Opened.of(step);
  }

  /**
   * Counts a pairing code that is requested through a link.
   *
   * @throws ApiFailure {@code RATE_LIMIT_EXCEEDED}
   */
  public void countCode(PairingLink link) {
    count(LimitItem.ofPairingCodes(link.session()), CODES_A_MINUTE);
  }

  private void count(String scope, int limit) {
    RateLimits.Verdict verdict = rates.ask(scope, limit);
    if (!verdict.admitted()) {
      Duration wait = verdict.resetsIn().isPositive() ? verdict.resetsIn() : Bucket.WINDOW;
      throw new ApiFailure(FailureCode.RATE_LIMIT_EXCEEDED, "", wait);
    }
  }
}
