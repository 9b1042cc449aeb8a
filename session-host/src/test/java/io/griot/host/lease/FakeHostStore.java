package io.griot.host.lease;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Heartbeats in memory. Requests fail on demand, and beats are counted. Thread-safe. */
public final class FakeHostStore implements HostStore {
  private final Map<String, HostRecord> items = new ConcurrentHashMap<>();

  /** One permit for each attempted beat. */
  public final Semaphore tried = new Semaphore(0);

  private volatile boolean down;
  private volatile Runnable during = () -> {};

  /** Makes all requests fail, or none. */
  public void setDown(boolean isDown) {
    down = isDown;
  }

  /** Runs during each beat. */
  public void during(Runnable step) {
    during = step;
  }

  public void put(HostRecord host) {
    items.put(host.id(), host);
  }

  public void drain(String host) {
    items.computeIfPresent(
        host, (id, it) -> new HostRecord(id, it.beat(), it.duration(), it.pokes(), true));
  }

  public void poke(String host) {
    items.computeIfPresent(
        host, (id, it) -> new HostRecord(id, it.beat(), it.duration(), it.pokes() + 1, it.drain()));
  }

  @Override
  public void create(String host, HostBeat beat) {
    failWhenDown();
    items.put(host, new HostRecord(host, 1, beat.duration(), 0, false));
  }

  @Override
  public boolean beat(String host, HostBeat beat) {
    try {
      during.run();
      failWhenDown();
      return items.computeIfPresent(
              host,
              (id, it) ->
                  new HostRecord(id, it.beat() + 1, beat.duration(), it.pokes(), it.drain()))
          != null;
    } finally {
      tried.release();
    }
  }

  @Override
  public void forgetProofs(String host) {
    failWhenDown();
  }

  @Override
  public void remove(String host) {
    failWhenDown();
    items.remove(host);
  }

  @Override
  public List<HostRecord> all() {
    failWhenDown();
    return List.copyOf(items.values());
  }

  private void failWhenDown() {
    if (down) {
      throw SdkClientException.create("down");
    }
  }
}
