package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Generates malicious requests from a valid one. The same seed gives the same requests. */
final class HostileRequests {
  /** The number of hostile values for each operation. */
  private static final int VALUES_EACH = 3;

  private static final String HOLE = "\"@HOLE@\"";
  private static final String DEEP = "[".repeat(900) + "]".repeat(900);

  /** Values that may break JSON or JavaScript, as they stand in the body. */
  private static final List<String> VALUES =
      List.of(
          "\"" + "a".repeat(100_000) + "\"",
          "\"" + "\\u0301".repeat(5_000) + "\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800@c.us\"",
          "\"\\u0000\"",
          "\"\\u202e\\u2028\\ufeff\"",
          "\"\"",
          "1e400",
          "-1e400",
          "1e-400",
          "-0.0",
          "123456789012345678901234567890",
          "9007199254740993",
          "NaN",
          "01",
          "true",
          "null",
          "[]",
          "{}",
          "[null]",
          DEEP,
          "{\"a\":" + DEEP + "}",
          "{\"__proto__\":{\"polluted\":true}}",
          "{\"constructor\":{\"prototype\":{\"polluted\":true}}}",
          "{\"toString\":1,\"valueOf\":null,\"length\":-1}",
          "1,\"chatId\":2,\"chatId\":[]",
          "\"constructor@c.us\"",
          "\"0@lid\"",
          "\"99999999999999999999@c.us\"",
          "\"1-1@g.us\"",
          "\"status@broadcast\"",
          "\"0@newsletter\"",
          "\"true_1@c.us_\"",
          "\"true_22670000000@c.us_3EB0'\\\"]}\"",
          "\"../../../../etc/passwd\"",
          "\"file:///etc/passwd\"",
          "\"http://169.254.169.254/latest/meta-data/\"",
          "\"data:text/html;base64,PHNjcmlwdD4=\"",
          "\"<img src=x onerror=alert(1)>\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"A\"",
          "\"AAA=A\"",
          "\"!!!!\"");

  private final RandomGenerator random;

  HostileRequests(RandomGenerator random) {
    this.random = random;
  }

  /**
   * A hostile request.
   *
   * @param path still encoded, with the query
   * @param what the hostile part, for the failure's message
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hostile(
      Operation operation,
      String what,
      String path,
      byte[] body,
      Map<String, List<String>> headers) {
    @Override
    public String toString() {
      String text = new String(body, UTF_8);
      return "%s, %s: %.200s".formatted(operation.id(), what, text);
    }
  }

  /**
   * Some hostile requests for an operation.
   *
   * @param right a valid request for a connected session
   */
  List<Hostile> of(Operation operation, String session, ObjectNode right) {
    String path = operation.path().text().replace("{sessionId}", session);
    List<Hostile> all = new ArrayList<>();
    if (!right.isEmpty()) {
      for (int i = 0; i < VALUES_EACH; i++) {
        String body = withHole(right).replace(HOLE, one(VALUES));
        all.add(new Hostile(operation, "a value", path, body.getBytes(UTF_8), json()));
      }
      all.add(new Hostile(operation, "a body", path, body(right), json()));
    }
    byte[] body = right.toString().getBytes(UTF_8);
    String strange = operation.path().text().replace("{sessionId}", session(session));
    all.add(
        switch (random.nextInt(3)) {
          case 0 -> new Hostile(operation, "a query", path + "?" + query(), body, json());
          case 1 -> new Hostile(operation, "a header", path, body, headers());
          default -> new Hostile(operation, "a session", strange, body, json());
        });
    return all;
  }

  /** The request with one of its values, at any depth, replaced by a placeholder. */
  private String withHole(ObjectNode right) {
    ObjectNode copy = right.deepCopy();
    ObjectNode at = copy;
    while (true) {
      String field = one(at.properties().stream().map(Map.Entry::getKey).toList());
      JsonNode value = at.get(field);
      if (value instanceof ObjectNode inner && !inner.isEmpty() && random.nextInt(3) > 0) {
        at = inner;
      } else {
        at.put(field, "@HOLE@");
        return copy.toString();
      }
    }
  }

  private byte[] body(ObjectNode right) {
    String text = right.toString();
    byte[] utf8 = text.getBytes(UTF_8);
    byte[] broken = utf8.clone();
    broken[utf8.length / 2] = (byte) 0xC0;
    return switch (random.nextInt(9)) {
      case 0 -> new byte[0];
      case 1 -> text.substring(0, text.length() / 2).getBytes(UTF_8);
      case 2 -> broken;
      case 3 -> text.getBytes(UTF_16);
      case 4 -> ("\ufeff" + text).getBytes(UTF_8);
      case 5 -> ("[" + text + "]").getBytes(UTF_8);
      case 6 -> (text + text).getBytes(UTF_8);
      case 7 -> "{\"a\":".repeat(20_000).getBytes(UTF_8);
      default -> new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
    };
  }

  private String query() {
    return one(
        List.of(
            "a=" + "b".repeat(3_000),
            "limit=-1&limit=2&cursor=%00",
            "limit[]=1&limit[a][b]=2",
            "limit=1e9&cursor=" + "%F0%9F%92%A9".repeat(50),
            "limit=%E0%80&__proto__[a]=1",
            "&&==&%5B%5D=&"));
  }

  private Map<String, List<String>> headers() {
    return switch (random.nextInt(6)) {
      case 0 -> with("x-flood", Collections.nCopies(60, "a".repeat(40)));
      case 1 -> with("idempotency-key", List.of("k".repeat(300)));
      case 2 -> with("idempotency-key", List.of("a\tb"));
      case 3 -> with("prefer", List.of("wait=99999999999999, respond-async=\"", ",;=,"));
      case 4 -> with("content-type", List.of("application/json; charset=\"utf-7"));
      default -> with("accept-language", List.of("*;q=9,-,;".repeat(20)));
    };
  }

  static Map<String, List<String>> json() {
    return Map.of("content-type", List.of("application/json"));
  }

  private static Map<String, List<String>> with(String name, List<String> values) {
    return name.equals("content-type")
        ? Map.of(name, values)
        : Map.of("content-type", List.of("application/json"), name, values);
  }

  private String session(String session) {
    return one(
        List.of(
            "..%2F..%2Fadmin",
            "%2e%2e",
            session + "%00",
            session + "%0d%0aX-Evil:1",
            session + "%20",
            "%F0%9F%92%A9",
            "__proto__",
            "constructor",
            "a".repeat(65),
            "%ff%fe",
            session + ";a=b"));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
