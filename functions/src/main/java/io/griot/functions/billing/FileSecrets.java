package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a provider's secrets from a file; for one machine and for tests. Thread-safe. */
public record FileSecrets(Path file) implements ProviderSecrets {
  @Override
  public ObjectNode read() {
    try {
      return Json.readObject(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProviderUnreachableException("its secrets cannot be read");
    }
  }
}
