package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import java.util.List;

/** Where commands are that were answered 202 and have not begun. A moment late. */
public interface BacklogStore {
  /** How many there are of a session; no more than so many are counted. */
  int count(Generation session, int atMost);

  /** The sessions of a customer, of both environments. */
  List<Generation> sessions(CustomerId customer);
}
