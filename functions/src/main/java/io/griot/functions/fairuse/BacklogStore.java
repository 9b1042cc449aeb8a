package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import java.util.List;

/** Counts the commands that were answered 202 and have not started. Eventually consistent. */
public interface BacklogStore {
  /** The number of a session's waiting commands, counted up to a maximum. */
  int count(Generation session, int atMost);

  /** The sessions of a customer in both environments. */
  List<Generation> sessions(CustomerId customer);
}
