package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Starts sessions: stores the wanted state. Hosts find sessions by the index of waiting sessions.
 *
 * <p>The mailbox is made after the item, which decides its name. A crash in between leaves a
 * session without a mailbox; the host that takes it makes one. In the opposite order, every failed
 * or refused start would leave a queue that nothing finds again.
 *
 * <p>Of concurrent starts, the one that stores the item, or that makes a stopped session run again,
 * has started the session; the others fail because it exists. Thread-safe.
 */
public final class SessionStart {
  private static final Logger log = LoggerFactory.getLogger(SessionStart.class);

  /** The time for repeating writes that lost against others, also when the caller does not wait. */
  private static final Duration WRITING = Duration.ofSeconds(5);

  private final SessionStore sessions;
  private final SessionQueues mailboxes;
  private final HostStore hosts;
  private final Evidence evidence;
  private final Patience patience;
  private final InstantSource clock;

  public SessionStart(
      SessionStore sessions,
      SessionQueues mailboxes,
      HostStore hosts,
      Evidence evidence,
      Patience patience,
      InstantSource clock) {
    this.sessions = sessions;
    this.mailboxes = mailboxes;
    this.hosts = hosts;
    this.evidence = evidence;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Starts a session, a new one or one that was stopped or is parked. One whose host has not
   * stopped it yet gets a new browser. So does one whose connection another login has, which takes
   * the connection back. For one that is being terminated, it is stored that it is to be started
   * again: whoever ends it makes the next generation.
   *
   * @param planned supplies the number of sessions in the customer's plan; only called for a new
   *     session
   * @param deadline when to give up waiting for an end
   * @return false when a session of that name has not ended by the deadline, and will be started
   *     anew when it has
   * @throws ApiFailure {@code SESSION_EXISTS}; {@code SESSION_QUOTA_EXCEEDED}; {@code OVERLOADED}
   *     when nothing could be stored
   */
  public boolean start(
      CustomerId customer,
      SessionName name,
      Environment environment,
      IntSupplier planned,
      Instant deadline) {
    Attempt attempt = new Attempt(customer, name, environment, planned);
    Instant writing = clock.instant().plus(WRITING);
    Instant until = deadline.isAfter(writing) ? deadline : writing;
    boolean started = patience.until(until, attempt::once).orElse(false);
    if (!started && !attempt.isRemembered()) {
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
    return started;
  }

  /**
   * Waits for a started session's code.
   *
   * @return the QR code's text; empty when there is none by the deadline, or the session connects
   *     without one
   */
  public Optional<String> awaitQr(SessionId session, Instant deadline) {
    return patience.until(deadline, () -> linking(session)).flatMap(Linking::qr);
  }

  /**
   * The next step in linking.
   *
   * @param qr the code to scan; empty when there is nothing to scan any more
   */
  private record Linking(Optional<String> qr) {}

  private Optional<Linking> linking(SessionId session) {
    Optional<SessionView> view = sessions.find(session);
    Optional<String> qr = view.flatMap(evidence::qr);
    return qr.isPresent() || view.filter(evidence::connected).isPresent()
        ? Optional.of(new Linking(qr))
        : Optional.empty();
  }

  /** One caller's start: up to several attempts, of which one is stored. */
  private final class Attempt {
    private final CustomerId customer;
    private final SessionName name;
    private final Environment environment;
    private final IntSupplier planned;
    private @Nullable Session written;

    /**
     * The ending session on which this attempt stored, or tried to store, the wish to start again.
     */
    private @Nullable Session remembered;

    private boolean isStored;

    Attempt(CustomerId customer, SessionName name, Environment environment, IntSupplier planned) {
      this.planned = planned;
      this.customer = customer;
      this.name = name;
      this.environment = environment;
    }

    /** Makes one attempt; empty when another write came first, or the session is still ending. */
    Optional<Boolean> once() {
      Optional<SessionView> present = sessions.find(SessionId.of(customer, name));
      if (present.isEmpty()) {
        return create();
      }
      Session session = present.get().session();
      if (isOurs(session) || isAfterRemembered(session)) {
        return Optional.of(true);
      }
      boolean replaced = present.get().replaced();
      if (session.environment() != environment
          || (session.wanted() == Wanted.RUNNING && !replaced)) {
        throw new ApiFailure(
            FailureCode.SESSION_EXISTS, "Session already exists for: " + name.value());
      }
      Instant now = clock.instant();
      return switch (session.wanted()) {
        case RUNNING -> runAgain(session, session.restarting(now));
        case PARKED -> runAgain(session, running(session, now, replaced));
        // A host that still has it may have begun to close the browser: its code is dead soon. One
        // that takes it leaves a replaced connection alone, unless a new browser is wanted.
        case STOPPED -> {
          boolean isNew = session.owner().isPresent() || replaced;
          yield runAgain(session, running(session, now, isNew));
        }
        case ENDED -> {
          remember(session);
          yield Optional.empty();
        }
      };
    }

    boolean isRemembered() {
      return isStored;
    }

    /**
     * Stores the wish to start again, only once: a later wish, such as to end it all the same, has
     * precedence.
     */
    private void remember(Session ending) {
      Session ours = remembered;
      if (isStored) {
        return;
      }
      if (ending.startAgainAt().isPresent()) {
        isStored = ours != null && ending.startAgainAt().equals(ours.startAgainAt());
        if (!isStored) {
          throw new ApiFailure(
              FailureCode.SESSION_EXISTS, "Session already exists for: " + name.value());
        }
        return;
      }
      Session again = ending.startingAgain(clock.instant());
      remembered = again;
      isStored = sessions.change(ending, again);
    }

    private boolean isAfterRemembered(Session session) {
      return remembered != null
          && session.wanted() == Wanted.RUNNING
          && !session.generation().equals(remembered.generation());
    }

    private Optional<Boolean> create() {
      Session session = Session.started(customer, name, environment, createdAt());
      return switch (sessions.create(session, planned.getAsInt())) {
        case CREATED -> {
          makeMailbox(session.generation());
          yield Optional.of(true);
        }
        case EXISTS, BUSY -> Optional.empty();
        case QUOTA_EXCEEDED -> throw new ApiFailure(FailureCode.SESSION_QUOTA_EXCEEDED);
      };
    }

    /**
     * Makes the mailbox. A failure is only logged: the session is started all the same, and its
     * host makes a missing mailbox. A caller that was told to try again would find that it exists.
     */
    private void makeMailbox(Generation session) {
      try {
        boolean made = mailboxes.makeMailbox(session);
        log.atInfo()
            .addKeyValue("sessionId", session.session())
            .addKeyValue("queueMade", made)
            .log("session.started");
      } catch (SdkException e) {
        log.atWarn()
            .addKeyValue("sessionId", session.session())
            .setCause(e)
            .log("session.started_without_queue");
      }
    }

    /**
     * The creation time of the generation: now, or just after the previous generation's when that
     * was created by a clock that is ahead.
     */
    private Instant createdAt() {
      Instant now = clock.instant();
      return sessions
          .newestSeen(SessionId.of(customer, name))
          .filter(last -> last.toEpochMilli() >= now.toEpochMilli())
          .map(last -> last.plusMillis(1))
          .orElse(now);
    }

    private static Session running(Session session, Instant now, boolean inNewBrowser) {
      Session running = session.running(now);
      return inNewBrowser ? running.restarting(now) : running;
    }

    private Optional<Boolean> runAgain(Session session, Session running) {
      written = running;
      if (!sessions.change(session, running)) {
        return Optional.empty();
      }
      session.owner().ifPresent(hosts::poke); // it is still closing the browser
      log.atInfo()
          .addKeyValue("sessionId", session.generation().session())
          .log("session.started_again");
      return Optional.of(true);
    }

    /**
     * Whether this attempt's write is stored. The AWS client repeats a write whose answer was lost;
     * its condition then fails on its own write.
     */
    private boolean isOurs(Session session) {
      return written != null
          && session.wanted() == written.wanted()
          && session.wantedAt().equals(written.wantedAt())
          && session.generation().equals(written.generation());
    }
  }
}
