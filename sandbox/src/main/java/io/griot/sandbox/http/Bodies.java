package io.griot.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.UnprocessableContentResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and validates the contents of requests. */
public final class Bodies {
  /** The longest JSON body. Images have another limit. */
  public static final int MAX_JSON_BYTES = 512 * 1024;

  private Bodies() {}

  /**
   * The JSON body as a record.
   *
   * @throws BadRequestResponse (400) when it is no JSON
   * @throws UnprocessableContentResponse (422) naming the field that is missing or mistyped
   * @throws ContentTooLargeResponse (413) above {@link #MAX_JSON_BYTES}
   */
  public static <T extends Record> T read(Context context, Class<T> type) {
    byte[] bytes = bytes(context);
    return checked(() -> ProtocolJson.MAPPER.readValue(bytes, type));
  }

  /**
   * Reads a change: a record with the fields of the JSON body; fields that are absent or null keep
   * their current values. Refuses as {@link #read}.
   */
  public static <T extends Record> T merge(Context context, T current) {
    byte[] bytes = bytes(context);
    ObjectNode all = ProtocolJson.MAPPER.valueToTree(current);
    return checked(() -> {
      ObjectNode wanted = ProtocolJson.MAPPER.readValue(bytes, ObjectNode.class);
      wanted.properties().stream()
          .filter(field -> !field.getValue().isNull())
          .forEach(field -> all.set(field.getKey(), field.getValue()));
      @SuppressWarnings("unchecked")
      Class<T> type = (Class<T>) current.getClass();
      return ProtocolJson.MAPPER.treeToValue(all, type);
    });
  }

  private static byte[] bytes(Context context) {
    byte[] bytes = context.bodyAsBytes();
    if (bytes.length > MAX_JSON_BYTES) {
      throw new ContentTooLargeResponse("a JSON body has at most " + MAX_JSON_BYTES + " bytes");
    }
    return bytes;
  }

  /** Reads the bytes as a value. */
  private interface Reading<T> {
    @Nullable T value() throws IOException;
  }

  private static <T extends Record> T checked(Reading<T> reading) {
    try {
      T value = reading.value();
      if (value == null) {
        throw new UnprocessableContentResponse("the body is null");
      }
      return ProtocolJson.complete(value);
    } catch (JsonMappingException e) {
      throw unprocessable(e);
    } catch (JsonProcessingException e) {
      throw badRequest(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    } catch (IllegalArgumentException e) {
      throw unprocessable(e);
    }
  }

  private static UnprocessableContentResponse unprocessable(JsonMappingException cause) {
    List<JsonMappingException.Reference> path = cause.getPath();
    String field =
        path.stream()
            .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
            .collect(Collectors.joining("."));
    UnprocessableContentResponse response =
        new UnprocessableContentResponse(
            field.isEmpty() ? "the body is not a JSON object" : field + " has the wrong type");
    response.initCause(cause);
    return response;
  }

  private static UnprocessableContentResponse unprocessable(IllegalArgumentException cause) {
    UnprocessableContentResponse response =
        new UnprocessableContentResponse(String.valueOf(cause.getMessage()));
    response.initCause(cause);
    return response;
  }

  private static BadRequestResponse badRequest(JsonProcessingException cause) {
    BadRequestResponse response = new BadRequestResponse("the body is not JSON");
    response.initCause(cause);
    return response;
  }

  /**
   * Parses an address as people write it: digits (a phone number, {@code +} allowed), or a full
   * address.
   */
  public static Jid address(String text) {
    String plain = text.startsWith("+") ? text.substring(1) : text;
    return new Jid(plain.contains("@") ? plain : plain + "@c.us");
  }

  /**
   * Reads a whole number from the query.
   *
   * @throws IllegalArgumentException naming the parameter when it is not one
   */
  public static long number(Context context, String name, long otherwise) {
    String text = context.queryParam(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a whole number", e);
    }
  }
}
