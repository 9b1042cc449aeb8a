package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Jid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The faults that the sandbox is set to. Lost when the server stops. Thread-safe.
 *
 * <p>Accounts are named by LID.
 */
public final class Faults {
  private final Map<Jid, OfAccount> accounts = new ConcurrentHashMap<>();
  private volatile OfPages pages = new OfPages(List.of(), false, List.of(), false, false);

  /**
   * The faults of an account's devices.
   *
   * @param deaf whether the server hears and sends nothing, though their sockets stay open
   * @param tooFast whether the server refuses all of their requests because of their pace
   * @param passkey whether linking a page needs a passkey, which no page of the sandbox has
   * @param ackDelayMillis the additional delay of acknowledgements of their sends
   * @param sendsFail the failure of all their sends: {@code nack_<number>} (the acknowledgement has
   *     that number), {@code status_<number>} (it fails on the way with that status), {@code
   *     invalid_message} (the page finds it malformed). Empty for none
   * @param backlogStays whether the backlog never ends: devices that log in are not told that it is
   *     complete until this fault ends
   */
  public record OfAccount(
      boolean deaf,
      boolean tooFast,
      boolean passkey,
      long ackDelayMillis,
      String sendsFail,
      boolean backlogStays) {
    static final OfAccount NONE = new OfAccount(false, false, false, 0, "", false);

    private static final Duration MAX_ACK_DELAY = Duration.ofMinutes(5);
    private static final Pattern SEND_FAILURE =
        Pattern.compile("((nack|status)_\\d{3}|invalid_message)?");

    /** The additional delay of acknowledgements; normally zero. */
    public Duration ackDelay() {
      return Duration.ofMillis(ackDelayMillis);
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the one that is out of range
     */
    void check() {
      if (ackDelayMillis < 0 || ackDelayMillis > MAX_ACK_DELAY.toMillis()) {
        throw new IllegalArgumentException("ackDelayMillis is 0 to " + MAX_ACK_DELAY.toMillis());
      }
      if (!SEND_FAILURE.matcher(sendsFail).matches()) {
        throw new IllegalArgumentException(
            "sendsFail is nack_<number>, status_<number>, invalid_message or empty");
      }
    }
  }

  /**
   * The faults of pages.
   *
   * @param leaveOut modules missing in pages that are loaded from now on
   * @param slowStorage whether pages loaded from now on open their databases too slowly; linked
   *     ones then log out
   * @param brokenBundles loaders of late modules whose bundle is missing in every page
   * @param searchHangs whether searches for texts hang in every page
   * @param uploadsHang whether uploads that begin from now on hang in every page
   */
  public record OfPages(
      List<String> leaveOut,
      boolean slowStorage,
      List<String> brokenBundles,
      boolean searchHangs,
      boolean uploadsHang) {}

  /** The faults of an account's devices. */
  public OfAccount of(Jid account) {
    return accounts.getOrDefault(account, OfAccount.NONE);
  }

  /**
   * Replaces the faults of an account's devices.
   *
   * @throws IllegalArgumentException when a value is out of range
   */
  public void set(Jid account, OfAccount wanted) {
    wanted.check();
    accounts.put(account, wanted);
  }

  /** The faults of pages. */
  public OfPages ofPages() {
    return pages;
  }

  /** Replaces the faults of pages. */
  public void setOfPages(OfPages wanted) {
    pages = wanted;
  }
}
