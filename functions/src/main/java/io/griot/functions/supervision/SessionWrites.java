package io.griot.functions.supervision;

import io.griot.functions.session.HostStore;
import io.griot.functions.session.Session;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Stores what the supervisor wants of sessions, logs it, and notifies their hosts. Thread-safe.
 *
 * @param hosts notified of a change, also of a session whose browser they are still closing
 */
record SessionWrites(SupervisedSessionStore sessions, HostStore hosts) {
  private static final Logger log = LoggerFactory.getLogger(SessionWrites.class);

  /**
   * Stores a change, and has the host of the session look at it now.
   *
   * @param keys adds what the log line says of the change
   */
  void notifying(
      Session seen, Session wanted, String event, UnaryOperator<LoggingEventBuilder> keys) {
    if (store(seen, wanted, event, keys)) {
      seen.owner().ifPresent(hosts::poke);
    }
  }

  /**
   * Stores a change. The host of the session sees it when it next reads its sessions. A session
   * that was changed since it was read is left to the next round.
   */
  boolean store(
      Session seen, Session wanted, String event, UnaryOperator<LoggingEventBuilder> keys) {
    boolean done = sessions.change(seen, wanted);
    keys.apply(log.atInfo().addKeyValue("sessionId", seen.id()))
        .addKeyValue("done", done)
        .log(event);
    return done;
  }
}
