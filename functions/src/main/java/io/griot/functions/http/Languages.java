package io.griot.functions.http;

import java.util.List;
import java.util.Locale;

/** Chooses between Griot's two languages. */
public final class Languages {
  private Languages() {}

  /**
   * Whether the language is French: by {@code ?lang=fr}, or without {@code lang} by the browser's
   * preference over English.
   */
  public static boolean french(Request request) {
    if (request.query().matches("(.*&)?lang=(en|fr)(&.*)?")) {
      return request.query().contains("lang=fr");
    }
    try {
      List<Locale.LanguageRange> wanted =
          Locale.LanguageRange.parse(request.header("accept-language").orElse("en"));
      return "fr".equals(Locale.lookupTag(wanted, List.of("fr", "en")));
    } catch (IllegalArgumentException e) {
      return false; // not a list of languages
    }
  }
}
