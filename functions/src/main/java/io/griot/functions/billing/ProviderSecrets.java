package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A provider's credentials: a JSON object of texts. Read when needed, and kept for minutes: a
 * secret that is in no environment and no snapshot cannot leak from there. Thread-safe.
 */
public interface ProviderSecrets {
  /**
   * Reads all credentials.
   *
   * @throws ProviderUnreachableException when they cannot be read
   */
  ObjectNode read();

  /**
   * Reads one credential.
   *
   * @throws ProviderUnreachableException when it is missing
   */
  default String text(String name) {
    String text = read().path(name).asText();
    if (text.isEmpty()) {
      throw new ProviderUnreachableException("the secrets lack " + name);
    }
    return text;
  }
}
