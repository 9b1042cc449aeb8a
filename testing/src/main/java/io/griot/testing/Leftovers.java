package io.griot.testing;

import java.time.Duration;
import java.util.List;

/** A kind of resource that tests must not leave behind. Used by one thread. */
interface Leftovers {
  /**
   * Describes, for people, everything that was created after this object and still exists.
   * Resources that are ending get some time to do so. Whatever can be ended is ended, so that it
   * does not disturb later tests.
   *
   * @param patience the time given to resources that are ending
   */
  List<String> find(Duration patience);
}
