package io.griot.local.disclosure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Runs the {@link DisclosureScan} in every process under test, also in those with a JVM of their
 * own. The AWS SDK finds this class by a file on the class path of the tests, and the first client
 * starts the scan. Its findings are in {@code target/disclosed}, where {@link NoDisclosure} looks.
 * Thread-safe.
 */
public final class DisclosureInterceptor implements ExecutionInterceptor {
  static final Path FOLDER = Path.of("target", "disclosed").toAbsolutePath();

  /** The package of the scan's own tests, whose lines are ignored. */
  static final String OF_THE_SCAN = "io.griot.local.disclosure";

  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();
  private static final DisclosureScan SCAN = begun();

  private static DisclosureScan begun() {
    DisclosureScan scan = new DisclosureScan(DisclosureInterceptor::report);
    scan.followLog("", OF_THE_SCAN);
    return scan;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    SCAN.name("the address of a request", context.httpRequest().getUri().getPath());
    switch (context.request()) {
      case SendMessageRequest send -> {
        SCAN.message("a message of " + queue(send.queueUrl()), send.messageBody());
        SCAN.name(
            "a message's group and id",
            send.messageGroupId() + " " + send.messageDeduplicationId());
      }
      case SendMessageBatchRequest batch ->
          batch
              .entries()
              .forEach(entry -> {
                SCAN.message("a message of " + queue(batch.queueUrl()), entry.messageBody());
                SCAN.name(
                    "a message's group and id",
                    entry.messageGroupId() + " " + entry.messageDeduplicationId());
              });
      default -> {}
    }
  }

  /** A receiver of a message handles its texts too, maybe in another process than its sender. */
  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof ReceiveMessageResponse received) {
      received.messages().forEach(message -> SCAN.message("a received message", message.body()));
    }
  }

  private static String queue(String url) {
    String name = url.substring(url.lastIndexOf('/') + 1);
    return name.contains("-session-") ? "a session's queue" : name;
  }

  private static void report(String finding) {
    if (!REPORTED.add(finding)) {
      return;
    }
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve(NoDisclosure.file(ProcessHandle.current())),
          finding + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
