package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Jid;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sandbox was told to do wrong. Forgotten when the server stops. Thread-safe.
 *
 * <p>Accounts are named by LID.
 */
public final class Faults {
  private final Set<Jid> deaf = ConcurrentHashMap.newKeySet();
  private final Set<Jid> tooFast = ConcurrentHashMap.newKeySet();
  private final Map<Jid, String> sendFailures = new ConcurrentHashMap<>();
  private final Set<Jid> passkeys = ConcurrentHashMap.newKeySet();
  private final Map<Jid, Duration> ackDelays = new ConcurrentHashMap<>();
  private volatile Set<String> leftOut = Set.of();
  private volatile boolean storageSlow;
  private volatile Set<String> brokenBundles = Set.of();
  private volatile boolean searchHangs;

  /** Whether the server says nothing to the account's devices, though their sockets stay open. */
  public boolean isDeaf(Jid account) {
    return deaf.contains(account);
  }

  /** Makes the server deaf to the account's devices, or no longer. */
  public void setDeaf(Jid account, boolean on) {
    put(deaf, account, on);
  }

  /** Whether the account's devices ask too much for the server, which refuses all of it. */
  public boolean isTooFast(Jid account) {
    return tooFast.contains(account);
  }

  /** Sets {@link #isTooFast}. */
  public void setTooFast(Jid account, boolean on) {
    put(tooFast, account, on);
  }

  /**
   * How all that the account's devices send fails: {@code nack_<number>} (the acknowledgement has
   * that number), {@code status_<number>} (it fails on the way, by that status), {@code
   * invalid_message} (the page finds it wrong). Empty when it does not.
   */
  public Optional<String> sendFailure(Jid account) {
    return Optional.ofNullable(sendFailures.get(account));
  }

  /** Sets {@link #sendFailure}; an empty text ends it. */
  public void setSendFailure(Jid account, String failure) {
    if (failure.isEmpty()) {
      sendFailures.remove(account);
    } else {
      sendFailures.put(account, failure);
    }
  }

  /** Whether linking a page to the account takes a passkey, which no page of the sandbox has. */
  public boolean wantsPasskey(Jid account) {
    return passkeys.contains(account);
  }

  /** Sets {@link #wantsPasskey}. */
  public void setWantsPasskey(Jid account, boolean on) {
    put(passkeys, account, on);
  }

  private static void put(Set<Jid> accounts, Jid account, boolean on) {
    if (on) {
      accounts.add(account);
    } else {
      accounts.remove(account);
    }
  }

  /** How much later than usual the account's sends are acknowledged; zero normally. */
  public Duration ackDelay(Jid account) {
    return ackDelays.getOrDefault(account, Duration.ZERO);
  }

  /** Sets {@link #ackDelay}. */
  public void setAckDelay(Jid account, Duration delay) {
    ackDelays.put(account, delay);
  }

  /** Modules that pages loaded from now on do not have. */
  public Set<String> leftOutModules() {
    return leftOut;
  }

  /** Replaces {@link #leftOutModules}. */
  public void setLeftOutModules(Set<String> modules) {
    leftOut = Set.copyOf(modules);
  }

  /**
   * Whether pages that are loaded open their databases too slowly. Linked ones log themselves out.
   */
  public boolean isStorageSlow() {
    return storageSlow;
  }

  /** Sets {@link #isStorageSlow}. */
  public void setStorageSlow(boolean slow) {
    storageSlow = slow;
  }

  /** Loaders of late modules whose bundle does not arrive in any page. */
  public Set<String> brokenBundles() {
    return brokenBundles;
  }

  /** Replaces {@link #brokenBundles}. */
  public void setBrokenBundles(Set<String> loaders) {
    brokenBundles = Set.copyOf(loaders);
  }

  /** Whether searches for texts never end by themselves, in any page. */
  public boolean searchHangs() {
    return searchHangs;
  }

  /** Sets {@link #searchHangs}. */
  public void setSearchHangs(boolean on) {
    searchHangs = on;
  }
}
