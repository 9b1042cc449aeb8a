package io.griot.local.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.local.LocalStack;
import io.griot.local.LocalStackConfig;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Checks the image: pairs a session and sends a message with a session host that runs in its
 * image's root file system, and checks the host's permissions there. {@code ./griot image} runs it.
 */
public final class ImageProof {
  private static final CustomerId CUSTOMER = new CustomerId("image");
  private static final String SESSION = "main";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 200;

  private final LocalStack stack;
  private final ContainedHost host;
  private final ApiClient api;

  private ImageProof(LocalStack stack, ContainedHost host, ApiClient api) {
    this.stack = stack;
    this.host = host;
    this.api = api;
  }

  /** Arguments: the folder of the image's parts, and its root file system. */
  public static void main(String[] arguments) {
    try {
      prove(arguments);
      System.exit(0); // servers leave threads that would keep the JVM running
    } catch (Exception e) {
      System.err.println("✗ " + e.getMessage());
      System.exit(1);
    }
  }

  private static void prove(String[] arguments) throws Exception {
    Path image = Path.of(arguments[0]).toAbsolutePath();
    Path root = Path.of(arguments[1]).toAbsolutePath();
    Path folder = Files.createTempDirectory("griot-image-");
    Path log = folder.resolve("host.log");
    System.out.println("the host's log is " + log);
    try (LocalStack stack = LocalStack.start(LocalStackConfig.in(folder));
        ContainedHost host = ContainedHost.start(image, root, stack.hostSettings(), log);
        ApiClient api =
            new ApiClient(stack.apiAddress(), stack.mintKey(CUSTOMER, Environment.TEST))) {
      new ImageProof(stack, host, api).run();
    }
  }

  private void run() throws Exception {
    pairAndSend();
    lookAtTheHost();
    await("a checkpoint", System.nanoTime(), this::hasCheckpoint);
    check(host.stop(), "SIGTERM ends it in time");
    check(!host.isAlive(), "nothing is left of it");
  }

  private void pairAndSend() throws Exception {
    try (Phone shop = new Phone(stack.sandboxAddress(), Phone.SHOP);
        Phone customer = new Phone(stack.sandboxAddress(), Phone.CUSTOMER)) {
      long began = System.nanoTime();
      check(api.get("/session/start/" + SESSION).success(), "the session is accepted");
      await("a QR code", began, () -> answer("/session/qr/").success());
      shop.scan(answer("/session/qr/").body().path("qr").asText());
      await("connected", began, () -> answer("/session/status/").success());
      Answer sent =
          api.post("/client/sendMessage/" + SESSION, ApiClient.text(customer.id(), "From afar."));
      check(sent.status() == 200, "a message is sent");
      String id = sent.body().path("message").path("id").path("id").asText();
      await("the message on the phone", began, () -> has(customer, shop.id(), id));
    }
  }

  private void lookAtTheHost() throws Exception {
    String status = host.status();
    check(
        status.contains("\nUid:\t10001\t10001\t10001\t10001"), "it is a user without a name here");
    check(status.contains("\nCapEff:\t0000000000000000"), "it has no capability");
    check(status.contains("\nCapBnd:\t0000000000000000"), "it can gain none");
    check(status.contains("\nNoNewPrivs:\t1"), "nor can what it starts");
    check(!host.rootIsWritable(), "its root file system cannot be written");
    await("its own health check says so", System.nanoTime(), host::healthy);
  }

  private boolean hasCheckpoint() {
    SessionId id = SessionId.of(CUSTOMER, new SessionName(SESSION));
    return stack.aws().session(id).containsKey(SessionItem.CHECKPOINT);
  }

  private Answer answer(String path) {
    return api.get(path + SESSION);
  }

  private static boolean has(Phone phone, String chat, String id) {
    for (JsonNode message : phone.conversation(chat)) {
      if (message.path("id").asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private void await(String what, long began, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.call()) {
      if (!host.isAlive()) {
        throw new IOException("the host ended");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("not in time: " + what);
      }
      boolean _ = never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    check(true, "%s (%.1f s)".formatted(what, (System.nanoTime() - began) / 1e9));
  }

  private static void check(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new IOException("not so: " + what);
    }
    System.out.println("✓ " + what);
  }
}
