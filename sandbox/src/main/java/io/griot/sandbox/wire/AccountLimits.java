package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Answer;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Request;
import io.griot.sandbox.protocol.WireCapping;
import io.griot.sandbox.protocol.WireMessage;
import io.griot.sandbox.protocol.WireTimelock;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.MessageKey;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.Scene;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The server's limits of accounts. Lost when the server stops. Thread-safe.
 *
 * <p>Accounts are named by LID; times are unix seconds. An expired limit has no effect, and its end
 * is not reported.
 */
public final class AccountLimits {
  /**
   * The time after a person's message to an account in which the account may write to that person:
   * the message contains a token.
   */
  private static final Duration TOKEN = Duration.ofDays(28);

  private static final String CAPPED = "CAPPED";

  private final Clock clock;
  private final Map<Jid, Limits> limits = new ConcurrentHashMap<>();

  /** The people to whom an account has written first in its cycle. */
  private final Map<Jid, Set<Jid>> newChats = new ConcurrentHashMap<>();

  public AccountLimits(Clock clock) {
    this.clock = clock;
  }

  /** The account may not write to people who have not written to it recently. */
  public record Timelock(long until, String type) {}

  /** The account's quota of new chats. */
  public record Capping(int total, int used, long cycleStart, long cycleEnd) {
    /** Whether the cycle continues; an end of 0 means that it is not known. */
    boolean lasts(long now) {
      return cycleEnd == 0 || cycleEnd > now;
    }
  }

  /** The server refuses the account's logins. */
  public record Ban(long until, int code, String message) {}

  /** All limits of an account; null for each that it does not have. */
  public record Limits(@Nullable Timelock timelock, @Nullable Capping capping, @Nullable Ban ban) {
    static final Limits NONE = new Limits(null, null, null);
  }

  /** The limits in force. */
  public Limits of(Jid account) {
    Limits set = limits.getOrDefault(account, Limits.NONE);
    long now = now();
    Timelock timelock = set.timelock();
    Capping capping = set.capping();
    Ban ban = set.ban();
    return new Limits(
        timelock != null && timelock.until() > now ? timelock : null,
        capping != null && capping.lasts(now) ? capping : null,
        ban != null && ban.until() > now ? ban : null);
  }

  /** Replaces the account's limits. */
  public void set(Jid account, Limits wanted) {
    limits.put(account, wanted);
    newChats.remove(account);
  }

  /** The answer to a page's request for the account's limits. */
  Answer answer(Jid account, Request.OfLimits request) {
    return switch (request) {
      case Request.ReachoutTimelock _ -> timelock(account);
      case Request.NewChatCapping _ -> capping(account);
    };
  }

  private WireTimelock timelock(Jid account) {
    Timelock timelock = of(account).timelock();
    return timelock == null
        ? new WireTimelock(false, null, null)
        : new WireTimelock(true, Long.toString(timelock.until()), timelock.type());
  }

  private WireCapping capping(Jid account) {
    Capping capping = of(account).capping();
    return capping == null
        ? new WireCapping("NONE", 0, 0, null, null, "NOT_ELIGIBLE", "NOT_ELIGIBLE")
        : new WireCapping(
            status(capping),
            capping.total(),
            capping.used(),
            Long.toString(capping.cycleStart()),
            Long.toString(capping.cycleEnd()),
            "NOT_ELIGIBLE",
            "NOT_ELIGIBLE");
  }

  /** The push with the account's current timelock and quota. */
  public Push.Limits push(Jid account) {
    return new Push.Limits(timelock(account), capping(account), clock.millis());
  }

  private static String status(Capping capping) {
    return capping.used() >= capping.total() ? CAPPED : "NONE";
  }

  /**
   * Checks a page's message against the limits, and counts its recipient.
   *
   * @return whether it changed the account's quota
   * @throws Refusal {@code REACHOUT_TIMELOCKED}, {@code NEW_CHATS_CAPPED}
   */
  boolean admit(Scene scene, Jid account, WireMessage message) {
    Limits set = of(account);
    boolean isKnown = scene.messages().find(new MessageKey(account, message.id())).isPresent();
    if ((set.timelock() == null && set.capping() == null) || isKnown) {
      return false;
    }
    Optional<Jid> newPerson = newPerson(scene, account, message.chat());
    if (newPerson.isEmpty()) {
      return false;
    }
    if (set.timelock() != null) {
      throw new Refusal(Reason.REACHOUT_TIMELOCKED);
    }
    return count(account, newPerson.get());
  }

  /** The recipient, if that person has not written to the account recently. */
  private Optional<Jid> newPerson(Scene scene, Jid account, Jid chat) {
    if (chat.isGroup() || chat.isPublic()) {
      return Optional.empty();
    }
    long since = now() - TOKEN.toSeconds();
    return scene
        .accounts()
        .find(chat)
        .map(Account::lid)
        .filter(lid -> !lid.equals(account))
        .filter(lid -> !scene.conversations().hasWritten(lid, account, since));
  }

  private boolean count(Jid account, Jid person) {
    Capping capping = of(account).capping();
    if (capping == null) {
      return false;
    }
    if (status(capping).equals(CAPPED)) {
      throw new Refusal(Reason.NEW_CHATS_CAPPED);
    }
    if (!newChats.computeIfAbsent(account, any -> new HashSet<>()).add(person)) {
      return false;
    }
    Capping more =
        new Capping(capping.total(), capping.used() + 1, capping.cycleStart(), capping.cycleEnd());
    limits.computeIfPresent(account, (any, set) -> new Limits(set.timelock(), more, set.ban()));
    return status(more).equals(CAPPED);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
