package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Jid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the sandbox was told to do wrong. Forgotten when the server stops. Thread-safe.
 *
 * <p>Accounts are named by LID.
 */
public final class Faults {
  private final Map<Jid, OfAccount> accounts = new ConcurrentHashMap<>();
  private volatile OfPages pages = new OfPages(List.of(), false, List.of(), false);

  /**
   * What goes wrong for an account's devices.
   *
   * @param deaf the server hears and says nothing, though their sockets stay open
   * @param tooFast they ask too much of the server, which refuses all of it
   * @param passkey linking a page takes a passkey, which no page of the sandbox has
   * @param ackDelayMillis how much later than usual their sends are acknowledged
   * @param sendsFail how all that they send fails: {@code nack_<number>} (the acknowledgement has
   *     that number), {@code status_<number>} (it fails on the way, by that status), {@code
   *     invalid_message} (the page finds it wrong). Empty when it does not
   * @param backlogStays what was kept for them never ends: those that log in are not told that it
   *     is through until this ends
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

    /** The delay of acknowledgements; zero normally. */
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
   * What goes wrong in pages.
   *
   * @param leaveOut modules that pages loaded from now on do not have
   * @param slowStorage pages loaded from now on open their databases too slowly; linked ones log
   *     themselves out
   * @param brokenBundles loaders of late modules whose bundle does not arrive in any page
   * @param searchHangs searches for texts never end by themselves, in any page
   */
  public record OfPages(
      List<String> leaveOut,
      boolean slowStorage,
      List<String> brokenBundles,
      boolean searchHangs) {}

  /** What goes wrong for the account's devices. */
  public OfAccount of(Jid account) {
    return accounts.getOrDefault(account, OfAccount.NONE);
  }

  /**
   * Replaces what goes wrong for the account's devices.
   *
   * @throws IllegalArgumentException when a value is out of range
   */
  public void set(Jid account, OfAccount wanted) {
    wanted.check();
    accounts.put(account, wanted);
  }

  /** What goes wrong in pages. */
  public OfPages ofPages() {
    return pages;
  }

  /** Replaces what goes wrong in pages. */
  public void setOfPages(OfPages wanted) {
    pages = wanted;
  }
}
