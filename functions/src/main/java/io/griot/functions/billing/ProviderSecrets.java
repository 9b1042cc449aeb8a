package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The credentials that a provider gave the operator: a JSON object of texts. Read when it is
 * needed, and kept for minutes: a secret that is in no environment and no snapshot cannot leak from
 * there. Thread-safe.
 */
public interface ProviderSecrets {
  /**
   * All of them.
   *
   * @throws ProviderUnreachableException when they cannot be read
   */
  ObjectNode read();

  /**
   * A text of it.
   *
   * @throws ProviderUnreachableException when it is not there
   */
  default String text(String name) {
    String text = read().path(name).asText();
    if (text.isEmpty()) {
      throw new ProviderUnreachableException("the secrets lack " + name);
    }
    return text;
  }
}
