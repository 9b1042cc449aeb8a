package io.griot.functions.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.Pace;
import io.griot.contract.SessionId;
import io.griot.functions.phone.Addressed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A gateway over stores in memory, at the real time and as much later as a test says. */
final class GatewayFixture {
  static final Requester AWA = new Requester(new CustomerId("awa"), Environment.TEST);
  static final SessionId SESSION = new SessionId("s".repeat(26));
  static final Operation SEND = Catalogue.load().operation("clientSendMessage").orElseThrow();
  static final Outcome ANSWERED = new Outcome.Succeeded("{\"success\":true}", Duration.ofMillis(3));
  static final CommandId KEYED = CommandId.ofIdempotencyKey(SESSION, Environment.TEST, "k");
  final MemorySubmissionStore commands = new MemorySubmissionStore();
  final Post post = new Post();
  final Objects objects = new Objects();
  Duration later = Duration.ZERO;
  final CommandGateway gateway =
      new CommandGateway(
          commands, post, objects, () -> Instant.now().plus(later), new SecureRandom());

  static CommandOrder held(Instant turn, String key) {
    return new CommandOrder(
        AWA,
        new Generation(SESSION, Instant.EPOCH),
        SEND,
        Addressed.asWritten(fields("hello")),
        Optional.of(key),
        new StartTerms(
            Duration.ofDays(1),
            Duration.ofDays(1),
            false,
            Optional.of(new Command.Turn(turn, new Pace(Duration.ofSeconds(1), 20)))));
  }

  static Instant soon() {
    return Instant.now().plusSeconds(10);
  }

  static CommandOrder order(String content, Optional<String> key) {
    return order(Addressed.asWritten(fields(content)), key);
  }

  static CommandOrder order(Addressed request, Optional<String> key) {
    return order(request, key, Duration.ofDays(1));
  }

  /** One that may start within a day once its caller was told that it is pending. */
  static CommandOrder order(Addressed request, Optional<String> key, Duration startWithin) {
    return new CommandOrder(
        AWA,
        new Generation(SESSION, Instant.EPOCH),
        SEND,
        request,
        key,
        new StartTerms(startWithin, Duration.ofDays(1), false, Optional.empty()));
  }

  static ObjectNode fields(String content) {
    return Json.MAPPER.createObjectNode().put("chatId", "1@c.us").put("content", content);
  }

  static final class Post implements CommandQueue {
    final List<String> bodies = new ArrayList<>();
    final List<String> groups = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    boolean delivers = true;
    Consumer<CommandId> onSend = id -> {};

    @Override
    public boolean send(Generation session, String group, String deduplicationId, String body) {
      bodies.add(body);
      groups.add(group);
      ids.add(deduplicationId);
      onSend.accept(new CommandId(deduplicationId.replaceAll("-.*", "")));
      return delivers;
    }
  }

  static final class Objects implements PayloadStore {
    @Override
    public URI link(String key) {
      return URI.create("https://s3.example/" + key);
    }

    final Map<String, String> stored = new HashMap<>();

    @Override
    public void put(String key, String json) {
      stored.put(key, json);
    }

    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(stored.get(key));
    }

    @Override
    public Optional<byte[]> bytes(String key) {
      return get(key).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
