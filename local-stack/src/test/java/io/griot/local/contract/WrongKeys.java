package io.griot.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.ApiKeyForm;
import io.griot.contract.KeyKind;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Invalid keys of every kind, for customers' or operators' operations. Immutable. */
final class WrongKeys {
  /** The reason why a key is invalid. */
  enum Kind {
    NO_KEY,
    MALFORMED,
    WRONG_CHECKSUM,
    UNKNOWN,
    REVOKED,
    EXPIRED,
    OF_THE_OTHER_AUDIENCE
  }

  private final Map<Kind, String> keys = new EnumMap<>(Kind.class);

  /**
   * @param operator creates, revokes and expires keys
   * @param fresh creates a new valid key
   * @param others a valid key of the other audience
   */
  WrongKeys(KeyedCalls operator, KeyKind kind, Fresh fresh, String others)
      throws IOException, InterruptedException {
    keys.put(Kind.MALFORMED, kind.prefix() + "wrong");
    keys.put(Kind.WRONG_CHECKSUM, mistyped(fresh.make()));
    keys.put(Kind.UNKNOWN, ApiKeyForm.make(kind, new SecureRandom()));
    String revoked = fresh.make();
    JsonNode _ = operator.call("adminKeyRevoke", Map.of("key", revoked));
    keys.put(Kind.REVOKED, revoked);
    String expired = fresh.make();
    JsonNode _ = operator.call("adminKeyRotate", Map.of("key", expired, "overlapDays", 0));
    keys.put(Kind.EXPIRED, expired);
    keys.put(Kind.OF_THE_OTHER_AUDIENCE, others);
  }

  /** Creates a key. */
  interface Fresh {
    String make() throws IOException, InterruptedException;
  }

  /** The key of a kind; empty for no key. */
  Optional<String> of(Kind kind) {
    return Optional.ofNullable(keys.get(kind));
  }

  /** Changes one letter in the middle. */
  private static String mistyped(String key) {
    int at = key.length() / 2;
    char other = key.charAt(at) == 'a' ? 'b' : 'a';
    return key.substring(0, at) + other + key.substring(at + 1);
  }
}
