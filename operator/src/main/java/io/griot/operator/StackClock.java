package io.griot.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./griot admin clock}: shows and moves the time of the stack on this machine. It is not in
 * the catalogue, because an installation on AWS has no such clock and refuses it.
 */
final class StackClock {
  static final String VERB = "clock";

  private static final String PATH = "/local/clock";
  private static final Pattern FORWARD = Pattern.compile("(\\d{1,4})([dh])");

  private StackClock() {}

  /**
   * Shows the stack's time, after moving it if the words say so.
   *
   * @throws IOException when the API cannot be reached
   * @throws WrongUsageException when the words are invalid
   */
  static AdminApi.Answer call(List<String> words, AdminApi api)
      throws IOException, InterruptedException {
    return switch (words.size()) {
      case 0 -> api.get(PATH);
      case 1 -> api.post(PATH, forward(words.getFirst()));
      default -> throw new WrongUsageException("too much: " + words.get(1));
    };
  }

  private static ObjectNode forward(String word) {
    Matcher parts = FORWARD.matcher(word);
    if (!parts.matches()) {
      throw new WrongUsageException("how far? 31d are days, 12h hours");
    }
    long number = Long.parseLong(parts.group(1));
    Duration by = parts.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    return Json.MAPPER.createObjectNode().put("forward", by.toString());
  }
}
