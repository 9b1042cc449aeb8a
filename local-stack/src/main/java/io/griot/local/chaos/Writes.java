package io.griot.local.chaos;

import io.griot.local.client.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets people write numbered messages to the linked accounts. Thread-safe. */
final class Writes implements AutoCloseable {
  /** The deadline for the last messages. A phone's interface answers at once, or not at all. */
  private static final Duration END_DEADLINE = Duration.ofMinutes(3);

  private final RunThreads writer;
  private final List<Written> written = new ArrayList<>();
  private volatile boolean stopped;

  Writes(List<Account> accounts, List<Phone> people, Duration pause, Timeline timeline) {
    writer = new RunThreads(timeline);
    writer.start("writes", () -> run(accounts, people, pause));
  }

  private void run(List<Account> accounts, List<Phone> people, Duration pause) {
    for (int number = 0; !stopped; number++) {
      Account account = accounts.get(number % accounts.size());
      Phone person = people.get(number / accounts.size() % people.size());
      long now = System.nanoTime();
      String id = person.write(account.phone().id(), "w%d".formatted(number));
      synchronized (this) {
        written.add(new Written(id, account.number(), now));
      }
      Pause.of(pause);
    }
  }

  synchronized List<Written> all() {
    return List.copyOf(written);
  }

  @Override
  public void close() {
    stopped = true;
    if (!writer.join(END_DEADLINE)) {
      writer.close();
    }
  }
}
