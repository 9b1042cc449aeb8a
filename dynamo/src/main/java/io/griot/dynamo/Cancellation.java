package io.griot.dynamo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Why a transaction was cancelled, part by part in its order. Nothing of it was written. Immutable.
 *
 * @param cause to be thrown where none of the questions here has an answer
 */
public record Cancellation(TransactionCanceledException cause) {
  /** Of a part that nothing speaks against. */
  private static final String NONE = "None";

  private static final String REFUSED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";
  private static final Set<String> PASSING =
      Set.of(CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded");

  /** Whether a part's condition did not hold. */
  public boolean isRefused(int part) {
    List<String> codes = codes();
    return part < codes.size() && codes.get(part).equals(REFUSED);
  }

  /** Whether any part's condition did not hold. */
  public boolean isRefused() {
    return codes().contains(REFUSED);
  }

  /** Whether a part's condition did not hold, and nothing else spoke against the rest. */
  public boolean isRefusedOnly(int part) {
    return isRefused(part) && against().size() == 1;
  }

  /** The item that a part's condition failed on; without attributes when there was none. */
  public Item stored(int part) {
    CancellationReason reason = cause.cancellationReasons().get(part);
    return new Item(reason.hasItem() ? reason.item() : Map.of());
  }

  /** Whether nothing spoke against it but writes of others on the same items, at that moment. */
  public boolean isConflict() {
    return speakAgainst(Set.of(CONFLICT));
  }

  /** Whether it may pass a moment later: others wrote the same items, or too much was asked. */
  public boolean isPassing() {
    return speakAgainst(PASSING);
  }

  /** Whether others' writes alone were in the way, by conditions that do not hold or a conflict. */
  public boolean isOfOthers() {
    return speakAgainst(Set.of(REFUSED, CONFLICT));
  }

  private boolean speakAgainst(Set<String> reasons) {
    List<String> against = against();
    return !against.isEmpty() && reasons.containsAll(against);
  }

  private List<String> against() {
    return codes().stream().filter(code -> !code.equals(NONE)).toList();
  }

  private List<String> codes() {
    return cause.cancellationReasons().stream()
        .map(reason -> Optional.ofNullable(reason.code()).orElse(NONE))
        .toList();
  }
}
