package io.griot.local;

import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.host.SessionHostSettings;

/** All settings of {@code ./griot up}, which runs gateway, functions and a session host. */
public final class UpSettings {
  public static final ProcessSettings ALL =
      SessionHostSettings.ALL
          .and(FunctionsSettings.ALL)
          .and(ProcessSettings.of(SharedSettings.CORS_ORIGINS));

  private UpSettings() {}
}
