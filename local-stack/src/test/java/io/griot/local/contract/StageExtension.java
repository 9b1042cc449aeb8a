package io.griot.local.contract;

import io.griot.testing.LeakExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides the shared stage to every case of a JVM: set up for the first case and closed after the
 * last.
 */
final class StageExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return LeakExtension.shared(context, Stage.class, Stage::setUp);
  }
}
