package io.griot.host.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The browser's identity as pages see it: Chrome in its real version, never headless, which
 * WhatsApp rejects. Chromium reports it in two places, the user agent string and the client hints,
 * so both are set.
 *
 * @param majorVersion of the real browser
 * @param fullVersion of the real browser
 */
record UserAgent(String majorVersion, String fullVersion) {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.\\d+\\.\\d+\\.\\d+");

  /**
   * Reads the output of {@code chromium --version}.
   *
   * @throws IllegalArgumentException when it contains no version
   */
  static UserAgent ofVersion(String printed) {
    Matcher version = VERSION.matcher(printed);
    if (!version.find()) {
      throw new IllegalArgumentException("no version in the browser's output");
    }
    return new UserAgent(version.group(1), version.group());
  }

  /** The {@code User-Agent} header, with the version reduced as Chrome does it. */
  String text() {
    return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%s.0.0.0"
            .formatted(majorVersion)
        + " Safari/537.36";
  }

  /** The parameters of the DevTools protocol's {@code Emulation.setUserAgentOverride}. */
  ObjectNode override() {
    ObjectNode parameters = Json.MAPPER.createObjectNode().put("userAgent", text());
    ObjectNode hints = parameters.putObject("userAgentMetadata");
    brands(hints, "brands", majorVersion, "8");
    brands(hints, "fullVersionList", fullVersion, "8.0.0.0");
    hints.put("platform", "Linux").put("platformVersion", "").put("architecture", "x86");
    hints.put("model", "").put("mobile", false);
    return parameters;
  }

  private static void brands(ObjectNode hints, String name, String version, String notABrand) {
    Map.of("Chromium", version, "Not:A-Brand", notABrand)
        .forEach((brand, its) ->
            hints.withArrayProperty(name).addObject().put("brand", brand).put("version", its));
  }
}
