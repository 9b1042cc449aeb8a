package io.griot.dynamo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The reasons why a transaction was cancelled, one per part, in order. Nothing of the transaction
 * was written. Immutable.
 *
 * @param cause the exception to throw when none of these methods explains it
 */
public record Cancellation(TransactionCanceledException cause) {
  /** The reason of a part that did not cause the cancellation. */
  private static final String NONE = "None";

  private static final String REFUSED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";
  private static final Set<String> PASSING =
      Set.of(CONFLICT, "ThrottlingError", "ProvisionedThroughputExceeded");

  /** Whether the condition of a part failed. */
  public boolean isRefused(int part) {
    List<String> codes = codes();
    return part < codes.size() && codes.get(part).equals(REFUSED);
  }

  /** Whether the condition of any part failed. */
  public boolean isRefused() {
    return codes().contains(REFUSED);
  }

  /** Whether the condition of a part failed and was the only reason. */
  public boolean isRefusedOnly(int part) {
    return isRefused(part) && against().size() == 1;
  }

  /** The stored item on which a part's condition failed; without attributes when there was none. */
  public Item stored(int part) {
    CancellationReason reason = cause.cancellationReasons().get(part);
    return new Item(reason.hasItem() ? reason.item() : Map.of());
  }

  /** Whether conflicts with concurrent writes were the only reason. */
  public boolean isConflict() {
    return speakAgainst(Set.of(CONFLICT));
  }

  /**
   * Whether a retry may succeed: the reasons are conflicts with concurrent writes or throttling.
   */
  public boolean isPassing() {
    return speakAgainst(PASSING);
  }

  /** Whether the only reasons are other writers': failed conditions or conflicts. */
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
