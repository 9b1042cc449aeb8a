package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A form as fields: {@code chatId=…&options[linkPreview]=false&mentions[]=…}. Values are texts. */
final class FormFields {
  private static final int MAX_FIELDS = 1000;
  private static final int MAX_DEPTH = 5;
  private static final Pattern KEY = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]*])*)");

  private FormFields() {}

  static ObjectNode read(byte[] body) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    String[] pairs = new String(body, UTF_8).split("&", -1);
    if (pairs.length > MAX_FIELDS) {
      throw new ApiFailure(FailureCode.BODY_TOO_LARGE);
    }
    for (String pair : pairs) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String key = decode(equals < 0 ? pair : pair.substring(0, equals));
      put(fields, steps(key), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return fields;
  }

  /** {@code a[b][]} is the steps a, b and an empty one. */
  private static List<String> steps(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return List.of(key);
    }
    List<String> steps = new ArrayList<>();
    steps.add(matcher.group(1));
    String rest = matcher.group(2);
    while (!rest.isEmpty() && steps.size() < MAX_DEPTH) {
      int close = rest.indexOf(']');
      steps.add(rest.substring(1, close));
      rest = rest.substring(close + 1);
    }
    return steps;
  }

  private static void put(ObjectNode fields, List<String> steps, String text) {
    ObjectNode into = fields;
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      if (i == steps.size() - 1) {
        add(into, step, text);
      } else if (i == steps.size() - 2 && steps.getLast().matches("\\d*")) {
        array(into, step).add(text);
        return;
      } else {
        into = into.get(step) instanceof ObjectNode inner ? inner : into.putObject(step);
      }
    }
  }

  /** A key given twice is a list, as in every HTML form. */
  private static void add(ObjectNode into, String key, String text) {
    if (into.has(key)) {
      array(into, key).add(text);
    } else {
      into.put(key, text);
    }
  }

  private static ArrayNode array(ObjectNode into, String key) {
    JsonNode present = into.get(key);
    if (present instanceof ArrayNode array) {
      return array;
    }
    ArrayNode array = into.putArray(key);
    if (present != null) {
      array.add(present);
    }
    return array;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiFailure(FailureCode.INVALID_FIELD, "body: is not a form");
    }
  }
}
