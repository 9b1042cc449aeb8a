package io.griot.functions.customers;

import java.util.List;
import java.util.Optional;

/**
 * The installation's plans: the built-in ones and those that the operator stored. A stored plan
 * replaces the built-in plan of the same id.
 */
public interface PlanStore {
  Optional<Plan> find(String id);

  /** The plan with this id; the standard one for customers whose plan does not exist (any more). */
  default Plan named(String id) {
    return find(id).or(() -> find(Plan.STANDARD)).orElseThrow();
  }

  /** All plans, by id. */
  List<Plan> all();

  /** Stores a plan in place of the one with its id. Takes effect everywhere within 30 s. */
  void put(Plan plan);
}
