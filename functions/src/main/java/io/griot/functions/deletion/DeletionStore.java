package io.griot.functions.deletion;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where it is noted how far customers' deletions are. Notes answer false when nothing was noted,
 * because others write the customer at that moment: the next round does it again.
 */
public interface DeletionStore {
  /**
   * Has a customer deleted. From then on nobody serves or changes them.
   *
   * @return how far it is; empty when there is no such customer
   */
  Optional<Deletion> begin(CustomerId customer, Instant now);

  /** Notes what there is, unless it is noted: what was found first counts. */
  boolean counted(CustomerId customer, Map<String, Long> found);

  /**
   * Notes sessions of which something may be left.
   *
   * @param sessions at least one
   */
  boolean waitFor(CustomerId customer, Set<SessionId> sessions);

  /** Notes that nothing is left, and forgets who the customer was. */
  boolean finish(CustomerId customer, Instant now);
}
