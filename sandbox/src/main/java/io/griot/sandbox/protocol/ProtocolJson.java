package io.griot.sandbox.protocol;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sandbox's JSON, on the wire and on disk. */
public final class ProtocolJson {
  /** The mapper. Thread-safe. It ignores unknown fields, because a newer page may send more. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  static {
    register(Request.class);
    register(Push.class);
  }

  private ProtocolJson() {}

  /** Registers the records of a sealed family under their names with a lower-case first letter. */
  private static void register(Class<?> family) {
    for (Class<?> part : family.getPermittedSubclasses()) {
      if (part.isRecord()) {
        String name = part.getSimpleName();
        String small = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        MAPPER.registerSubtypes(new NamedType(part, small));
      } else {
        register(part);
      }
    }
  }

  /** An object's fields by name. */
  public static Map<String, JsonNode> fields(ObjectNode object) {
    return object.properties().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Checks that a record read from outside is complete, because Jackson sets absent components to
   * null.
   *
   * @throws IllegalArgumentException naming the first component, of this record or one inside it,
   *     that is null without being {@code @Nullable}, or a list that contains null
   */
  public static <T extends Record> T complete(T value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object part = read(component, value);
      if (part == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        throw new IllegalArgumentException(component.getName() + " is missing");
      }
      if (part instanceof Collection<?> list && list.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException(component.getName() + " has an empty place");
      }
      if (part instanceof Record inner) {
        complete(inner);
      }
    }
    return value;
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // the record may be nested in a class of another package
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessors can be called", e);
    }
  }
}
