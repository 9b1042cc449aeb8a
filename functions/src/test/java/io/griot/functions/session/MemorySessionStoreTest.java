package io.griot.functions.session;

import io.griot.contract.Environment;
import java.time.Instant;

/** Tests that the fake of other tests behaves like DynamoDB. */
class MemorySessionStoreTest extends SessionsContract {
  private final MemorySessionStore sessions = new MemorySessionStore(new MovableClock());

  @Override
  protected SessionStore sessions() {
    return sessions;
  }

  @Override
  protected void quota(Environment environment, int number) {
    sessions.quota(TestSessions.AWA, environment, number);
  }

  @Override
  protected long counted(Environment environment) {
    return sessions.counted(TestSessions.AWA, environment);
  }

  @Override
  protected void take(String host) {
    sessions.take(TestSessions.ID, host);
  }

  @Override
  protected void link(Instant at) {
    sessions.link(TestSessions.ID, at);
  }
}
