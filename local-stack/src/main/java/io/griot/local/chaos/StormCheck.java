package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.local.chaos.StormReceiver.Delivery;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the deliveries of a storm, whose messages are numbered in each chat. Used by one thread.
 */
final class StormCheck {
  private static final Pattern NUMBERED = Pattern.compile("storm (\\d+) (\\d+)");
  private static final String SECRET_PREFIX = "whsec_";

  private StormCheck() {}

  /** A message's text. */
  static String text(int chat, int number) {
    return "storm %d %d".formatted(chat, number);
  }

  /** The texts of messages that were delivered. */
  static Set<String> texts(List<Delivery> deliveries) {
    Set<String> texts = new HashSet<>();
    deliveries.forEach(one -> texts.add(text(Json.readObject(one.body()))));
    return texts;
  }

  /**
   * The problems found.
   *
   * @param secret the secret that signs deliveries
   * @param wanted the texts of all messages
   */
  static List<String> problems(List<Delivery> deliveries, String secret, Set<String> wanted) {
    List<String> problems = new ArrayList<>();
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(texts(deliveries));
    if (!missing.isEmpty()) {
      problems.add("%d never arrived: %s".formatted(missing.size(), missing));
    }
    Map<String, String> bodies = new HashMap<>();
    Map<Integer, Integer> last = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (Delivery one : deliveries) {
      String before = bodies.putIfAbsent(one.id(), one.body());
      if (before != null && !before.equals(one.body())) {
        problems.add("%s came with different contents".formatted(one.id()));
      }
      if (!isSigned(one, secret)) {
        problems.add("%s is not signed".formatted(one.id()));
      }
      String text = text(Json.readObject(one.body()));
      Matcher parts = NUMBERED.matcher(text);
      if (parts.matches() && seen.add(text)) {
        int chat = Integer.parseInt(parts.group(1));
        int number = Integer.parseInt(parts.group(2));
        Integer previous = last.put(chat, number);
        if (previous != null && previous > number) {
          problems.add("chat %d: %d came behind %d".formatted(chat, number, previous));
        }
      }
    }
    return problems;
  }

  private static String text(JsonNode event) {
    return event.at("/data/message/body").asText();
  }

  private static boolean isSigned(Delivery one, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = one.id() + "." + one.timestamp() + "." + one.body();
      String expected =
          "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
      return MessageDigest.isEqual(expected.getBytes(UTF_8), one.signature().getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
