package io.griot.sandbox.wire;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pairs a page that shows a code with the phone that reads it. The offers of pages exist only in
 * memory: a page whose socket ends asks again.
 *
 * <p>Thread-safe; its lock is never held while the world is entered.
 */
public final class Pairing {
  /** The lifetime of a link code, as on the real client. */
  public static final Duration CODE_LIFE = Duration.ofMinutes(3);

  private static final int REFS = 6;
  private static final int REF_BYTES = 48;
  private static final int CODE_LENGTH = 8;
  private static final int MAX_DEVICE_NUMBER = 65_535;

  /** WhatsApp's alphabet for link codes, without characters that look alike. */
  private static final String CODE_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";

  private final World world;
  private final Clock clock;
  private final RandomGenerator random;
  private final ScheduledExecutorService scheduler;
  private final QrTimes times;
  private final Faults faults;

  private final Map<String, Offer> refs = new HashMap<>();
  private final Map<String, Offer> codes = new HashMap<>();
  private final Map<String, Pending> pending = new HashMap<>();

  /**
   * @param scheduler closed by the caller
   * @param random must be thread-safe
   */
  public Pairing(
      World world,
      Clock clock,
      RandomGenerator random,
      ScheduledExecutorService scheduler,
      QrTimes times,
      Faults faults) {
    this.world = world;
    this.clock = clock;
    this.random = random;
    this.scheduler = scheduler;
    this.times = times;
    this.faults = faults;
  }

  /** The display times of the first QR code and of each following one. */
  public record QrTimes(Duration first, Duration next) {
    /** WhatsApp's own: 60 s and 20 s. */
    public static final QrTimes REAL = new QrTimes(Duration.ofSeconds(60), Duration.ofSeconds(20));
  }

  /** A code that a page shows: its connection, its expiry, and, for a link code, its number. */
  private record Offer(Connection page, Instant until, @Nullable Jid number) {}

  /** A page that was told of the phone's consent and has not registered yet. */
  private record Pending(Connection page, Jid account, CompletableFuture<Device> linked) {}

  QrTimes times() {
    return times;
  }

  /** New references for the page's QR codes; its earlier ones become invalid. */
  synchronized List<String> offerRefs(Connection page) {
    refs.values().removeIf(offer -> offer.page() == page);
    List<String> offered = new ArrayList<>();
    Instant until = clock.instant().plus(times.first());
    for (int i = 0; i < REFS; i++) {
      byte[] bytes = new byte[REF_BYTES];
      random.nextBytes(bytes);
      String ref = "2@" + Base64.getEncoder().encodeToString(bytes);
      refs.put(ref, new Offer(page, until, null));
      offered.add(ref);
      until = until.plus(times.next());
    }
    return offered;
  }

  /**
   * A link code for the page; its earlier one becomes invalid.
   *
   * @throws Refusal {@code NOT_ON_WHATSAPP} when the number is unknown
   */
  String offerCode(Connection page, String digits) {
    Jid number = Jid.pn(digits);
    world.read(scene -> scene.accounts().get(number));
    Offer offer = new Offer(page, clock.instant().plus(CODE_LIFE), number);
    String code;
    synchronized (this) {
      codes.values().removeIf(other -> other.page() == page);
      code = newCode();
      codes.put(code, offer);
    }
    var _ =
        scheduler.schedule(() -> expire(code, offer), CODE_LIFE.toMillis(), TimeUnit.MILLISECONDS);
    return code;
  }

  private String newCode() {
    StringBuilder code = new StringBuilder(CODE_LENGTH);
    while (code.length() < CODE_LENGTH) {
      code.append(CODE_ALPHABET.charAt(random.nextInt(CODE_ALPHABET.length())));
    }
    return code.toString();
  }

  private void expire(String code, Offer offer) {
    boolean shown;
    synchronized (this) {
      shown = codes.remove(code, offer);
    }
    if (shown) {
      offer.page().push(new Push.LinkCodeExpired());
    }
  }

