package io.griot.operator;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.ValueTypes;
import java.net.URI;
import java.util.Map;

/** The installation that the operator calls, and the key. Nothing else reads the environment. */
record AdminConfig(URI api, String key) {
  static final Setting<URI> API =
      Setting.of(
          "GRIOT",
          ValueTypes.httpAddress(),
          URI.create("http://127.0.0.1:3000"),
          "the API's address");

  static final Setting<String> KEY =
      Setting.required(
          "GRIOT_ADMIN_KEY",
          ValueTypes.text("admin_[0-9A-Za-z]+", "an operator's key", "admin_…"),
          "an operator's key");

  static final ProcessSettings SETTINGS = ProcessSettings.of(API, KEY);

  static AdminConfig fromEnvironment() {
    return from(System.getenv());
  }

  /**
   * Reads an environment.
   *
   * @throws IllegalArgumentException that lists all problems, a mistyped key included
   */
  static AdminConfig from(Map<String, String> environment) {
    SettingValues told = SETTINGS.read(environment);
    String key = told.get(KEY);
    if (ApiKeyForm.of(key).isEmpty()) {
      throw new IllegalArgumentException(
          KEY.key() + " is mistyped: its checksum does not fit; copy the whole key once more");
    }
    return new AdminConfig(told.get(API), key);
  }
}
