package io.griot.testing;

import java.time.Duration;
import java.util.List;

/** One kind of things that a test must not leave behind. Used by one thread. */
interface Leftovers {
  /**
   * What came to be since this was made and is still there, in words for a person. What is about to
   * end has this long to do so. What can be ended is ended, so that later tests do not meet it.
   */
  List<String> find(Duration patience);
}
