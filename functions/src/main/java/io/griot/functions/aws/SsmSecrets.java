package io.griot.functions.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.functions.billing.ProviderSecrets;
import io.griot.functions.billing.ProviderUnreachableException;
import io.griot.functions.cache.BoundedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Secrets in a SecureString of SSM's Parameter Store. They are read when needed and cached for
 * {@link #KEPT}, so that a new secret is used soon, and none is in the snapshot from which
 * instances start. Thread-safe.
 */
public final class SsmSecrets implements ProviderSecrets {
  /** The time after a change in which the old secret may still be used. */
  public static final Duration KEPT = Duration.ofMinutes(5);

  private final Supplier<SsmClient> parameters;
  private final String name;
  private final BoundedCache<String, ObjectNode> kept;

  /**
   * @param name the parameter's name
   */
  public SsmSecrets(Supplier<SsmClient> parameters, String name, InstantSource clock) {
    this.parameters = parameters;
    this.name = name;
    this.kept = new BoundedCache<>(1, KEPT, clock);
  }

  @Override
  public ObjectNode read() {
    return kept.get(name)
        .orElseGet(() -> {
          ObjectNode secrets = ask();
          kept.put(name, secrets);
          return secrets;
        });
  }

  private ObjectNode ask() {
    try {
      return Json.readObject(
          parameters
              .get()
              .getParameter(get -> get.name(name).withDecryption(true))
              .parameter()
              .value());
    } catch (SdkException e) {
      throw new ProviderUnreachableException(
          "its secrets cannot be read: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      throw new ProviderUnreachableException("its secrets are no JSON object");
    }
  }
}
