package io.griot.host.lease;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Where a session's parts put what they see, and from where the one writer takes it. Thread-safe.
 */
public final class EvidenceBoard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private Evidence current = Evidence.NONE;
  private Evidence taken = Evidence.NONE;
  private final Condition writes = lock.newCondition();
  private boolean called;
  private long updates;
  private long takenUpdates;
  private long writtenUpdates;

  /** Changes the evidence; news wake the writer. */
  public void update(UnaryOperator<Evidence> change) {
    lock.lock();
    try {
      current = change.apply(current);
      updates++;
      if (current.isNewsAfter(taken)) {
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  public Evidence current() {
    lock.lock();
    try {
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** What was last taken is stored. */
  void written() {
    lock.lock();
    try {
      writtenUpdates = takenUpdates;
      writes.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has the writer store what is here now, and waits until callers of the API can read it, or
   * something newer.
   *
   * @return false when it was not stored in that time: the lease is in danger, or lost
   */
  public boolean awaitWritten(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      long wanted = updates;
      called = true;
      news.signalAll();
      while (writtenUpdates < wanted && nanos > 0) {
        nanos = writes.awaitNanos(nanos);
      }
      return writtenUpdates >= wanted;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the writer though there is no news. */
  void call() {
    lock.lock();
    try {
      called = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for news, at most the given time, and takes the evidence as it then is. */
  Evidence awaitNews(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (!called && !current.isNewsAfter(taken) && nanos > 0) {
        nanos = news.awaitNanos(nanos);
      }
      called = false;
      taken = current;
      takenUpdates = updates;
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** Waits the given time, or until {@link #call}. */
  void awaitCall(Duration patience) throws InterruptedException {
    long nanos = patience.toNanos();
    lock.lock();
    try {
      while (!called && nanos > 0) {
        nanos = news.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
