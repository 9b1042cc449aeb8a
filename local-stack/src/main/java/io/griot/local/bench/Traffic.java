package io.griot.local.bench;

import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** Requests to one session, sequential or concurrent. Every answer must be a success. */
final class Traffic {
  private final ApiClient api;
  private final String session;
  private final List<String> chats;

  /** Messages go to these chats in turn. */
  Traffic(ApiClient api, String session, List<String> chats) {
    this.api = api;
    this.session = session;
    this.chats = List.copyOf(chats);
  }

  /** A copy that sends all messages to one chat; they keep their order. */
  Traffic toOneChat() {
    return new Traffic(api, session, List.of(chats.getFirst()));
  }

  /**
   * The times of requests.
   *
   * @param total as the client saw them
   * @param page the share of WhatsApp's page
   * @param own the rest, which is Griot's own
   */
  record Times(Durations total, Durations page, Durations own, Duration wall) {
    Times() {
      this(new Durations(), new Durations(), new Durations(), Duration.ZERO);
    }

    void add(Answer answer) {
      total.add(answer.total());
      page.add(answer.page());
      own.add(answer.total().minus(answer.page()));
    }

    double perSecond() {
      return total.count() / (wall.toNanos() / 1e9);
    }
  }

  /** Sends messages, with at most {@code inFlight} at the same time. */
  Times send(int messages, int inFlight) {
    Times times = new Times();
    Semaphore free = new Semaphore(inFlight);
    long began = System.nanoTime();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          IntStream.range(0, messages).mapToObj(i -> callers.submit(sending(i, free))).toList();
      for (Future<Answer> future : answers) {
        times.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a send failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return new Times(
        times.total(), times.page(), times.own(), Duration.ofNanos(System.nanoTime() - began));
  }

  private Callable<Answer> sending(int number, Semaphore free) {
    String chat = chats.get(number % chats.size());
    return () -> {
      free.acquire();
      try {
        return checked(
            api.post(
                "/client/sendMessage/" + session, ApiClient.text(chat, "benchmark " + number)));
      } finally {
        free.release();
      }
    };
  }

  /**
   * Repeats a request.
   *
   * @param path without the session's name
   * @param query the text after the name: empty, or from the question mark on
   */
  Times get(String path, String query, int times) {
    Times all = new Times();
    for (int i = 0; i < times; i++) {
      all.add(checked(api.get(path + session + query)));
    }
    return all;
  }

  private static Answer checked(Answer answer) {
    if (answer.status() != 200 || !answer.success()) {
      throw new IllegalStateException("not a success: " + answer.status() + " " + answer.text());
    }
    return answer;
  }
}
