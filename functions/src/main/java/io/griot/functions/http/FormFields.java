package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a form into fields: {@code chatId=…&options[linkPreview]=false&mentions[]=…}. Values are
 * texts.
 */
final class FormFields {
  private static final int MAX_FIELDS = 1000;
  private static final int MAX_DEPTH = 5;
  private static final Pattern KEY = Pattern.compile("([^\\[\\]]+)((?:\\[[^\\[\\]]*])*)");

  /** The part of the request that errors name: query or body. */
  private final String place;

  private final Charset charset;

  private FormFields(String place, Charset charset) {
    this.place = place;
    this.charset = charset;
  }

  /** Parses a query, whose encoded bytes are UTF-8. */
  static ObjectNode ofQuery(String query) {
    return new FormFields("query", UTF_8).read(query);
  }

  static ObjectNode ofBody(BodyText body) {
    boolean utf16 = body.charset().name().startsWith("UTF-16"); // encoded bytes are then UTF-8
    return new FormFields("body", utf16 ? UTF_8 : body.charset()).read(body.text());
  }

  private ObjectNode read(String form) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    String[] pairs = form.split("&", -1);
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

  /** The steps of a key: {@code a[b][]} gives a, b and an empty one. */
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

  /** Adds a value. A repeated key makes a list, as in HTML forms. */
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

  private String decode(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '%') {
        int end = at;
        while (end < text.length() && text.charAt(end) == '%') {
          end += 3;
        }
        decoded.append(encoded(text, at, end));
        at = end;
      } else {
        decoded.append(c == '+' ? ' ' : c);
        at++;
      }
    }
    return decoded.toString();
  }

  /** Decodes a run of {@code %XX}: a character may consist of several. */
  private String encoded(String text, int start, int end) {
    if (end > text.length()) {
      throw notAForm();
    }
    byte[] bytes;
    try {
      bytes = HexFormat.of().withPrefix("%").parseHex(text.substring(start, end));
    } catch (IllegalArgumentException e) {
      throw notAForm();
    }
    if (place.equals("body")) {
      return BodyText.decode(bytes, charset);
    }
    String decoded = new String(bytes, charset);
    if (!Arrays.equals(decoded.getBytes(charset), bytes)) {
      throw notAForm();
    }
    return decoded;
  }

  private ApiFailure notAForm() {
    return new ApiFailure(FailureCode.INVALID_FIELD, place + ": is not a form in " + charset);
  }
}
