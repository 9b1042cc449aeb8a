package io.griot.functions.customers;

import java.util.List;
import java.util.Optional;

/**
 * The installation's plans: those that come with Griot, and those that the operator stored. A
 * stored one takes the place of one that comes with Griot.
 */
public interface PlanStore {
  Optional<Plan> find(String id);

  /** The plan of this id; the standard one for customers whose plan there is not (any more). */
  default Plan named(String id) {
    return find(id).or(() -> find(Plan.STANDARD)).orElseThrow();
  }

  /** All of them, by id. */
  List<Plan> all();

  /** Stores a plan in place of the one of its id. Counts for everybody within 30 s. */
  void put(Plan plan);
}
