package io.griot.local.chaos;

import io.griot.local.client.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** People write numbered messages to the linked accounts. Thread-safe. */
final class Writes implements AutoCloseable {
  private final Thread writer;
  private final List<Written> written = new ArrayList<>();
  private volatile boolean stopped;

  Writes(List<Account> accounts, List<Phone> people, Duration pause) {
    writer = Thread.ofVirtual().start(() -> run(accounts, people, pause));
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
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
