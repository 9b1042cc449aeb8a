package io.griot.functions.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.functions.http.Fields;
import io.griot.functions.http.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the fields of a provider's notification. The providers' documentation says "form values",
 * which PHP reads from both kinds of forms, so this reads both: {@code
 * application/x-www-form-urlencoded} and {@code multipart/form-data}; and JSON.
 */
public final class NotificationFields {
  private static final Pattern BOUNDARY =
      Pattern.compile("multipart/form-data\\b.*;\\s*boundary=\"?([^\";]{1,70})\"?.*");
  private static final Pattern NAME = Pattern.compile("(?i).*[;\\s]name=\"([^\"]{1,100})\".*");
  private static final int MAX_PARTS = 200;

  private NotificationFields() {}

  /**
   * The fields of a form, of either kind, or of a JSON object.
   *
   * @throws io.griot.functions.http.ApiFailure when the body is neither
   */
  public static ObjectNode of(Request request) {
    String type = request.header("content-type").orElse("");
    Matcher multipart = BOUNDARY.matcher(type);
    return multipart.matches() && type.toLowerCase(Locale.ROOT).startsWith("multipart/")
        ? parts(new String(request.body(), UTF_8), multipart.group(1))
        : Fields.of(request, Json.MAPPER.createObjectNode());
  }

  private static ObjectNode parts(String body, String boundary) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    String[] parts = body.split("\\r?\\n?--" + Pattern.quote(boundary), MAX_PARTS);
    for (String part : parts) {
      int end = part.indexOf("\r\n\r\n");
      if (end > 0) {
        name(part.substring(0, end)).ifPresent(name -> fields.put(name, part.substring(end + 4)));
      }
    }
    return fields;
  }

  private static Optional<String> name(String head) {
    return head.lines()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
