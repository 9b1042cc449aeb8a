package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A placement queue that gives what the test puts in, and notes what is asked of it. */
public final class FakePlacement implements Placement {
  public final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  public final List<String> requests = new CopyOnWriteArrayList<>();
  public final BlockingQueue<String> noted = new LinkedBlockingQueue<>();
  volatile boolean isDown;

  @Override
  public List<Message> receive(int max, Duration wait) {
    List<Message> received = new ArrayList<>();
    try {
      Message first = messages.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        received.add(first);
        messages.drainTo(received, max - 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
    return received;
  }

  @Override
  public void showIn(Message message, Duration delay) {
    note("show " + message.receipt() + " in " + delay.toSeconds() + " s");
  }

  @Override
  public void send(SessionId session) {
    note("send " + session);
  }

  @Override
  public void delete(Message message) {
    note("delete " + message.receipt());
  }

  private void note(String request) {
    if (isDown) {
      throw SdkClientException.create("down");
    }
    requests.add(request);
    noted.add(request);
  }
}