  /**
   * The account's phone scans a QR code.
   *
   * @return completes when the page has registered as the account's device, exceptionally with a
   *     {@link Refusal} when its socket ends before; the caller bounds the wait
   * @throws Refusal {@code NOT_A_PAIRING_CODE}, {@code PAIRING_CODE_NOT_VALID}, {@code
   *     TOO_MANY_DEVICES}, {@code NOT_ON_WHATSAPP}, {@code PASSKEY_REQUIRED}
   */
  public CompletableFuture<Device> scan(Jid phone, String qrText) {
    PairingCode code = PairingCode.parse(qrText);
    Account account = consenting(phone);
    String deviceId = newDeviceId(account);
    return consent(take(refs, code.ref(), account), account, deviceId, code.proof(deviceId));
  }

  /**
   * The account's owner types a link code; blanks, hyphens and case do not matter.
   *
   * @return as {@link #scan}
   * @throws Refusal {@code PAIRING_CODE_NOT_VALID}, {@code TOO_MANY_DEVICES}, {@code
   *     NOT_ON_WHATSAPP}
   */
  public CompletableFuture<Device> enterCode(Jid phone, String typed) {
    Account account = consenting(phone);
    String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return consent(take(codes, code, account), account, newDeviceId(account), null);
  }

  private Account consenting(Jid phone) {
    return world.read(scene -> {
      Account account = scene.accounts().get(phone);
      scene.devices().requireRoom(account.lid());
      return account;
    });
  }

  private String newDeviceId(Account account) {
    return account.lid().user() + ":" + random.nextInt(1, MAX_DEVICE_NUMBER) + "@lid";
  }

  private synchronized Offer take(Map<String, Offer> offers, String shown, Account account) {
    Offer offer = offers.get(shown);
    if (offer == null
        || offer.until().isBefore(clock.instant())
        || (offer.number() != null && !offer.number().equals(account.pn()))) {
      throw new Refusal(Reason.PAIRING_CODE_NOT_VALID);
    }
    withdraw(offer.page());
    return offer;
  }

  private CompletableFuture<Device> consent(
      Offer offer, Account account, String deviceId, @Nullable String proof) {
    if (faults.of(account.lid()).passkey()) {
      offer.page().push(new Push.PasskeyPrologue());
      throw new Refusal(Reason.PASSKEY_REQUIRED);
    }
    CompletableFuture<Device> linked = new CompletableFuture<>();
    synchronized (this) {
      pending.put(deviceId, new Pending(offer.page(), account.lid(), linked));
    }
    offer.page().push(new Push.PairSuccess(deviceId, account.wire(), proof));
    return linked;
  }

  /**
   * The account whose phone allowed this page to become this device.
   *
   * @throws Refusal {@code DEVICE_REMOVED} when none did
   */
  synchronized Jid consented(Connection page, String deviceId) {
    Pending waiting = pending.get(deviceId);
    if (waiting == null || waiting.page() != page) {
      throw new Refusal(Reason.DEVICE_REMOVED);
    }
    return waiting.account();
  }

  /** The page has registered. */
  void completed(Device device) {
    Pending waiting;
    synchronized (this) {
      waiting = pending.remove(device.id());
    }
    if (waiting != null) {
      waiting.linked().complete(device);
    }
  }

  /** Withdraws the codes of a page whose socket has ended. */
  void forget(Connection page) {
    List<Pending> abandoned;
    synchronized (this) {
      withdraw(page);
      abandoned = pending.values().stream().filter(p -> p.page() == page).toList();
      pending.values().removeIf(p -> p.page() == page);
    }
    abandoned.forEach(
        p -> p.linked().completeExceptionally(new Refusal(Reason.PAGE_DID_NOT_ANSWER)));
  }

  private void withdraw(Connection page) {
    refs.values().removeIf(offer -> offer.page() == page);
    codes.values().removeIf(offer -> offer.page() == page);
  }
}
