package io.griot.host.lease;

import io.griot.contract.SocketState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the host last saw of a session: all that the API answers status and QR from.
 *
 * @param state the page's word for its connection; empty while there is no page
 * @param usable whether the page said that commands can run
 * @param provenAt when the page itself last answered, on the host's clock
 * @param lastEventAt when WhatsApp last sent the page anything
 * @param qr what the QR code says; empty when none is needed
 * @param problem what stands in the way; empty when nothing does
 * @param unavailable the operations this version of WhatsApp Web cannot do
 */
public record Evidence(
    Optional<SocketState> state,
    boolean usable,
    Optional<Instant> provenAt,
    Optional<Instant> lastEventAt,
    Optional<String> qr,
    Optional<Problem> problem,
    Set<String> unavailable) {

  /** Before anything was seen. */
  public static final Evidence NONE =
      new Evidence(
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of());

  public Evidence {
    unavailable = Set.copyOf(unavailable);
  }

  /** Whether this says something that callers should hear before the next renewal. */
  boolean isNewsAfter(Evidence older) {
    return !withoutTimes().equals(older.withoutTimes());
  }

  private Evidence withoutTimes() {
    return new Evidence(
        state, usable, Optional.empty(), Optional.empty(), qr, problem, unavailable);
  }

  public Evidence withState(Optional<SocketState> newState, boolean newUsable) {
    return new Evidence(newState, newUsable, provenAt, lastEventAt, qr, problem, unavailable);
  }

  public Evidence withProof(Instant at, Optional<Instant> eventAt) {
    return new Evidence(
        state,
        usable,
        Optional.of(at),
        eventAt.isPresent() ? eventAt : lastEventAt,
        qr,
        problem,
        unavailable);
  }

  public Evidence withEventAt(Instant at) {
    return new Evidence(state, usable, provenAt, Optional.of(at), qr, problem, unavailable);
  }

  public Evidence withQr(Optional<String> newQr) {
    return new Evidence(state, usable, provenAt, lastEventAt, newQr, problem, unavailable);
  }

  public Evidence withProblem(Optional<Problem> newProblem) {
    return new Evidence(state, usable, provenAt, lastEventAt, qr, newProblem, unavailable);
  }

  public Evidence withUnavailable(Set<String> operations) {
    return new Evidence(state, usable, provenAt, lastEventAt, qr, problem, operations);
  }

  /** What is left of it when the page went: proof and connection go, the problem stays. */
  public Evidence withoutPage() {
    return new Evidence(
        Optional.empty(), false, provenAt, lastEventAt, Optional.empty(), problem, unavailable);
  }
}
